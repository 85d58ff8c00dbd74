"""What an officer reads before a record is entered and once it is: the verb of the office, not "(Đã) thêm …"."""

from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programmes.admin.columns import record_link
from programmes.models import (
    BankLine,
    Breach,
    ClosedPeriod,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    ImpactAssessment,
    Officer,
    Programme,
    ProgrammeTarget,
    PublishedFigure,
    Rate,
    Recipient,
    RightsRequest,
    Round,
)


class Words(NamedTuple):
    """What entering a record is called, on its button and its page, and what is told of it once it is entered or
    corrected, with a link to its page."""

    adding: str
    entered: str = ""
    corrected: str = ""


WORDS = {
    BankLine: Words(_("Ghi dòng sao kê"), _("Đã ghi dòng sao kê {}; dòng này chờ đối chiếu.")),
    Breach: Words(_("Ghi vụ việc lộ dữ liệu"), _("Đã ghi vụ việc {} vào sổ."), _("Đã sửa vụ việc {}.")),
    ClosedPeriod: Words(_("Khóa sổ"), _("Đã khóa kỳ {}.")),
    Donation: Words(_("Ghi khoản ủng hộ"), _("Đã ghi khoản ủng hộ {} vào sổ."), _("Đã sửa khoản ủng hộ {}.")),
    Donor: Words(_("Ghi nhà hảo tâm"), _("Đã ghi nhà hảo tâm {} vào sổ."), _("Đã sửa thông tin nhà hảo tâm {}.")),
    Gift: Words(_("Thêm suất quà"), _("Đã thêm suất quà {} vào danh sách."), _("Đã sửa suất quà {}.")),
    GiftList: Words(_("Lập danh sách tặng"), _("Đã lập danh sách {}."), _("Đã sửa danh sách {}.")),
    HandoverEvent: Words(
        _("Lên kế hoạch buổi trao"), _("Đã lên kế hoạch buổi trao {}."), _("Đã sửa kế hoạch buổi trao {}.")
    ),
    ImpactAssessment: Words(_("Lập hồ sơ đánh giá tác động"), _("Đã lập {}."), _("Đã sửa {}.")),
    Officer: Words(_("Lập tài khoản cán bộ")),
    Programme: Words(_("Mở chương trình"), _("Đã mở chương trình {}."), _("Đã sửa chương trình {}.")),
    ProgrammeTarget: Words(_("Giao chỉ tiêu năm"), _("Đã giao chỉ tiêu {}."), _("Đã sửa chỉ tiêu {}.")),
    PublishedFigure: Words(
        _("Ghi số liệu công bố"),
        _("Đã ghi bản nháp số liệu {}; bản nháp chờ người khác công bố."),
        _("Đã sửa bản nháp số liệu {}."),
    ),
    Rate: Words(_("Ban hành định mức"), _("Đã ban hành định mức {}.")),
    Recipient: Words(_("Ghi người nhận"), _("Đã ghi người nhận {} vào sổ."), _("Đã sửa thông tin người nhận {}.")),
    RightsRequest: Words(_("Ghi yêu cầu của chủ thể dữ liệu"), _("Đã nhận yêu cầu {}.")),
    Round: Words(_("Mở đợt"), _("Đã mở đợt {}."), _("Đã sửa đợt {}.")),
}


def adding(model):
    """What entering a record of this table is called."""
    return words.adding if (words := WORDS.get(model)) else _("Thêm %s") % model._meta.verbose_name


def sentence(record, *, is_new):
    """What was done, with the record as a link; "" where nothing is said here of this table."""
    words = WORDS.get(type(record), Words(""))
    told = words.entered if is_new else words.corrected
    return format_html(told, record_link(record)) if told else ""
