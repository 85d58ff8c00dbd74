"""The files that a list is filed with: which there are, what they lack, their rows."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from programmes.exchange.filing.forms import D03, D05, FORMS, Form
from programmes.exchange.filing.lines import BY_HOUSEHOLD, UNTOLD, Object, insurance_of, lines_of
from programmes.exchange.filing.values import VALUES, Filed
from programmes.exchange.writing.writers import Banner, FormSheet, write_form, write_sheet
from programmes.models import INSURANCE_KINDS, Filing, FilingUnit, Gift, GiftKind, Insurance, Province
from programmes.models.fields import Unreadable
from programmes.models.recipients import NUMBERS
from programmes.rules.filings import SETTLED
from programmes.standards.lists import first_few
from programmes.standards.names import fold

SHOWN_NAMES = 3
SHEET_NAME, SHEET_ABOVE = "Dữ Liệu", 2  # as the software of VNPT looks for it, its names under two empty rows
INCREASE = (("I", "Tăng"), ("I.1", "Người tham gia"))


class Paper(NamedTuple):
    """One form of a list. `object`, the state's share in per cent and the base salary are of all lines of a D03-TS."""

    form: Form
    object: Object
    state_rate: int | str
    base_salary_vnd: int | None
    lines: list

    @property
    def name(self):
        """What its files are called, without ending: "D03-TS-hộ cận nghèo-70"."""
        told = (self.object.code or fold(self.object.name), f"{self.state_rate}") if self.form.is_by_object else ()
        return "-".join((self.form.code, *filter(None, map(slugify, told))))

    def total(self, value):
        """The sum of a value over its lines, in đồng."""
        worth = VALUES[value]
        return sum(worth(line, None) for line in self.lines)


class Gap(NamedTuple):
    """What a column needs and the books lack; where it `is_needed` no file is made without it."""

    text: str
    is_needed: bool


class Papers:
    """The filing of a list, worked out once for a page or its files: its papers and what they lack."""

    def __init__(self, gift_list, officer=None):
        self.gift_list, self.lines = gift_list, lines_of(gift_list, officer)
        self.unit = FilingUnit.objects.filter(office=gift_list.office_id).first() or _new_unit(gift_list.office)
        self.filing = Filing.objects.filter(gift_list=gift_list).first() or Filing(gift_list=gift_list)
        self.papers = list(self._papers())

    @property
    def unknown_communes(self):
        """Names of communes of the list's province that have no code, in alphabetical order."""
        return sorted(
            {
                line.commune
                for line in self.lines
                if line.commune and not line.commune_code and line.province_code == self.gift_list.province_id
            },
            key=fold,
        )

    def _papers(self):
        """A D03-TS for each object and share of the state, a D05-TS for all books."""
        for form in FORMS:
            sorts = defaultdict(list)
            for line in self.lines:
                if insurance_of(line) is form.insurance:
                    sorts[self._sort(form, line.worked)].append(line)
            for sort, lines in sorts.items():
                yield Paper(form, *sort, lines)

    @staticmethod
    def _sort(form, worked):
        return (worked.object, worked.state_rate, worked.base_salary_vnd) if form.is_by_object else (UNTOLD, "", None)

    def gaps(self):
        """What is lacking, the needed first; no file waits for what an approved list is not given any more."""
        return sorted([*self._gaps_of_office(), *self._gaps_of_people()], key=lambda gap: not gap.is_needed)

    def _gaps_of_office(self):
        has = {form: any(paper.form is form for paper in self.papers) for form in FORMS}
        needed = (
            (True, self.unit.pk and self.unit.code, _("mã đơn vị lập hồ sơ")),
            (True, self.unit.pk and self.unit.payer, _("nguồn đóng")),
            (self._numbered(D03), self.filing.card_plan, _("phương án thẻ BHYT của người đã có mã số BHXH")),
            (has[D03], self.filing.facility_code and self.filing.facility_name, _("nơi đăng ký KCB ban đầu")),
            (self._numbered(D05), self.filing.book_plan, _("phương án sổ BHXH của người đã có mã số BHXH")),
        )
        for is_asked, is_there, what in needed:
            if is_asked and not is_there:
                yield Gap(_("Chưa ghi %s.") % what, True)
        if not (self.filing.receipt_number and self.filing.receipt_on):
            yield Gap(_("Chưa ghi số và ngày biên lai; để trống nếu không thu qua tổ chức dịch vụ."), False)

    def _gaps_of_people(self):
        cards, books = self._lines_of(D03), self._lines_of(D05)
        by_household = [line for line in cards if line.worked.object is BY_HOUSEHOLD]
        without, unreadable = (
            self._without,
            [line for line in self.lines if any(isinstance(getattr(line, name), Unreadable) for name in NUMBERS)],
        )
        withheld = [line for line in self.lines if line.is_withheld]
        lacking = (
            (withheld, False, _("do cơ quan khác quản lý nên chỉ có họ tên, số định danh; ghi thêm theo giấy tờ")),
            (unreadable, True, _("có số không đọc được, báo người quản trị khôi phục khóa")),
            ([line for line in cards if line.worked.object is UNTOLD], False, _("chưa ghi đối tượng")),
            (
                without("contribution_base", cards),
                False,
                _("chưa tính được mức đóng: thiếu thứ tự trong hộ hoặc lương cơ sở"),
            ),
            (without("income", books), False, _("có số tiền không ứng với mức thu nhập nào được chọn")),
            (without("method", books), False, _("có số tháng không theo phương thức đóng nào")),
            (self._new_though_known(), False, _("ghi TM mà đợt trước đã được tặng cùng loại")),
            (without("si_number"), False, _("chưa có mã số BHXH nên ghi TM; TK1-TS cần thêm dân tộc, nơi khai sinh")),
            (by_household, False, _("tham gia theo hộ; phụ lục TK1-TS cần thêm mã hộ, các thành viên hộ")),
            (without("level", cards), False, _("thuộc đối tượng chưa rõ mức hưởng")),
            (without("citizen_number"), False, _("chưa có số định danh")),
            (without("birth"), False, _("chưa có ngày sinh")),
            (without("sex"), False, _("chưa ghi giới tính")),
            (without("commune"), False, _("chưa ghi xã")),
        )
        for lines, is_needed, what in lacking:
            if lines:
                names = first_few([line.full_name for line in lines], SHOWN_NAMES)
                yield Gap(
                    _("%(n)s người %(what)s (%(names)s).") % {"n": len(lines), "what": what, "names": names}, is_needed
                )
        if restricted := self.gift_list.gifts.filter(recipient__restricted_on__isnull=False).count():
            yield Gap(_("%s người đang hạn chế xử lý dữ liệu nên không có trong hồ sơ.") % restricted, False)
        if names := self.unknown_communes:
            told = {"n": len(names), "names": first_few(names, SHOWN_NAMES)}
            yield Gap(_("%(n)s xã chưa có mã (%(names)s).") % told, False)

    def _lines_of(self, form):
        return [line for line in self.lines if insurance_of(line) is form.insurance]

    def _numbered(self, form):
        """Whether the plan of a form is a question: somebody has a number, and is new or goes on."""
        return any(line.si_number for line in self._lines_of(form))

    def _new_though_known(self):
        """The lines that are filed as new, though an earlier list gave the person a card, or a book."""
        known = set()
        for insurance in Insurance:
            kinds = [kind for kind in INSURANCE_KINDS if GiftKind(kind).insurance is insurance]
            earlier = Gift.objects.filter(
                recipient=OuterRef("recipient"),
                starts_on__lt=OuterRef("starts_on"),
                gift_list__state__in=SETTLED,
                kind__in=kinds,
            ).exclude(outcome=Gift.Outcome.RETURNED)
            gifts = self.gift_list.gifts.filter(Exists(earlier), kind__in=kinds)
            known.update(gifts.values_list("pk", flat=True))
        new = {Filing.CardPlan.NEW, Filing.BookPlan.NEW}
        return [line for line in self.lines if line.gift in known and VALUES["plan"](line, self.filed) in new]

    def _without(self, value, lines=None):
        """The lines, of all unless told, in which a value is empty that is not withheld."""
        worth, lines = VALUES[value], self.lines if lines is None else lines
        return [line for line in lines if not line.is_withheld and worth(line, self.filed) in {"", None}]

    @cached_property
    def filed(self):
        """As the values want it."""
        province = Province.objects.filter(pk=self.filing.facility_code[:2]).first()
        return Filed(self.gift_list, self.unit, self.filing, province.name if province else "")

    def write(self, folder):
        """Write all files into a folder: {name: how many people}."""
        filed, written = self.filed, {}
        for paper in self.papers:
            official, sheet = f"{paper.name}.xlsx", f"{paper.name}-VNPT.xlsx"
            write_form(f"{folder}/{official}", _form_sheet(paper, filed))
            names = [name for name, _value in paper.form.sheet]
            values = [value for _name, value in paper.form.sheet]
            rows = [names, *_rows(paper, filed, values)]
            write_sheet(f"{folder}/{sheet}", SHEET_NAME, rows, above=SHEET_ABOVE)
            written |= {official: len(paper.lines), sheet: len(paper.lines)}
        return written


def _new_unit(office):
    return FilingUnit(office=office, name=office.name)


def _rows(paper, filed, values):
    worth = [VALUES.get(value) for value in values]
    for number, line in enumerate(paper.lines, 1):
        yield [number if of is None else of(line, filed) for of in worth]


def _form_sheet(paper, filed):
    """The official form, from the names of the unit to the place for signatures."""
    form, columns = paper.form, paper.form.columns
    count = len(paper.lines)
    sums = [paper.total(column.value) if column.is_summed else "" for column in columns]
    told = [
        *zip(form.unit_headings, (filed.unit.name, filed.unit.code), strict=True),
        ("Mã số thuế", filed.unit.tax_code),
        ("Địa chỉ", filed.unit.address),
        ("Điện thoại", filed.unit.phone),
        ("Email", filed.unit.email),
    ]
    if form.is_by_object:
        told += [
            ("Đối tượng tham gia", paper.object.name),
            ("Nguồn đóng BHYT", filed.unit.payer),
            ("Lương cơ sở", paper.base_salary_vnd),
            ("Tỷ lệ NSNN hỗ trợ theo quy định", f"{paper.state_rate}%"),
        ]
    banner = Banner(told, f"Mẫu {form.code}", form.title, f"Kèm theo danh sách {filed.gift_list}")
    groups = [[sign, words, *[""] * (len(columns) - 2)] for sign, words in INCREASE]
    totals = [["", "Cộng tăng", *sums[2:]], ["", "TỔNG CỘNG", *sums[2:]]]
    return FormSheet(
        name=form.code,
        banner=banner,
        headings=[column.headings for column in columns],
        marks=[column.mark for column in columns],
        widths=[column.width for column in columns],
        rows=[*groups, *_rows(paper, filed, [column.value for column in columns]), *totals],
        below=[f"{form.count_words}: {count}", "Ngày … tháng … năm …", "Người lập biểu"],
    )
