"""The pages of refused and failed requests: officers stay on their side, and nothing is asked of the database."""

import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bhxh_portal.middleware import is_staff
from programmes.standards.outages import is_disk_full, passes

STAFF_LAYOUT = "admin/error.html"  # that of visitors stands in the pages
TOLD_STAFF = {
    400: _("Địa chỉ hoặc dữ liệu gửi lên không đọc được, nên chưa ghi gì. Hãy mở lại trang rồi làm lại."),
    404: _("Không có trang hay bản ghi nào ở địa chỉ này, hoặc bản ghi không thuộc cơ quan của bạn."),
    405: _("Địa chỉ này là của một nút bấm, không mở như một trang được. Hãy về trang có nút ấy rồi bấm lại."),
    500: _(
        "Đã xảy ra lỗi ngoài dự kiến, và lỗi đã được ghi lại. Hãy mở lại trang xem việc vừa làm đã được ghi chưa; nếu "
        "vẫn lỗi, hãy báo người quản trị, kèm mã ở dưới."
    ),
    503: _(
        "Cơ sở dữ liệu không trả lời kịp, có thể vì một việc lớn đang chạy. Sau ít phút hãy mở lại trang, xem việc vừa "
        "làm đã được ghi chưa rồi mới làm lại; nếu vẫn vậy, hãy báo người quản trị."
    ),
}
DISK_FULL = _(
    "Máy chủ hết chỗ trên đĩa, nên chưa ghi gì. Hãy báo người quản trị; có chỗ rồi, hãy mở lại trang và làm lại."
)
SESSION_ENDED = _(
    "Phiên đăng nhập đã kết thúc trong khi việc đang được ghi. Hãy đăng nhập lại, xem việc vừa làm đã được ghi chưa "
    "rồi mới làm lại."
)
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_SECONDS = 30
OF_THE_FRONT = (413, 429, 503)  # what the server in front refuses by itself
SIDES = {"vi": "vi", "en": "en", "staff": "vi"}  # and to whom: the language of each


def bad_request(request, exception):
    if isinstance(exception, SessionInterrupted) and is_staff(request):  # told after the view, which may have stored
        return _page(request, 400, told=SESSION_ENDED)
    return _page(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def permission_denied(request, exception):
    return _page(request, 403, told=str(exception))


def csrf_failure(request, reason=""):
    return _page(request, 403, "403_csrf")


def not_found(request, exception):
    return _page(request, 404)


def server_error(request):
    """503 where the database is away or does not answer in time, which passes; else 500."""
    error = sys.exc_info()[1]
    if not passes(error):
        return _page(request, 500)
    response = _page(request, 503, told=DISK_FULL if is_staff(request) and is_disk_full(error) else "")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def told_of_method(get_response):
    """Middleware: an answer 405 without a word gets its page, and still says which methods there are."""

    def answer(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = _page(request, 405).content
        return response

    return answer


def page_of_the_front(side, status):
    """The page of an error as one of SIDES reads it, for a server that tells it while the portal is not asked."""
    with override(SIDES[side]):
        return _text(status, side == "staff")


def _page(request, status, name="", told=""):
    of_staff = is_staff(request)
    number = request.number if of_staff and status >= 500 else ""
    response = HttpResponse(_text(status, of_staff, name, told, number), status=status)
    if of_staff:
        add_never_cache_headers(response)  # as of every page of theirs: what is refused now may be there tomorrow
    return response


def _text(status, of_staff, name="", told="", number=""):
    told = told or (TOLD_STAFF.get(status) if of_staff else "")
    context = {"layout": STAFF_LAYOUT if of_staff else "", "told": told, "number": number}
    return render_to_string(f"{name or status}.html", context)
