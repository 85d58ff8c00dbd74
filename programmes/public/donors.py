"""Who gave: the roll by kind and in alphabetical order, never by rank; persons only with their consent."""

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programmes.models import Donor
from programmes.public import registry
from programmes.public.columns import donor_address
from programmes.public.number_ids import address
from programmes.public.parameters import NUMBER, OF_KIND
from programmes.public.tables import COUNTED, DONG, PLAIN_YEAR, Column, Value, table
from programmes.standards.names import slug, sort_key

ON_A_PAGE = 50
KNOWN_NAMES = 50_000  # whose slug and place in the alphabet a process remembers
UNNAMED = _("Nhà hảo tâm không nêu tên")
AMOUNT = Column("raised_vnd", _("Đã ủng hộ"), DONG, _("đồng"))
COLUMNS = (Column("kind", _("Nhóm")), Column("donor", _("Nhà hảo tâm")), Column("years", _("Các năm")), AMOUNT)
NOTE = _(
    "Xếp theo nhóm và theo thứ tự chữ cái. Cá nhân chỉ được nêu tên khi đã đồng ý bằng văn bản; "
    "tất cả khoản ủng hộ còn lại được gộp ở dòng cuối."
)


class Roll(NamedTuple):
    """The table of the donors on a page, and how many each kind has in all, kind -> number."""

    table: object
    sizes: dict


def roll(receipts, *, kind="", number=1, whole=False):
    """The Roll, from receipts by donor; a donor whose gifts were all reversed is not in it.

    The first ON_A_PAGE of each kind and those who are not named; of one `kind` the page of that `number`; or `whole`.
    """
    slugs = slugs_of((row.key, row.name) for row in receipts if row.key)
    amounts, years = defaultdict(int), defaultdict(set)
    for row in receipts:
        amounts[row.group, row.name, row.key] += row.amount_vnd
        if row.amount_vnd > 0:
            years[row.group, row.name, row.key].add(row.year)
    kinds = defaultdict(list)
    for who in sorted((who for who in amounts if who[2] and amounts[who] > 0), key=_place):
        kinds[who[0]].append(who)
    sizes = {each: len(named) for each, named in kinds.items()}
    if not whole:
        begin = (number - 1) * ON_A_PAGE
        kinds = {each: named[begin : begin + ON_A_PAGE] for each, named in kinds.items() if kind in {"", each}}
    rows = [
        ((kind_name(each), name, _years(years[each, name, key]), amounts[each, name, key]), donor_address(slugs[key]))
        for named in kinds.values()
        for each, name, key in named
    ]
    pooled = amounts.get(("", "", ""), 0)
    if pooled and not kind:
        rows.append((("", gettext(UNNAMED), _years(years["", "", ""]), pooled), "", True))
    title = pgettext_lazy("mục lục", "Nhà hảo tâm")
    return Roll(table("donors", title, COUNTED, COLUMNS, rows, NOTE), sizes)


def by_kind(receipts):
    """What each kind of donors gave, the largest first; those who are not named together, at the end."""
    amounts = defaultdict(int)
    for row in receipts:
        amounts[row.group] += row.amount_vnd
    kinds = sorted((kind for kind in _KINDS if amounts[kind]), key=lambda kind: -amounts[kind])
    rows = [((kind_name(kind), amounts[kind]), anchor_of(kind)) for kind in kinds]
    if amounts[""]:
        rows.append(((gettext(UNNAMED), amounts[""]), anchor_of("")))
    columns = (Column("kind", _("Nhóm")), AMOUNT)
    return table("by_donor_kind", _("Nguồn ủng hộ"), COUNTED, columns, rows)


def of_slug(receipts, wanted):
    """(key, name, kind, {year: đồng}) of the donor at that address; None where nobody there may be named."""
    slugs = slugs_of((row.key, row.name) for row in receipts if row.key)
    found = [row for row in receipts if row.key and slugs[row.key] == wanted]
    amounts = defaultdict(int)
    for row in found:
        amounts[row.year] += row.amount_vnd
    given = {year: amount for year, amount in sorted(amounts.items(), reverse=True) if amount}
    return (found[0].key, found[0].name, found[0].group, given) if given else None


def donor(slug, amounts):
    """What the donor at that address gave, year by year."""
    rows = [
        ((year, Value(AMOUNT, amount, address(registry.RAISED, year=year, donor=slug))),)
        for year, amount in amounts.items()
    ]
    return table(
        "donor", _("Đã ủng hộ theo năm"), COUNTED, (Column("year", _("Năm"), PLAIN_YEAR), AMOUNT), rows, NOTE_OF_ONE
    )


NOTE_OF_ONE = _("Chỉ tính khoản đã tiếp nhận và được duyệt, không tính khoản được ủng hộ mà không nêu tên.")
_KINDS = (Donor.Kind.STAFF, *(kind for kind in Donor.Kind if kind != Donor.Kind.STAFF))


def slugs_of(named):
    """{key: slug of their address} of donors who may be named, as (key, name): their names, the later ones numbered.

    Who is not named is not asked for: the address of another would tell that there is somebody of that name.
    """
    found = {}
    for key, name in sorted(set(named), key=lambda who: int(who[0])):
        found.setdefault(_slug_of(name), []).append(key)
    slugs = {keys[0]: plain for plain, keys in found.items()}
    for plain, keys in found.items():
        slugs |= {key: _free(f"{plain}-{key}", found) for key in keys[1:]}
    return slugs


@lru_cache(KNOWN_NAMES)
def _slug_of(name):
    return slug(name)[:100].strip("-") or "nha-hao-tam"


def _free(numbered, names):
    """The slug, marked off from somebody whose name ends in that number."""
    return f"{numbered}-" if numbered in names else numbered


def kind_name(kind):
    return capfirst(str(Donor.Kind(kind).label))


def anchor_of(kind):
    """Where the roll names the donors of a kind."""
    return f"{reverse('public:donors')}#{kind or 'unnamed'}"


def _place(who):
    """The staff of the sector first, then the kinds in their order."""
    kind, name, key = who
    return _KINDS.index(kind), _in_the_alphabet(name), key


_in_the_alphabet = lru_cache(KNOWN_NAMES)(sort_key)


def _years(years):
    return ", ".join(map(str, sorted(years)))


class Group(NamedTuple):
    """The rows of a kind on the page, in the order of the table; of `size` in all, the others at `rest`."""

    anchor: str
    kind: str
    rows: list
    size: int
    rest: str


def groups(shown):
    """The Groups of a Roll; what is pooled stands apart."""
    kinds = {kind_name(kind): kind.value for kind in Donor.Kind}
    found = {}
    for row in shown.table.rows:
        found.setdefault(row.values[0].raw, []).append(row)
    return [_group(kinds.get(name, ""), name, rows, shown.sizes) for name, rows in found.items()]


def _group(kind, name, rows, sizes):
    size = sizes.get(kind, len(rows))
    return Group(kind or "unnamed", name or UNNAMED, rows, size, roll_address(kind) if size > len(rows) else "")


def roll_address(kind, number=1):
    """A page of the donors of one kind."""
    query = {OF_KIND: kind, **({NUMBER: number} if number > 1 else {})}
    return f"{reverse('public:donors')}?{urlencode(query)}"
