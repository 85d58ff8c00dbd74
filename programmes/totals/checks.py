"""The invariants of the books as data: looked at by `check_books`, shown on the check page with their last result."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import BookCheck
from programmes.totals import invariants
from programmes.totals.papers import papers

GOOD_FOR = timedelta(hours=24)
WHOLE_GOOD_FOR = timedelta(days=7)


class Check(NamedTuple):
    """`count()` returns (rows looked at, rows that break it).

    One that is `of_each_gift` takes `whole`: each day it leaves out what is sealed, each week it looks at everything.
    """

    code: str
    title: str
    sentence: str
    count: Callable
    of_each_gift: bool = False


class Result(NamedTuple):
    """A check with its last run; `found` is None before the first one."""

    check: Check
    found: BookCheck | None

    @property
    def is_good(self):
        return self.found is not None and not self.found.failures

    def must_be_whole(self, now):
        """Whether everything is to be looked at: a week after the last time, and as long as something is wrong."""
        return not self.is_good or self.found.whole_at is None or self.found.whole_at + WHOLE_GOOD_FOR <= now


CHECKS = (
    Check(
        "accounts",
        _("Số dư tài khoản"),
        _("Số dư của mỗi tài khoản sổ bằng tổng tiền vào trừ tổng tiền ra."),
        invariants.accounts,
    ),
    Check(
        "forms",
        _("Không đồng nào tự sinh ra hay mất đi"),
        _("Tổng số dư mọi tài khoản bằng 0, tính riêng cho tiền và cho hiện vật."),
        invariants.forms,
    ),
    Check(
        "routes",
        _("Đường đi của bút toán"),
        _("Mỗi bút toán đi đúng giữa hai tài khoản của loại việc, của khoản ủng hộ và của danh sách đó."),
        invariants.routes,
    ),
    Check(
        "receipts",
        _("Khoản đã duyệt có trong sổ"),
        _("Mỗi khoản ủng hộ đã duyệt, và bút toán đảo của nó, có trong sổ đúng số tiền; khoản chưa duyệt thì không."),
        invariants.receipts,
    ),
    Check(
        "entry_days",
        _("Ngày của bút toán"),
        _("Mỗi bút toán mang ngày nhận tiền hoặc ngày trao; các bút toán khác mang ngày được ghi."),
        invariants.entry_days,
    ),
    Check(
        "donations",
        _("Từng khoản ủng hộ"),
        _("Số đã nhận trừ số đã đính chính bằng số còn lại, đang chờ trao và đã trao."),
        invariants.donations,
    ),
    Check(
        "list_values",
        _("Giá trị danh sách"),
        _(
            "Giá trị của danh sách đã duyệt bằng tổng phần từ tiền ủng hộ của các suất quà trong đó; "
            "suất quà khác mức tính theo định mức đều được ghi rõ."
        ),
        invariants.list_values,
        of_each_gift=True,
    ),
    Check(
        "list_funding",
        _("Tiền phân bổ cho danh sách"),
        _("Số đã phân bổ bằng các lần phân bổ trừ các lần rút và nhận lại, và không vượt giá trị danh sách."),
        invariants.list_funding,
    ),
    Check(
        "means",
        _("Nguồn của danh sách đã duyệt"),
        _("Không danh sách nào được duyệt vượt số tiền còn lại có thể chi cho đợt và tỉnh đó khi duyệt."),
        invariants.means,
    ),
    Check(
        "gift_payments",
        _("Tiền của từng suất quà"),
        _("Suất quà đã trao được chi đúng phần từ tiền ủng hộ; suất chưa trao hoặc trả lại thì không."),
        invariants.gift_payments,
        of_each_gift=True,
    ),
    Check(
        "spent",
        _("Tiền đã trao"),
        _("Số mà mỗi khoản ủng hộ đã chi cho một danh sách bằng tổng tiền của các suất quà nó đã trả."),
        invariants.spent,
        of_each_gift=True,
    ),
    Check(
        "public_totals",
        _("Số tổng hợp"),
        _("Mọi số tổng hợp bằng số tính lại từ hồ sơ gốc."),
        invariants.public_totals,
    ),
    Check(
        "disclosures",
        _("Số đã công khai và số còn chờ"),
        _("Quà đã nêu trên các trang công khai cộng với quà còn chờ nêu bằng đúng số quà đã trao của từng buổi."),
        invariants.disclosures,
    ),
    Check(
        "approvers",
        _("Người nhập không tự duyệt"),
        _("Không ai duyệt khoản ủng hộ, danh sách, suất quà, đính chính do mình nhập; nhật ký ghi đúng người duyệt."),
        invariants.approvers,
        of_each_gift=True,
    ),
    Check(
        "frozen",
        _("Đã duyệt thì không sửa"),
        _("Không suất quà nào được thêm hay sửa sau khi danh sách đã duyệt; không khoản nào khác số tiền lúc duyệt."),
        invariants.frozen,
        of_each_gift=True,
    ),
    Check(
        "insured_months",
        _("Không trùng tháng bảo hiểm"),
        _("Không ai được tặng cùng một loại bảo hiểm hai lần cho một tháng, trừ khi hai người đã quyết định."),
        invariants.insured_months,
        of_each_gift=True,
    ),
    Check(
        "bank_matches",
        _("Sao kê và khoản ủng hộ"),
        _("Số đã khớp của mỗi dòng sao kê và mỗi khoản ủng hộ bằng tổng các lần khớp, không vượt số tiền của nó."),
        invariants.bank_matches,
    ),
    Check(
        "in_the_trail",
        _("Nhật ký đầy đủ"),
        _("Mọi lần duyệt và mọi buổi trao đều có trong nhật ký, là sổ chỉ ghi thêm."),
        invariants.in_the_trail,
    ),
    Check(
        "sealed_trail",
        _("Nhật ký nguyên vẹn"),
        _("Mọi dòng nhật ký còn đúng như lúc ghi: không dòng nào bị sửa, xóa, chèn thêm hay đổi chỗ."),
        invariants.sealed_trail,
    ),
    Check(
        "sealed_lists",
        _("Danh sách đã duyệt còn nguyên"),
        _("Mọi danh sách đã duyệt và từng suất quà trong đó còn đúng như lúc duyệt."),
        invariants.approved_lists,
        of_each_gift=True,
    ),
    Check(
        "sealed_periods",
        _("Kỳ đã khóa còn nguyên"),
        _("Mọi bản ghi của các tháng, năm đã khóa sổ còn đúng như lúc niêm phong, chỉ khác theo đính chính."),
        invariants.sealed_periods,
        of_each_gift=True,
    ),
    Check(
        "sealed_figures",
        _("Số liệu công bố còn nguyên"),
        _("Mọi phiên bản số liệu đã công bố còn đúng như lúc công bố."),
        invariants.sealed_figures,
    ),
    Check(
        "database_guards",
        _("Khóa trong cơ sở dữ liệu"),
        _("Cơ sở dữ liệu tự từ chối sửa, xóa sổ bút toán, nhật ký và những gì đã duyệt."),
        invariants.database_guards,
    ),
    Check(
        "papers",
        _("Giấy tờ đính kèm"),
        _("Tệp của mỗi giấy tờ đính kèm vào bản ghi còn trên máy chủ và đúng như lúc đính kèm."),
        papers,
    ),
    Check(
        "feedback",
        _("Phản ánh, câu hỏi được trả lời đúng hạn"),
        _("Không phản ánh, câu hỏi nào còn chờ trả lời khi đã quá hạn."),
        invariants.feedback,
    ),
)


def run(check, *walked, whole=True):
    """Look at one invariant now, or at what a walk has found of it, and keep the result."""
    rows, failures = check.count(*([whole] if check.of_each_gift else walked))
    now = timezone.now()
    values = {"checked_at": now, "rows": rows, "failures": failures}
    if whole or not check.of_each_gift:
        values["whole_at"] = now
    return Result(check, BookCheck.objects.update_or_create(code=check.code, defaults=values)[0])


def run_all(trail=None, *, whole=True):
    """Look at every invariant now, in their order, and yield each Result as it is kept.

    `trail` is the Report of a walk through the trail just made. Unless the `whole` is asked for, what is sealed is
    looked at only where that is due.
    """
    now = timezone.now()
    for last in results():
        walked = [trail] if last.check.count is invariants.sealed_trail else []
        yield run(last.check, *walked, whole=whole or last.must_be_whole(now))


def results():
    """Every check with its last result, in their order; one query."""
    found = {row.code: row for row in BookCheck.objects.all()}
    return [Result(check, found.get(check.code)) for check in CHECKS]


def next_due():
    """When the oldest result is GOOD_FOR old; now, where a check was never run."""
    times = [result.found.checked_at for result in results() if result.found]
    return min(times) + GOOD_FOR if len(times) == len(CHECKS) else timezone.now()


def are_due(now=None):
    """Whether a check was never run, or the oldest result is older than GOOD_FOR."""
    return next_due() <= (now or timezone.now())
