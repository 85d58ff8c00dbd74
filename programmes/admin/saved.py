"""What an officer reads before a record is entered and once it is: the verb of the office, not "(Đã) thêm …"."""

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
    PublishedFigure,
    Rate,
    Recipient,
    RightsRequest,
    Round,
)

# Table -> (entered, corrected); the record is put in as a link to its page.
SENTENCES = {
    BankLine: (_("Đã ghi dòng sao kê {}; dòng này chờ đối chiếu."), ""),
    Breach: (_("Đã ghi vụ việc {} vào sổ."), _("Đã sửa vụ việc {}.")),
    ClosedPeriod: (_("Đã khóa kỳ {}."), ""),
    Donation: (_("Đã ghi khoản ủng hộ {} vào sổ."), _("Đã sửa khoản ủng hộ {}.")),
    Donor: (_("Đã ghi nhà hảo tâm {} vào sổ."), _("Đã sửa thông tin nhà hảo tâm {}.")),
    Gift: (_("Đã thêm suất quà {} vào danh sách."), _("Đã sửa suất quà {}.")),
    GiftList: (_("Đã lập danh sách {}."), _("Đã sửa danh sách {}.")),
    HandoverEvent: (_("Đã lên kế hoạch buổi trao {}."), _("Đã sửa kế hoạch buổi trao {}.")),
    ImpactAssessment: (_("Đã lập {}."), _("Đã sửa {}.")),
    Programme: (_("Đã mở chương trình {}."), _("Đã sửa chương trình {}.")),
    PublishedFigure: (
        _("Đã ghi bản nháp số liệu {}; bản nháp chờ người khác công bố."),
        _("Đã sửa bản nháp số liệu {}."),
    ),
    Rate: (_("Đã ban hành định mức {}."), ""),
    Recipient: (_("Đã ghi người nhận {} vào sổ."), _("Đã sửa thông tin người nhận {}.")),
    RightsRequest: (_("Đã nhận yêu cầu {}."), ""),
    Round: (_("Đã mở đợt {}."), _("Đã sửa đợt {}.")),
}

# Table -> what entering a record of it is called, on its button and its page.
ADDING = {
    BankLine: _("Ghi dòng sao kê"),
    Breach: _("Ghi vụ việc lộ dữ liệu"),
    ClosedPeriod: _("Khóa sổ"),
    Donation: _("Ghi khoản ủng hộ"),
    Donor: _("Ghi nhà hảo tâm"),
    Gift: _("Thêm suất quà"),
    GiftList: _("Lập danh sách tặng"),
    HandoverEvent: _("Lên kế hoạch buổi trao"),
    ImpactAssessment: _("Lập hồ sơ đánh giá tác động"),
    Officer: _("Lập tài khoản cán bộ"),
    Programme: _("Mở chương trình"),
    PublishedFigure: _("Ghi số liệu công bố"),
    Rate: _("Ban hành định mức"),
    Recipient: _("Ghi người nhận"),
    RightsRequest: _("Ghi yêu cầu của chủ thể dữ liệu"),
    Round: _("Mở đợt"),
}


def adding(model):
    """What entering a record of this table is called."""
    return ADDING.get(model) or _("Thêm %s") % model._meta.verbose_name


def sentence(record, *, is_new):
    """What was done, with the record as a link; "" where nothing is said here of this table."""
    told = SENTENCES.get(type(record), ("", ""))[0 if is_new else 1]
    return format_html(told, record_link(record)) if told else ""
