"""What a line of a gift file says by itself: is all there, is it of one sense, does it add up."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from programmes.exchange.gifts.entries import MONEY, case_of
from programmes.exchange.sample_words import cost_words
from programmes.models import INSURANCE_KINDS, MAX_GIFT_VND, Gift, GiftKind
from programmes.rules.gifts import check_kind
from programmes.rules.identity import (
    check_one_or_other,
    check_without_papers,
    doubts,
    doubts_of_age,
    is_very_old,
    prefix_is_known,
)
from programmes.rules.rates import Rates
from programmes.rules.valuation import Unknown, Worths, fill, missing_value, why_missing
from programmes.standards.identity import contradictions
from programmes.standards.money import format_number, parse_dong
from programmes.standards.names import fold
from programmes.standards.places import commune_key

ALL_READ = frozenset()
BASIS = {"category", "kind", "months", "starts_on", "household_order", "province"}  # of a computed value
OF_MONTHS = ("months", "starts_on")
WHO = {"full_name", "group_name"}
PAPERS = {"citizen_number", "birth", "commune"}
TELL_COST = _("ghi vào ô này, hoặc trả lời ở “Số tiền chưa tính được”.")
TELL_COST_OR_CATEGORY = _(
    "ghi vào ô này, hoặc trả lời ở “Số tiền chưa tính được”; hiểu nhầm đối tượng thì chọn lại ở “Cách ghi đã hiểu”."
)
LONGEST_NAME = Gift._meta.get_field("group_name").max_length


class LineChecks:
    """The checks of the lines of one file for one officer; faults and repairs go to `findings`.

    `computed` are the numbers of the lines whose value follows from the rates, `told` as in Body. `state_share` is how
    many per cent the state pays, as the title rows of the table say; None where they do not.
    """

    def __init__(self, task, findings, headings):
        self.task, self.findings, self.headings = task, findings, headings
        self.prefixes, self.computed, self.told = task.lookups.citizen_prefixes, set(), {}
        self.state_share = None

    @cached_property
    def worths(self):
        """What insurance is worth by the rates, loaded where a line leaves its value to us."""
        return Worths(Rates.load())

    @cached_property
    def costs(self):
        """What the officer has told that gifts cost, as Options.costs in đồng."""
        return {what: parse_dong(text) for what, text in self.task.options.costs.items()}

    def refuse(self, line, name, code, message):
        """Refuse a line for one fault of the column of this name."""
        self.findings.refuse(line, self.headings.get(name, ""), code, message)

    def refuse_for(self, number, problems, unread=ALL_READ):
        """Refuse a line for what the rules say of it, in the words of every other door."""
        for name, code, message in problems:
            if name not in unread:
                self.refuse(number, "full_name" if name == "recipient" else name, code, message)

    def warn_of(self, number, problems):
        """Say of a line what the rules would have an officer look at; it is taken all the same."""
        for name, code, message in problems:
            self.findings.warn(number, self.headings["birth" if name == "birth_date" else name], code, message)

    def is_plain(self, row):
        """Whether nothing can be amiss in the row itself: a person with papers, all there, no sum to check.

        Only spares the common row the checks below; a test holds the two against each other.
        """
        return (
            self.state_share is None
            and row.citizen_number
            and row.full_name
            and row.birth
            and row.sex
            and row.province
            and row.months
            and row.starts_on
            and row.donor_cost_vnd is not None
            and row.total_vnd is row.state_support_vnd is row.local_topup_vnd is row.group_name is row.quantity is None
            and row.without_papers is None
            and not is_very_old(row.birth[2])
            and row.donor_cost_vnd <= MAX_GIFT_VND
            and (row.round or self.task.round)
            and not contradictions(row.citizen_number, birth_year=row.birth[2], sex=row.sex)
            and prefix_is_known(row.citizen_number, self.prefixes)
        )

    def checked(self, number, row):
        """The row with what follows from its cells and from what was told once for all; None when it is refused."""
        faults = len(self.findings.errors)
        row = self._with_months(row)
        self._check_place(number, row)
        row = self._with_state_share(number, self._with_value(number, row))
        if row.group_name and not row.full_name:
            self._check_group(number, row)
            row = self._with_commune(number, row)
        else:
            self._check_person(number, row)
        return row if len(self.findings.errors) == faults else None

    def check_unread(self, number, row, unread):
        """The same checks, without those that ask for a cell that cannot be read."""
        self._check_place(number, row, unread)
        row = self._with_months(row, unread)
        if unread.isdisjoint(MONEY | (BASIS if row.donor_cost_vnd is row.total_vnd is None else ALL_READ)):
            self._with_value(number, row)
        if not unread.isdisjoint(WHO):
            return
        if row.group_name and not row.full_name:
            self._check_group(number, row, unread)
        else:
            self._check_person(number, row, unread)

    def _check_place(self, number, row, unread=ALL_READ):
        if not (row.round or self.task.round or "round" in unread):
            self.refuse(number, "round", "round_missing", _("Thiếu đợt; chọn đợt khi nhập, hoặc ghi vào cột “Đợt”."))
        if not (row.province or self.task.office.province or "province" in unread):
            self.refuse(number, "province", "province_missing", _("Thiếu tỉnh, thành phố; ghi tên tỉnh vào cột này."))

    def _with_months(self, row, unread=ALL_READ):
        """The row of a kind that has months with those that the officer has told; nobody knows what another lacks."""
        if row.kind and not GiftKind(row.kind).has_months:
            return row
        lacking = [name for name in OF_MONTHS if getattr(row, name) is None and name not in unread]
        self.findings.lacking.update(lacking)
        return row._replace(**{name: self.told.get(name) for name in lacking}) if row.kind else row

    def _with_value(self, number, row):
        """The three payers of a gift, completed from the total where one is missing."""
        total, donor = row.total_vnd, row.donor_cost_vnd
        if donor is None and total is None:
            return self._with_computed_value(number, row)
        others = (row.state_support_vnd or 0) + (row.local_topup_vnd or 0)
        if donor is None:
            donor = total - others
        if donor < 0 or (total is not None and total != donor + others):
            self.refuse(
                number,
                "total_vnd",
                "value_does_not_add_up",
                _("Tổng mức đóng không bằng các phần hỗ trợ cộng lại; kiểm tra các cột tiền của dòng này."),
            )
        elif max(donor, row.state_support_vnd or 0, row.local_topup_vnd or 0) > MAX_GIFT_VND:
            self.refuse(
                number, "donor_cost_vnd", "value_too_large", _("Số tiền quá lớn cho một suất quà; kiểm tra lại.")
            )
        if donor == 0 and row.donor_cost_vnd is None:  # a written 0 is told of with the small amounts
            told = _("Chương trình chi 0 đồng cho suất này; nếu nơi khác chi hết thì đúng, nếu không hãy ghi số tiền.")
            self.findings.warn(number, self.headings["donor_cost_vnd"], "costs_nothing", told)
        return row if donor == row.donor_cost_vnd else row._replace(donor_cost_vnd=donor)

    def _with_state_share(self, number, row):
        """The row with what the state pays by the share above the table, listed as a repair where the rates agree."""
        is_open = row.kind in INSURANCE_KINDS and row.state_support_vnd is None and row.donor_cost_vnd is not None
        if self.state_share is None or not is_open:
            return row
        province = row.province or self.task.office.province
        worth = self.worths[case_of(row, province.pk if province else "")]
        if isinstance(worth, Unknown):
            return row
        state = worth.state_support_vnd
        if abs(100 * state - self.state_share * worth.total_vnd) >= 100:  # a đồng of rounding
            told = _(
                "Phía trên bảng ghi NSNN hỗ trợ %(share)d%%, nhưng theo định mức của đối tượng này NSNN hỗ trợ "
                "%(state)s đồng trên %(total)s đồng; phần NSNN chưa được ghi, hãy xem lại đối tượng hoặc tỷ lệ."
            )
            told %= {"share": self.state_share, "state": format_number(state), "total": format_number(worth.total_vnd)}
            self.findings.warn(number, self.headings["state_support_vnd"], "state_share_differs", told)
            return row
        self.findings.repair(
            number, self.headings["state_support_vnd"], "state_share_said", f"{self.state_share}%", format_number(state)
        )
        return row._replace(state_support_vnd=state)

    def _with_computed_value(self, number, row):
        """The row with the value that follows from the rates, listed as a repair; refused where none follows."""
        province = row.province or self.task.office.province
        worth = self.worths[case_of(row, province.pk if province else "")]
        parts = fill({"state_support_vnd": row.state_support_vnd, "local_topup_vnd": row.local_topup_vnd}, worth)
        if parts is None:
            return self._with_told_value(number, row, worth)
        self.computed.add(number)
        shown = format_number(worth.donor_cost_vnd)
        self.findings.repair(number, self.headings["donor_cost_vnd"], "value_computed", "", shown)
        return row._replace(**parts)

    def _with_told_value(self, number, row, worth):
        """The row with what the officer has told of such gifts; refused where he has told nothing."""
        kind = GiftKind(row.kind)
        if kind.has_months and None in (row.months, row.starts_on):
            self.refuse_for(number, [missing_value(worth)])  # perhaps it can be computed once they are there
            return row
        what = cost_words(row)
        self.findings.lack_cost(what, why_missing(worth))
        one = self.costs.get(fold(what))
        cost = self.told.get("donor_cost_vnd") if one is None else one * (row.quantity or 1)
        if cost is None:
            self.refuse_for(number, [missing_value(worth, TELL_COST_OR_CATEGORY if kind.insurance else TELL_COST)])
            return row
        return self._with_value(number, row._replace(donor_cost_vnd=cost))

    def _check_group(self, number, row, unread=ALL_READ):
        self.refuse_for(number, check_kind(row, is_for_person=False), unread)
        if not (row.quantity or "quantity" in unread):
            self.refuse(
                number, "quantity", "quantity_missing", _("Thiếu số lượng của nhóm; ghi số người hoặc số suất.")
            )

    def _with_commune(self, number, row):
        """The row of a group with its commune in its name, listed as a repair.

        The books keep no commune of a group, and every commune has its poor households.
        """
        if not row.commune or f" {commune_key(row.commune)} " in f" {commune_key(row.group_name)} ":
            return row
        name = f"{row.group_name}, {row.commune}"
        if len(name) > LONGEST_NAME:
            self.refuse(
                number,
                "group_name",
                "group_name_too_long",
                _("Tên nhóm cùng tên xã dài quá %(limit)d ký tự; hãy rút ngắn tên nhóm.") % {"limit": LONGEST_NAME},
            )
            return row
        self.findings.repair(number, self.headings["group_name"], "group_with_commune", row.group_name, name)
        return row._replace(group_name=name)

    def _check_person(self, number, row, unread=ALL_READ):
        if not row.full_name:
            self.refuse(
                number, "full_name", "name_missing", _("Thiếu họ tên; điền họ tên, hoặc ghi tên nhóm và số lượng.")
            )
        if row.group_name:
            self.refuse(
                number, "group_name", "name_and_group", _("Vừa có họ tên vừa có tên nhóm; mỗi dòng chỉ ghi một.")
            )
        if row.quantity not in (None, 1):
            self.refuse(
                number,
                "quantity",
                "quantity_of_person",
                _("Mỗi dòng của một người chỉ có số lượng 1; tách thành nhiều dòng theo loại quà."),
            )
        self.refuse_for(number, check_kind(row, is_for_person=True), unread)
        if not row.citizen_number and unread.isdisjoint(PAPERS):
            self.refuse_for(number, check_without_papers(row.birth, row.commune))
        self.refuse_for(number, check_one_or_other(row.citizen_number, row.without_papers), unread)
        if row.birth:
            self.warn_of(number, doubts_of_age(row.birth[2]))
        if row.citizen_number:
            birth_year = row.birth and row.birth[2]
            self.warn_of(number, doubts(row.citizen_number, birth_year, row.sex, self.prefixes))
