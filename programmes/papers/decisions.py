"""The draft of the decision by which a list is given, and the list that goes with it."""

from dataclasses import dataclass

from django.utils.text import capfirst

from programmes.models import GiftKind
from programmes.papers.heads import BY_HAND, HEAD_SIGNS, TO_BE_WRITTEN
from programmes.papers.parts import Column, PaperKind, Signatures, Table, Text
from programmes.papers.values import Headed, lines, told
from programmes.rules.legal_bases import ground_words
from programmes.standards.dates import format_day_padded
from programmes.standards.names import sort_key
from programmes.standards.words import dong_in_words


@dataclass(frozen=True, kw_only=True)
class OfKind:
    """The gifts of one kind on the list; three parts of what they are worth, by who pays."""

    kind: str = told("Loại quà", sample="thẻ BHYT")
    quantity: int = told("Số lượng", sample=120)
    cost_vnd: int = told("Chương trình chi", sample=151_632_000)
    state_vnd: int = told("Ngân sách nhà nước hỗ trợ", sample=0)
    local_vnd: int = told("Ngân sách địa phương hỗ trợ", sample=0)


@dataclass(frozen=True, kw_only=True)
class Decision(Headed):
    """What an office decides about one list; the sums are those of the books."""

    programme: str = told("Chương trình", sample="Trao sổ BHXH, thẻ BHYT cho người có hoàn cảnh khó khăn")
    round: str = told("Đợt", sample="Tết Minh Họa 2026")
    where: str = told("Tỉnh, thành phố", sample="tỉnh Minh Họa")
    quantity_sum: int = told("Tổng số lượng", sample=240)
    cost_sum_vnd: int = told("Tổng chương trình chi", sample=303_264_000)
    words: str = told("Tổng chương trình chi bằng chữ", sample="Ba trăm linh ba triệu hai trăm sáu mươi tư nghìn đồng")
    state_sum_vnd: int = told("Tổng ngân sách nhà nước hỗ trợ", sample=0)
    local_sum_vnd: int = told("Tổng ngân sách địa phương hỗ trợ", sample=0)
    kinds: tuple[OfKind, ...] = lines(OfKind, "Quà của danh sách")


DECISION = PaperKind(
    key="decision",
    label="Dự thảo quyết định trao tặng",
    values=Decision,
    is_numbered=True,
    parts=(
        Text("Dự thảo", "mark"),
        Text("Quyết định", "title"),
        Text("*Về việc trao tặng quà an sinh, {round}*", "centre"),
        Text("*Thủ trưởng {office}*", "centre"),
        Text("Căn cứ quy định về chức năng, nhiệm vụ của {office};"),
        Text("Căn cứ ……………………;"),
        Text("Theo đề nghị của ……………………,"),
        Text("*Quyết định:*", "centre"),
        Text(
            "*Điều 1.* Trao tặng quà cho người có tên trong danh sách kèm theo Quyết định này, thuộc chương trình "
            "“{programme}”, đợt “{round}”, tại {where}, gồm:"
        ),
        Table(
            "kinds",
            (
                Column("Loại quà", "{kind}", 22),
                Column("Số lượng", "{quantity}", 12, is_number=True),
                Column("Chương trình chi (đồng)", "{cost_vnd}", 22, is_number=True),
                Column("Ngân sách nhà nước hỗ trợ (đồng)", "{state_vnd}", 22, is_number=True),
                Column("Ngân sách địa phương hỗ trợ (đồng)", "{local_vnd}", 22, is_number=True),
            ),
            total=("Cộng", "{quantity_sum}", "{cost_sum_vnd}", "{state_sum_vnd}", "{local_sum_vnd}"),
        ),
        Text("*Điều 2.* Chương trình chi *{cost_sum_vnd} đồng* ({words}) từ tiền ủng hộ của các nhà hảo tâm."),
        Text(
            "*Điều 3.* Quyết định có hiệu lực từ ngày ký. Các đơn vị, cá nhân liên quan tổ chức trao tận tay người "
            "nhận, lập danh sách ký nhận và chịu trách nhiệm thi hành Quyết định này."
        ),
        Text("Nơi nhận: như Điều 3; lưu văn thư.", "small"),
        Signatures((("", ""), HEAD_SIGNS)),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """One gift of the list, as far as whoever prints it may see of its person."""

    name: str = told("Họ và tên", sample="Nguyễn Thị Minh Họa")
    born: str = told("Năm sinh", sample="1950")
    citizen_number: str = told("Số định danh", sample="••••••••1234")
    hamlet: str = told("Thôn, tổ", sample="Thôn Minh Họa")
    commune: str = told("Xã, phường", sample="Xã Minh Họa")
    what: str = told("Quà", sample="thẻ BHYT, 12 tháng")
    value_vnd: int = told("Giá trị suất quà", sample=1_263_600)


@dataclass(frozen=True, kw_only=True)
class DecisionList(Headed):
    """The gifts of one list by commune, hamlet and name; their value is that of all who pay."""

    round: str = told("Đợt", sample="Tết Minh Họa 2026")
    where: str = told("Tỉnh, thành phố", sample="tỉnh Minh Họa")
    decision: str = told("Quyết định", sample="1/QĐ-BHXH ngày 01/02/2026")
    gifts: int = told("Tổng số suất", sample=2)
    value_sum_vnd: int = told("Tổng giá trị", sample=2_527_200)
    words: str = told("Tổng giá trị bằng chữ", sample="Hai triệu năm trăm hai mươi bảy nghìn hai trăm đồng")
    ground: str = told("Mục đích và căn cứ dùng dữ liệu", sample="Mục đích: trao quà. Căn cứ: theo luật.")
    lines: tuple[Named, ...] = lines(Named, "Những người nhận")


DECISION_LIST = PaperKind(
    key="decision_list",
    label="Danh sách kèm theo quyết định",
    values=DecisionList,
    is_landscape=True,
    parts=(
        Text("Danh sách người được trao tặng", "title"),
        Text("{round} · {where}", "centre"),
        Text("Kèm theo Quyết định số {decision}", "centre"),
        Table(
            "lines",
            (
                Column("Họ và tên", "{name}", 24),
                Column("Năm sinh", "{born}", 8),
                Column("Số định danh", "{citizen_number}", 15),
                Column("Thôn, tổ", "{hamlet}", 18),
                Column("Xã, phường", "{commune}", 18),
                Column("Quà", "{what}", 18),
                Column("Giá trị (đồng)", "{value_vnd}", 15, is_number=True),
            ),
            total=("Cộng {gifts} suất", *[""] * 5, "{value_sum_vnd}"),
        ),
        Text("Tổng giá trị bằng chữ: {words}."),
        Text("Dữ liệu cá nhân trên danh sách này: {ground}", "small"),
        Signatures((("Người lập", BY_HAND), HEAD_SIGNS)),
    ),
)


def _of_list(gift_list, head):
    """What both papers tell of a list; the number and day of its decision once they are in the books."""
    told = {"number": gift_list.decision_number or TO_BE_WRITTEN, "place": gift_list.province.name}
    told["day"] = gift_list.decision_on or head["day"]
    return head | told | {"round": str(gift_list.round), "where": gift_list.province.name_within}


def decision(gift_list, *, head):
    """The Decision about a list, from its totals."""
    totals = sorted(gift_list.totals.all(), key=lambda total: GiftKind.values.index(total.kind))
    sums = {
        f"{name}_sum{unit}": sum(getattr(total, of) for total in totals)
        for name, unit, of in (
            ("quantity", "", "quantity"),
            ("cost", "_vnd", "donor_cost_vnd"),
            ("state", "_vnd", "state_support_vnd"),
            ("local", "_vnd", "local_topup_vnd"),
        )
    }
    return Decision(
        **_of_list(gift_list, head),
        programme=gift_list.round.programme.name,
        **sums,
        words=capfirst(dong_in_words(sums["cost_sum_vnd"])),
        kinds=tuple(
            OfKind(
                kind=str(GiftKind(total.kind).label),
                quantity=total.quantity,
                cost_vnd=total.donor_cost_vnd,
                state_vnd=total.state_support_vnd,
                local_vnd=total.local_topup_vnd,
            )
            for total in totals
        ),
    )


def decision_list(gift_list, gifts, *, head):
    """The DecisionList of a list; `gifts` are its lines as an officer sees them (admin/outcomes.py)."""
    value = sum(each.gift.total_vnd for each in gifts)
    return DecisionList(
        **_of_list(gift_list, head),
        decision=_decision(gift_list),
        gifts=len(gifts),
        value_sum_vnd=value,
        words=capfirst(dong_in_words(value)),
        ground=str(ground_words(gift_list.round.programme)),
        lines=tuple(_named(each) for each in sorted(gifts, key=_by_place)),
    )


def _decision(gift_list):
    """The decision in words, "245/QĐ-BHXH ngày 01/12/2025", with dots for what is not in the books yet."""
    day = gift_list.decision_on
    return f"{gift_list.decision_number or TO_BE_WRITTEN} ngày {format_day_padded(day) if day else '……/……/……'}"


def _by_place(each):
    return *(sort_key(text) for text in (each.commune, each.hamlet, each.name)), each.gift.pk


def _named(each):
    return Named(
        name=each.name,
        born=str(each.born),
        citizen_number=each.number,
        hamlet=each.hamlet,
        commune=each.commune,
        what=each.what,
        value_vnd=each.gift.total_vnd,
    )
