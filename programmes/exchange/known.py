"""What the books already hold about the people of a file: persons and their gifts, in a few queries."""

from typing import NamedTuple

from programmes.exchange.gift_entries import MARK
from programmes.models import Gift, GiftList, Recipient
from programmes.models.bulk import keys_table
from programmes.models.streams import column_blocks


class KnownPerson(NamedTuple):
    """A stored recipient; days as ISO text."""

    id: int
    office_id: int
    full_name: str
    birth_date: str | None
    birth_precision: str
    sex: str
    province_id: str
    commune: str
    address: str
    phone: str
    si_number: str
    without_papers: str


class KnownGift(NamedTuple):
    """A stored gift of a round; days as ISO text."""

    id: int
    gift_list_id: int
    quantity: int
    category: str
    months: int | None
    starts_on: str | None
    household_order: int | None
    donor_cost_vnd: int
    state_support_vnd: int
    local_topup_vnd: int
    note: str
    entered_by_id: int


PERSON_COLUMNS = ", ".join(f"person.{name}" for name in KnownPerson._fields)
GIFT_COLUMNS = ", ".join(f"gift.{name}" for name in KnownGift._fields)
HASH, NAME = Recipient._meta.get_field("citizen_hash"), Recipient._meta.get_field("full_name")
PEOPLE, GIFTS, LISTS = Recipient._meta.db_table, Gift._meta.db_table, GiftList._meta.db_table
STORED = f" || '{MARK}' || ".join(
    f"coalesce(CAST({column} AS text), '')"
    for column in (
        *(f"person.{name}" for name in KnownPerson._fields if name not in {"id", "province_id"}),
        *("gift.round_id", "gift.kind"),
        *(f"gift.{name}" for name in KnownGift._fields if name not in {"id", "gift_list_id", "entered_by_id"}),
        *("list.office_id", "list.province_id"),
    )
)


class Known:
    """What was found, in dicts.

    `people[key]` is a KnownPerson, or None where several persons without papers share the likeness;
    `gifts[person id, round id, kind]` and `group_gifts[round id, province id, kind, group name]` are KnownGifts;
    `lists[id]` is a GiftList; `settled` are the ids of people on a list that is no draft any more. Keys are citizen
    hashes, and for people without papers their likeness.

    `alone` are the entries, by citizen hash, of people on a single line of the file. `unchanged` are the numbers of
    those whose person and gift are just as the line would enter them; such people and gifts are left out of the dicts.
    """

    def __init__(self, hashes, likenesses, rounds, groups, alone):
        self.people, self.gifts, self.group_gifts, self.settled = {}, {}, {}, set()
        self.unchanged = set()
        # Locked before the gifts are read: nobody corrects or submits what this file compares itself with.
        lists = GiftList.objects.filter(round__in=rounds).select_related("office").order_by("pk")
        self.lists = {gift_list.pk: gift_list for gift_list in lists.select_for_update(of=("self",))}
        if hashes and (others := self._pass_over(hashes, rounds, alone)):
            self._read(others, "person.citizen_hash = wanted.key", rounds)
        if likenesses:
            self._read(likenesses, "person.likeness = wanted.key AND person.citizen_hash IS NULL", rounds)
        if groups:
            self._read_groups(rounds)

    def _pass_over(self, hashes, rounds, alone):
        """Note the lines that are wholly as stored; returns the hashes of the other people that the books know.

        A file that is sent again consists of such lines: one text of each is compared, and no record made of it.
        """
        found, repeated, places = set(), set(), ", ".join(["%s"] * len(rounds))
        statement = (
            f"SELECT wanted.key, {STORED} FROM wanted JOIN {PEOPLE} person ON person.citizen_hash = wanted.key "
            f"LEFT JOIN {GIFTS} gift ON gift.recipient_id = person.id AND gift.round_id IN ({places}) "
            f"LEFT JOIN {LISTS} list ON list.id = gift.gift_list_id"
        )
        with keys_table(hashes):
            for keys, texts in column_blocks(statement, list(rounds), (HASH, NAME)):
                found.update(keys)
                for key, text in zip(keys, texts, strict=True):
                    entry = alone.get(key)
                    if entry and entry.as_stored() == text:
                        repeated.add(key)
                        self.unchanged.add(entry.number)
        return found - repeated

    def _read(self, keys, match, rounds):
        places = ", ".join(["%s"] * len(rounds))
        with keys_table(keys) as cursor:
            cursor.execute(f"SELECT wanted.key, {PERSON_COLUMNS} FROM wanted JOIN {PEOPLE} person ON {match}")
            for key, pk, office, name, birth, *rest in cursor:
                key, person = bytes(key), KnownPerson(pk, office, name, _iso(birth), *rest)
                self.people[key] = None if key in self.people else person
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
                f"SELECT gift.recipient_id, gift.round_id, gift.kind, {GIFT_COLUMNS} FROM wanted "
                f"JOIN {PEOPLE} person ON {match} JOIN {GIFTS} gift ON gift.recipient_id = person.id "
                f"WHERE gift.round_id IN ({places})",
                list(rounds),
            )
            for person_id, round_id, kind, *row in cursor:
                self.gifts[person_id, round_id, kind] = _gift(row)

    def _read_groups(self, rounds):
        gifts = Gift.objects.filter(recipient__isnull=True, round__in=rounds)
        columns = ("round_id", "gift_list__province_id", "kind", "group_name", *KnownGift._fields)
        for round_id, province_id, kind, name, *row in gifts.values_list(*columns).iterator():
            self.group_gifts[round_id, province_id, kind, name] = _gift(row)


def _iso(day):
    return str(day) if day else None


def _gift(row):
    pk, gift_list, quantity, category, months, starts_on, *rest = row
    return KnownGift(pk, gift_list, quantity, category, months, _iso(starts_on), *rest)
