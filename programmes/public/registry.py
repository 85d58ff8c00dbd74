"""Every number that the pages count, described once: what it is, from which state, as of when, hidden how."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.models import GiftKind
from programmes.public.parameters import slug_of_kind
from programmes.public.sentences import handed_over
from programmes.public.tables import COUNT, DONG, Column


class Dimension(StrEnum):
    """What a number may be cut by, in the order of its id."""

    YEAR = "year"
    PROGRAMME = "programme"
    ROUND = "round"
    DONOR = "donor"
    PROVINCE = "province"
    HANDOVER = "handover"


YEAR, PROGRAMME, ROUND, DONOR, PROVINCE, HANDOVER = Dimension
TITLES = {
    YEAR: _("năm"),
    PROGRAMME: _("chương trình"),
    ROUND: _("đợt"),
    DONOR: _("nhà hảo tâm"),
    PROVINCE: _("tỉnh, thành phố"),
    HANDOVER: _("buổi trao"),
}


class Source(StrEnum):
    """The totals that a number is read from."""

    RECEIPTS = "receipts"
    GIFTS = "gifts"
    HANDOVERS = "handovers"
    BOOKS = "books"


@dataclass(frozen=True)
class PublicMeasure:
    """All that is said of a counted number; nothing has a default, so that no part is forgotten.

    `key` is its column in the tables and in their files, `title` stands over it, `what` after it in a sentence.
    `definition` is what it is, `counted` what counts as one; `as_of` says of which moment it is, `qualifier` how near
    it comes, `hidden` what becomes of small numbers. `cuts` are the dimensions that it may be cut by together, all or
    some of them. `field` is its part of a sum of gifts or of the books, `kind` the gift, where it is of one.
    `has_history` is whether it is known for the ends of closed periods. `rows` are the table of open data and its
    column that add up to it, () for none.
    """

    slug: str
    key: str
    title: str
    what: str
    form: str
    unit: str
    definition: str
    counted: str
    state: str
    as_of: str
    qualifier: str
    hidden: str
    cuts: tuple
    source: Source
    field: str
    kind: GiftKind | None
    has_history: bool
    rows: tuple

    @property
    def column(self):
        return self.described(Column(self.key, self.title, self.form, self.unit))

    def described(self, column):
        """A column that holds this number."""
        return replace(column, measure=self.slug, qualifier="" if self.qualifier == EXACT else self.qualifier)

    @property
    def dimensions(self):
        """Every dimension that it knows, in the order of ids."""
        return [each for each in Dimension if any(each in cut for cut in self.cuts)]

    def may_be_cut_by(self, names):
        return any(set(names) <= set(cut) for cut in self.cuts)


EXACT = _("số chính xác")
WITHOUT_FEW = _("chưa gồm các số nhỏ không nêu")
ROUNDED = _("làm tròn đến 100 triệu đồng")
APPROVED = _("đã tiếp nhận và được người thứ hai duyệt")
HANDED_OVER = _("đã trao tận tay")
NOW = _("mới nhất, cập nhật khi hồ sơ thay đổi; mỗi kỳ đã khóa còn giữ số lúc khóa")
NOW_ONLY = _("mới nhất, cập nhật khi hồ sơ thay đổi; không giữ số của thời điểm trước")
FEW_HIDDEN = _(
    "Số từ 1 đến 10 người ghi “dưới 11”, nhiều số như vậy ghi “không nêu”. Các số nhỏ và số tiền đi kèm được để riêng; "
    "khi cộng lại đủ lớn để không ai bị nhận ra mới được đưa vào tổng."
)
NONE_HIDDEN = _("Không có số nào bị giấu; nhà hảo tâm chỉ có số riêng khi được nêu tên.")
OF_EVENTS = _("Không có số nào bị giấu: buổi trao nào cũng công khai, không nêu người nhận.")
OF_BOOKS = _("Làm tròn để không suy ra được danh sách có ít người.")
ON_PLACES = ((YEAR, PROGRAMME, PROVINCE), (YEAR, ROUND, PROVINCE))

RAISED = PublicMeasure(
    slug="huy-dong",
    key="raised_vnd",
    title=_("Huy động"),
    what=_("tiền và hiện vật huy động được"),
    form=DONG,
    unit=_("đồng"),
    definition=_("Tiền, và hiện vật ghi theo giá trị, đã nhận từ nhà hảo tâm, đã trừ các khoản hủy."),
    counted=_("Tính từng đồng ủng hộ, theo năm nhận; chưa tính khoản mới đăng ký."),
    state=APPROVED,
    as_of=NOW,
    qualifier=EXACT,
    hidden=NONE_HIDDEN,
    cuts=((YEAR, PROGRAMME), (YEAR, DONOR)),
    source=Source.RECEIPTS,
    field="",
    kind=None,
    has_history=True,
    rows=("donations", "amount_vnd"),
)
COST = PublicMeasure(
    slug="da-trao-chuong-trinh-chi",
    key="given_vnd",
    title=_("Đã trao: từ tiền ủng hộ"),
    what=_("giá trị quà đã trao, từ tiền ủng hộ"),
    form=DONG,
    unit=_("đồng"),
    definition=_("Phần giá trị của quà đã trao do tiền ủng hộ chi trả."),
    counted=_("Tính từng đồng tiền ủng hộ đã chi cho quà, theo năm trao."),
    state=HANDED_OVER,
    as_of=NOW,
    qualifier=WITHOUT_FEW,
    hidden=FEW_HIDDEN,
    cuts=ON_PLACES,
    source=Source.GIFTS,
    field="donor_cost_vnd",
    kind=None,
    has_history=True,
    rows=("gifts", "donor_cost_vnd"),
)
VALUE = PublicMeasure(
    slug="da-trao-tong-gia-tri",
    key="given_total_vnd",
    title=_("Đã trao: kể cả ngân sách hỗ trợ"),
    what=_("giá trị quà đã trao, kể cả ngân sách hỗ trợ"),
    form=DONG,
    unit=_("đồng"),
    definition=_("Cả giá trị của quà đã trao: phần từ tiền ủng hộ, phần ngân sách nhà nước và địa phương hỗ trợ."),
    counted=_("Tính từng đồng của cả ba nguồn đã chi cho quà, theo năm trao."),
    state=HANDED_OVER,
    as_of=NOW,
    qualifier=WITHOUT_FEW,
    hidden=FEW_HIDDEN,
    cuts=ON_PLACES,
    source=Source.GIFTS,
    field="total_vnd",
    kind=None,
    has_history=True,
    rows=("gifts", "total_vnd"),
)


def _of_kind(kind):
    """The number of gifts of a kind."""
    what = lazy(handed_over, str)(kind)
    return PublicMeasure(
        slug=slug_of_kind(kind),
        key=kind.value,
        title=_(kind.heading),
        what=what,
        form=COUNT,
        unit=_(kind.unit),
        definition=format_lazy(_("Số {what}, theo năm trao."), what=what),
        counted=format_lazy(
            _("Đếm từng {unit}. Một người có thể nhận nhiều loại quà, nên không cộng các loại với nhau."),
            unit=_(kind.unit),
        ),
        state=HANDED_OVER,
        as_of=NOW,
        qualifier=WITHOUT_FEW,
        hidden=FEW_HIDDEN,
        cuts=(*ON_PLACES, (HANDOVER,)),
        source=Source.GIFTS,
        field="quantity",
        kind=kind,
        has_history=True,
        rows=("gifts", "quantity"),
    )


OF_KIND = {kind: _of_kind(kind) for kind in GiftKind}
HANDOVERS = PublicMeasure(
    slug="so-buoi-trao",
    key="handovers",
    title=_("Số buổi trao"),
    what=_("buổi trao đã diễn ra"),
    form=COUNT,
    unit=_("buổi"),
    definition=_("Số buổi trao quà đã diễn ra và được ghi nhận, theo ngày trao."),
    counted=_("Đếm từng buổi, mỗi buổi ở một nơi trong một ngày; chưa tính buổi dự kiến."),
    state=_("đã diễn ra"),
    as_of=NOW_ONLY,
    qualifier=EXACT,
    hidden=OF_EVENTS,
    cuts=ON_PLACES,
    source=Source.HANDOVERS,
    field="",
    kind=None,
    has_history=False,
    rows=(),
)
ASIDE = PublicMeasure(
    slug="da-danh",
    key="aside_vnd",
    title=_("Đã phân bổ, chờ trao"),
    what=_("tiền đã phân bổ cho danh sách tặng và chờ trao"),
    form=DONG,
    unit=_("đồng"),
    definition=_("Tiền ủng hộ đã dành cho danh sách tặng được duyệt mà quà chưa trao."),
    counted=_("Tính từng đồng đã phân bổ của mọi năm, trừ phần đã trao và phần rút lại."),
    state=_("đã phân bổ, chưa trao"),
    as_of=NOW_ONLY,
    qualifier=ROUNDED,
    hidden=OF_BOOKS,
    cuts=((),),
    source=Source.BOOKS,
    field="aside",
    kind=None,
    has_history=False,
    rows=(),
)
LEFT = PublicMeasure(
    slug="con-lai",
    key="left_vnd",
    title=_("Chưa phân bổ"),
    what=_("tiền huy động được chưa phân bổ"),
    form=DONG,
    unit=_("đồng"),
    definition=_("Tiền huy động được, trừ phần đã trao từ tiền ủng hộ và phần đã phân bổ, chờ trao."),
    counted=_("Tính từng đồng của mọi năm chưa dành cho danh sách nào."),
    state=_("chưa phân bổ"),
    as_of=NOW_ONLY,
    qualifier=ROUNDED,
    hidden=OF_BOOKS,
    cuts=((),),
    source=Source.BOOKS,
    field="left",
    kind=None,
    has_history=False,
    rows=(),
)

MEASURES = {each.slug: each for each in (RAISED, COST, VALUE, *OF_KIND.values(), HANDOVERS, ASIDE, LEFT)}
GIVEN = (*OF_KIND.values(), COST, VALUE)  # gifts first: a phone shows two columns of a table

if len(MEASURES) != len(GIVEN) + 4:
    raise ImproperlyConfigured("Two public measures have one name in addresses.")
