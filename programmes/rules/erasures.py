"""When the particulars of a person may be erased: nothing is under way any more, and another officer entered them."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Donor, Gift, GiftList, ImportBatch
from programmes.rules.problems import Problem
from programmes.standards.lists import first_few

SHOWN = 3
AT_WORK = (ImportBatch.State.UPLOADED, ImportBatch.State.CONFIRMED)


def check_erased(person):
    """Problems of doing anything more with somebody whose particulars were erased."""
    if person.erased_on:
        yield Problem(
            "",
            "person_erased",
            _("Danh tính người này đã xóa theo yêu cầu ngày %s nên không dùng bản ghi này nữa; hãy lập bản ghi mới.")
            % f"{person.erased_on:%d/%m/%Y}",
        )


def check_is_natural(donor):
    """An organisation has no right to be forgotten; what is wrong of it is corrected."""
    if donor.kind not in Donor.PERSONS:
        yield Problem("", "erased_is_no_person", _("Chỉ xóa danh tính của cá nhân; tổ chức thì sửa bản ghi."))


def check_maker(people, by):
    """Who entered a person does not make that person disappear."""
    if any(person.entered_by_id == by.pk for person in people):
        yield Problem(
            "", "eraser_is_maker", _("Bạn đã nhập người này nên không tự xóa danh tính; hãy chuyển cho người khác.")
        )


def check_reason(reason, traces):
    """The trail keeps the reason for ever, so it does not name whoever is erased."""
    if traces.stand_in(reason):
        yield Problem(
            "reason",
            "reason_names_the_erased",
            _("Lý do nêu tên hoặc số của chính người được xóa, mà lý do được lưu mãi; hãy ghi số phiếu yêu cầu."),
        )


def check_gifts(people):
    """A gift that somebody still waits for needs to know for whom it is."""
    waiting = Gift.objects.expected().filter(recipient__in=people)
    lists = GiftList.objects.filter(gifts__in=waiting).distinct().named().order_by("pk")
    if lists:
        yield Problem(
            "",
            "erased_waits_for_gift",
            _(
                "Người này còn suất quà chưa trao ở danh sách %s: hãy rút suất quà khỏi danh sách đang lập, đề nghị "
                "trả lại danh sách đã trình, hoặc với danh sách đã duyệt thì ghi kết quả trao (đã nhận, trả lại) và "
                "khóa buổi trao; rồi xóa danh tính."
            )
            % first_few([*map(str, lists)], SHOWN),
        )


def check_files(batches):
    """A file that is being read or stored would bring the person back."""
    if at_work := [str(batch.pk) for batch in batches if batch.state in AT_WORK]:
        yield Problem(
            "",
            "erased_stands_in_file_at_work",
            _("Người này có trong tệp đang được xử lý (lần nhập %s); đợi tệp xong rồi xóa danh tính.")
            % first_few(at_work, SHOWN),
        )
