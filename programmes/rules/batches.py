"""Who may confirm an uploaded file, and when."""

from django.utils.translation import gettext_lazy as _

from programmes.rules.problems import Problem


def check_owner(batch, by):
    """Only who uploaded a file decides on it."""
    if batch.owner_id != by.pk:
        yield Problem("", "not_the_owner", _("Chỉ người tải tệp lên mới được xác nhận hoặc bỏ tệp này."))


def check_confirm(batch, by):
    """A file is stored whole or not at all, so no row of it may be refused."""
    yield from check_owner(batch, by)
    if batch.report.get("rejected"):
        yield Problem("", "rows_refused", _("Còn dòng bị từ chối; sửa tệp theo danh sách lỗi rồi tải lên lại."))
    elif not batch.report.get("new") and not batch.report.get("changed"):
        yield Problem("", "nothing_to_store", _("Tệp không có gì mới để ghi."))
