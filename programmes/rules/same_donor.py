"""Records that look like one donor: the same tax code, telephone, bank account, or name without signs, legal form."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from programmes.models import Donor, DonorJoin
from programmes.rules.donor_names import name_key
from programmes.rules.erasures import check_erased
from programmes.rules.problems import Problem
from programmes.standards.lists import first_few

SHOWN = 5
WAYS = {
    "tax_code": _("mã số thuế"),
    "phone": _("điện thoại"),
    "bank_account": _("số tài khoản"),
    "name": _("tên"),
}
_HASHES = [Donor._meta.get_field(name) for name in ("phone_hash", "bank_account_hash")]


class Alike(NamedTuple):
    """A donor of the books like another, and the fields in which they agree (WAYS)."""

    donor: Donor
    ways: tuple

    @property
    def words(self):
        """ "mã số thuế, tên"."""
        return ", ".join(str(WAYS[way]) for way in self.ways)


def _keys_of(donor):
    """(way, key) of all by which a donor is found."""
    if donor.tax_code:
        yield "tax_code", donor.tax_code
    for field in _HASHES:
        if key := field.key_of(getattr(donor, field.of), getattr(donor, field.name)):
            yield field.of, bytes(key)
    if donor.name and donor.kind != Donor.Kind.ANONYMOUS:
        yield "name", name_key(donor.name)


def _who(donor):
    """Equal for records of one donor."""
    return donor.same_as_id or donor.pk or id(donor)


class KnownAlike:
    """Donors by all in which another may be like them. None of those whose particulars were erased is among them."""

    def __init__(self, donors=()):
        self._found, self._keys = defaultdict(list), {}
        for donor in donors:
            self.add(donor)

    def add(self, donor):
        """Count one in; one of whom the particulars were erased is nobody."""
        if donor.erased_on is None:
            keys = self._keys[donor.pk or id(donor)] = set(_keys_of(donor))
            for key in keys:
                self._found[key].append(donor)

    def of(self, donor):
        """The Alikes of a donor, other records of whom are none; those who agree in most come first.

        Of one who was counted in, only what has been changed since is looked at.
        """
        found, before = {}, self._keys.get(donor.pk, ())
        for way, key in _keys_of(donor):
            for other in self._found.get((way, key), ()) if (way, key) not in before else ():
                if _who(other) != _who(donor):
                    found.setdefault(other.pk or id(other), (other, []))[1].append(way)
        alike = [Alike(other, tuple(ways)) for other, ways in found.values()]
        return sorted(alike, key=lambda one: (-len(one.ways), one.donor.pk or 0))


def alike(donor):
    """The first Alikes of a donor among all offices; one statement.

    A single person of another office is found by tax code, telephone and bank account alone: a name is no sign of one
    person.
    """
    keys = dict(_keys_of(donor))
    near = Q(pk__in=[])
    if "tax_code" in keys:
        near |= Q(tax_code=keys["tax_code"])
    for field in _HASHES:
        if field.of in keys:
            near |= Q(**{field.name: keys[field.of]})
    kind, words = keys.get("name", ("", ""))
    if words:  # a person's are all in a row, and each by itself is in the names of many
        part = words if kind == Donor.Kind.INDIVIDUAL else max(words.split(), key=len)
        near |= Q(search_key__contains=part) & (Q(office=donor.office_id) | ~Q(kind__in=Donor.PERSONS))
    found = Donor.objects.filter(near, erased_on=None).exclude(pk=donor.pk).select_related("office").order_by("pk")
    return KnownAlike(found).of(donor)[:SHOWN]


def doubts(found, *, with_names=False):
    """Problems that forbid nothing, of the Alikes of a donor, at the field in which they agree first.

    A row of a file is told their names: they are of the own office or of the file.
    """
    if not found:
        return
    ways = [way for way in WAYS if any(way in one.ways for one in found)]
    who = [f"{one.donor.name} ({one.donor.code})" if one.donor.code else one.donor.name for one in found]
    yield Problem(
        ways[0],
        "donor_alike",
        _("Đã có nhà hảo tâm giống%(who)s, trùng %(ways)s; nếu là một nhà hảo tâm thì dùng bản ghi cũ.")
        % {
            "who": f": {first_few(who, SHOWN)}" if with_names else "",
            "ways": ", ".join(str(WAYS[way]) for way in ways),
        },
    )


def records_of(donors):
    """All records of the donors of these ids."""
    ones = Donor.objects.filter(pk__in=donors).annotate(one=Coalesce("same_as", "pk")).values("one")
    return Donor.objects.filter(Q(pk__in=ones) | Q(same_as__in=ones))


def joins_of(donor):
    """What was ever proposed of a record."""
    return DonorJoin.objects.filter(Q(first=donor) | Q(second=donor))


def waiting(donor):
    """What is proposed of a record and not decided on."""
    return joins_of(donor).filter(state=DonorJoin.State.PROPOSED)


def check_pair(first, second):
    """Problems of two records being of one donor: whoever gives is of one sort, and may be named by both or by none.

    Consent is one of the donor, not of a record: where only one record has it, the person is asked first.
    """
    kinds = {donor.kind == Donor.Kind.ANONYMOUS for donor in (first, second)}
    if True in kinds:
        yield Problem("", "join_of_anonymous", _("Nhà hảo tâm ẩn danh không gộp với ai: không biết đó là những ai."))
    elif (first.kind in Donor.PERSONS) != (second.kind in Donor.PERSONS):
        yield Problem("", "join_of_two_sorts", _("Một bên là cá nhân, một bên là tổ chức; sửa loại của bản ghi sai."))
    elif first.kind in Donor.PERSONS and bool(first.consented_on) != bool(second.consented_on):
        yield Problem(
            "",
            "join_with_one_consent",
            _("Một bản ghi có ngày đồng ý nêu tên, một bản ghi không có; hỏi lại người đó rồi sửa cho khớp."),
        )


def check_may_propose(donor, *, is_apart=False):
    """Problems of proposing anything of a record: it is there, joined where it is to be parted, and none waits."""
    yield from check_erased(donor)
    if is_apart and donor.same_as_id is None:
        yield Problem("", "not_joined", _("Bản ghi này không gộp vào bản ghi nào."))
    if waiting(donor).exists():
        yield Problem("", "join_waits", _("Đã có đề nghị về nhà hảo tâm này chờ duyệt."))


def check_proposal(join):
    """Problems of proposing that two records are of one donor, or of two."""
    first, second = join.first, join.second
    if first == second:
        yield Problem("", "join_with_itself", _("Đây là cùng một bản ghi; hãy chọn bản ghi kia."))
        return
    for donor in (first, second):
        yield from check_may_propose(donor)
    yield from check_join(join)


def check_join(join):
    """The same as the books are now, for whoever decides."""
    are_one = join.first.one == join.second.one
    if join.is_apart and not are_one:
        yield Problem("", "donors_are_apart", _("Hai bản ghi này đang là hai nhà hảo tâm."))
    elif are_one and not join.is_apart:
        yield Problem("", "donors_are_one", _("Hai bản ghi này đã là một nhà hảo tâm."))
    elif not join.is_apart:
        yield from check_pair(join.first, join.second)


OF_THE_FIRST = {"kind", "consented_on"}


def check_own_words(donor, changed):
    """What is said of a donor with several records is said at the first one; `changed` are names of fields."""
    if donor.same_as_id and OF_THE_FIRST & set(changed):
        yield Problem(
            "consented_on",
            "said_at_the_first",
            _("Bản ghi này đã gộp vào %(name)s (%(code)s); sửa loại và ngày đồng ý nêu tên ở bản ghi đó.")
            % {"name": donor.same_as.name, "code": donor.same_as.code},
        )


def changed_of(donor, stored):
    """The fields of OF_THE_FIRST that a record says otherwise than the stored one."""
    return {name for name in OF_THE_FIRST if getattr(donor, name) != getattr(stored, name)}


def standing_pairs(records):
    """(id, id) of the pairs among these records that are one donor by what was decided last of each."""
    done = DonorJoin.objects.filter(state=DonorJoin.State.APPROVED, first__in=records, second__in=records)
    latest = {(join.first_id, join.second_id): join.is_apart for join in done.order_by("decided_at", "pk")}
    return [pair for pair, is_apart in latest.items() if not is_apart]


def firsts(records, pairs):
    """{id: id of the first record of its donor} by pairs that are one."""
    one = {pk: pk for pk in records}
    for first, second in sorted(pairs):
        old, new = sorted((one[first], one[second]), reverse=True)
        one = {pk: new if of == old else of for pk, of in one.items()}
    return one
