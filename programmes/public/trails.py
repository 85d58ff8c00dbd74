"""The donor's trail and receipt, behind the code on the receipt: not indexed, not kept, not handed on, not guessed."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from programmes.access.tries import PAUSE_MINUTES
from programmes.models import GiftKind, keyed_hash
from programmes.papers.receipts import receipt_page
from programmes.public import throttle
from programmes.public.parameters import LONGEST, strict
from programmes.public.responses import READING, not_allowed, reading_only
from programmes.public.sentences import name_of
from programmes.public.tables import page
from programmes.rules import trails
from programmes.rules.trail_lines import lines_of
from programmes.totals import read
from programmes.totals import trail as books

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
TITLE = _("Theo dõi khoản ủng hộ")


def _answer(request, template, *, status=200, code=None, title=TITLE, **context):
    view, args = ("trail", [code]) if code else ("trails", [])
    shown = page(view, read.state(), str(title), (), args=args)
    return render(request, f"public/{template}.html", {"page": shown, **context}, status=status)


def _kept_private(view):
    """Every answer of the view with the headers that keep it to who asked, a refusal or a redirect too."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def behind_the_code(view):
    """A page of one donation: `view(request, donation, code)`. What fails is counted, and too much of it is refused."""

    @csrf_exempt
    @_kept_private
    @strict
    @reading_only
    @wraps(view)
    def answer(request, code):
        if throttle.is_closed(request):
            response = _answer(request, "trail_wait", status=429, minutes=PAUSE_MINUTES)
            response.headers["Retry-After"] = str(PAUSE_MINUTES * 60)
            return response
        code = trails.typed(code)
        donation = books.find(keyed_hash(code)) if trails.is_code(code) else None
        if donation is None:
            throttle.count_failure(request)
            return _answer(request, "trail_form", status=404, error=NOT_FOUND)
        return view(request, donation, code)

    return answer


NOT_FOUND = _("Không có khoản ủng hộ nào mang mã này. Xin so lại với mã in trên biên nhận rồi nhập lần nữa.")
NOT_A_CODE_BUT_A_VOUCHER = _("Đó chưa phải mã theo dõi. Số chứng từ UH-… không dùng để theo dõi.")
NOT_A_CODE = _("Mã gồm 16 chữ cái và chữ số, in trên biên nhận, ví dụ ABCD-EFGH-IJKL-MNOP.")


@csrf_exempt  # it changes nothing: it only leads to the page of the code, so that no code stands in a query
@strict
def form(request):
    if request.method == "POST":
        return _typed(request)
    if request.method not in READING:
        return not_allowed(request, [*READING, "POST"])
    return _answer(request, "trail_form")


@_kept_private
def _typed(request):
    """To the page of the code that was typed; what is none is told so, and stays in the field."""
    text = request.POST.get("ma", "")
    code = trails.typed(text)
    if trails.is_code(code):
        return redirect("public:trail", code=code)
    error = NOT_A_CODE_BUT_A_VOUCHER if trails.is_voucher(text) else NOT_A_CODE
    return _answer(request, "trail_form", error=error, text=text[:LONGEST])


@behind_the_code
def trail(request, donation, code):
    found = books.read(donation)
    lines = lines_of(found)
    told = [(spending, name_of(GiftKind(spending.kind))) for spending in reversed(lines.told)]
    helped = [(spending, name_of(GiftKind(spending.kind)), sum(spending.shares)) for spending in reversed(lines.helped)]
    context = {"trail": found, "lines": lines, "told": told, "helped": helped, "written": trails.written(code)}
    return _answer(request, "trail", code=code, **context)


@behind_the_code
def receipt(request, donation, code):
    address = request.build_absolute_uri(reverse("public:trail", args=[code]))
    home = request.build_absolute_uri(reverse("public:trails"))
    context = {"receipt": receipt_page(donation, address, home), "is_sample": read.state().is_sample}
    return render(request, "public/receipt.html", context)
