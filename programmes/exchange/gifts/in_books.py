"""What the books already hold about the people of a file: persons and their gifts, in a few queries."""

from itertools import compress

from django.db.models import Max, Min

from programmes.exchange.gifts.entries import as_stored, group_key
from programmes.models import Gift, GiftList, Recipient
from programmes.models.bulk import keys_table
from programmes.models.streams import column_blocks
from programmes.standards.names import spelling

PEOPLE, GIFTS, LISTS = Recipient._meta.db_table, Gift._meta.db_table, GiftList._meta.db_table
WORTH_A_WALK = 4  # ids of gifts to a line of the file: beyond, it is quicker to ask for each person


def comparable(line):
    """SQL: all that a line of this class can enter of a person and a gift, in the order of as_stored."""
    place_and_kind = "gift.round_id, list.province_id, gift.kind"
    return f"{line.person.select_details('person')}, {place_and_kind}, {line.gift.select_details('gift')}"


class InBooks:
    """What was found, in dicts.

    `people[key]` is a `person.record` of `line`, or None where several persons without papers share the key;
    `gifts[person id, round id, kind]` and `group_gifts[group key]` are its `gift.record`s;
    `lists[id]` is a GiftList; `settled` are the ids of people on a list that is no draft any more. Keys are those of
    Entry; `spellings[likeness]` is the name of one of the people without papers, by whatever signs it differs.

    `likenesses` are those of people without papers, each with the id of the office whose list they go on.
    `numbered` are the first entries of people by citizen hash, `several` the hashes of those on more than one line.
    `unchanged` are the hashes of the others whose person and gift are just as the line would enter them; such people
    and gifts are left out of the dicts.
    """

    def __init__(self, line, numbered, several, likenesses, homes, *, groups, hold):
        self.line = line
        self.people, self.spellings, self.gifts, self.group_gifts, self.settled = {}, {}, {}, {}, set()
        self.unchanged = set()
        rounds = {home.round_id for home in homes}
        lists = GiftList.objects.filter(round__in=rounds).select_related("office", "round", "province").order_by("pk")
        if hold:  # before the gifts are read: nobody corrects or submits what this file compares itself with
            lists = lists.select_for_update(of=("self",))
        self.lists = {gift_list.pk: gift_list for gift_list in lists}
        self._pass_over(numbered, several, homes)
        if len(self.unchanged) < len(numbered):
            self._read(numbered.keys() - self.unchanged, "person.citizen_hash = wanted.key", rounds)
        if likenesses:
            self._read(likenesses, "person.likeness = wanted.key AND person.citizen_hash IS NULL", rounds, likenesses)
        if groups:
            self._read_groups(rounds)

    def _pass_over(self, numbered, several, homes):
        """Note the people whose line is wholly as stored.

        A file that is sent again consists of such lines: their values are compared, and no record made of them.
        """
        places = {(home.round_id, home.province_id, home.office_id) for home in homes}
        lists = [pk for pk, one in self.lists.items() if (one.round_id, one.province_id, one.office_id) in places]
        stretch = Gift.objects.filter(gift_list__in=lists).aggregate(first=Min("pk"), last=Max("pk"))
        first, last = stretch["first"], stretch["last"]
        if first is None or last - first >= WORTH_A_WALK * len(numbered):
            return
        # SQLite joins in the order that CROSS JOIN gives, here along the stretch; the plus keeps it from the lists.
        statement = (
            f"SELECT person.citizen_hash, {comparable(self.line)} "
            f"FROM {GIFTS} gift CROSS JOIN {PEOPLE} person CROSS JOIN {LISTS} list "
            f"WHERE gift.id BETWEEN {first} AND {last} AND person.id = gift.recipient_id "
            f"AND list.id = gift.gift_list_id AND person.office_id = list.office_id "
            f"AND +gift.gift_list_id IN ({', '.join(map(str, lists))})"
        )
        for keys, *stored in column_blocks(statement, ()):
            entries = list(map(numbered.get, keys))
            if not all(entries):
                keys, *stored = (list(compress(column, entries)) for column in (keys, *stored))
                entries = list(filter(None, entries))
            if entries:
                self.unchanged.update(_alike(keys, as_stored(entries), self.line.person.read(stored)))
        self.unchanged -= several

    def _read(self, keys, match, rounds, offices=None):
        """Those whose key matches; a likeness finds only whom its office keeps (`offices`)."""
        person, gift, places = self.line.person, self.line.gift, ", ".join(["%s"] * len(rounds))
        with keys_table(keys) as cursor:
            cursor.execute(f"SELECT wanted.key, {person.select('person')} FROM wanted JOIN {PEOPLE} person ON {match}")
            for key, *row in cursor:
                key, found = bytes(key), person.as_record(row)
                if offices:
                    if found.office_id != offices[key]:
                        continue
                    self.spellings[key] = found.full_name
                    key = key, spelling(found.full_name)
                self.people[key] = None if key in self.people else found
            if not self.people:
                return
            cursor.execute(
                f"SELECT DISTINCT person.id FROM wanted JOIN {PEOPLE} person ON {match} "
                f"JOIN {GIFTS} gift ON gift.recipient_id = person.id "
                f"JOIN {LISTS} list ON list.id = gift.gift_list_id WHERE list.state <> %s",
                [GiftList.State.DRAFT.value],
            )
            self.settled |= {person_id for (person_id,) in cursor}
            cursor.execute(
                f"SELECT gift.recipient_id, gift.round_id, gift.kind, {gift.select('gift')} FROM wanted "
                f"JOIN {PEOPLE} person ON {match} JOIN {GIFTS} gift ON gift.recipient_id = person.id "
                f"WHERE gift.round_id IN ({places})",
                list(rounds),
            )
            for person_id, round_id, kind, *row in cursor:
                self.gifts[person_id, round_id, kind] = gift.as_record(row)

    def _read_groups(self, rounds):
        gifts = Gift.objects.filter(recipient__isnull=True, round__in=rounds)
        columns = ("round_id", "gift_list__province_id", "kind", "group_name", *self.line.gift.record._fields)
        for round_id, province_id, kind, name, *row in gifts.values_list(*columns).iterator():
            self.group_gifts[group_key(round_id, province_id, kind, name)] = self.line.gift.as_record(row)


def _alike(keys, columns, others):
    """The keys of rows that are the same in both; mostly all of them, which is seen at once."""
    if all(list(column) == list(other) for column, other in zip(columns, others, strict=True)):
        return keys
    rows = zip(keys, zip(*columns, strict=True), zip(*others, strict=True), strict=True)
    return [key for key, row, other in rows if row == other]
