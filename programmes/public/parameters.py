"""The parameters of a public address: those a page declares and no others. What it does not know, it refuses."""

import re
from functools import wraps

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from programmes.models import Donor, GiftKind
from programmes.standards.names import slug

KIND, NUMBER, QUESTION, PERIOD, TABLE = "loai", "trang", "q", "ky", "bang"
IN_YEAR, IN_PROVINCE, IN_ROUND, OF_KIND = "nam", "tinh", "dot", "nhom"
LONGEST = 200
# A citizen number or phone in whatever groups; digits in a row as no amount is written: mã số BHXH, number of a card.
OF_A_PERSON = re.compile(r"(?<![\d.,])(?:0(?:[\s.-]?\d){8,}|\d{9,})")
# What networks, newsletters and translators hang on a link that somebody shares; the visitor did not write it.
_HUNG_ON = {
    *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "gad_source", "msclkid", "ttclid", "igshid", "zarsrc"),
    *("mc_cid", "mc_eid", "_gl", "srsltid", "ref"),
}
_HUNG_ON_STEMS = ("utm_", "_x_tr_")


class BadParameterError(ValueError):
    """A parameter that the page does not know or cannot read; its text is the sentence for the visitor."""


class NoSuchNumberError(LookupError):
    """An address of a counted number that names none; its text is the sentence for the visitor."""


def accepts(*, listed=(), typed=()):
    """What a view takes in its query; the others take nothing.

    The values of `listed` come from a list of ours, and any other has no page: such answers may be kept. The values of
    `typed` have no end.
    """

    def declare(view):
        view.parameters, view.listed = {*listed, *typed}, {*listed}
        return view

    return declare


def strict(view):
    """The view, with 400 and a sentence for a query that it does not declare, 404 and one for no number of ours.

    A link that was shared leads to the page itself; what is sent by a form stays with the page.
    """
    names = getattr(view, "parameters", ())

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method in {"GET", "HEAD"} and any(map(_is_hung_on, request.GET)):
            return redirect(_without_what_is_hung_on(request))
        try:
            _insist_declared(request, names, kwargs.get("form"))
            return view(request, *args, **kwargs)
        except BadParameterError as error:
            return _refused(request, str(error))
        except NoSuchNumberError as error:
            return render(request, "public/no_such_number.html", {"sentence": str(error)}, status=404)

    return answer


def _refused(request, sentence):
    """Kept by nobody and handed on to nobody: what was sent may be somebody's number."""
    response = render(request, "public/refused.html", {"sentence": sentence, "clean": request.path}, status=400)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response


def _is_hung_on(name):
    return name.casefold() in _HUNG_ON or name.casefold().startswith(_HUNG_ON_STEMS)


def _without_what_is_hung_on(request):
    query = request.GET.copy()
    for name in filter(_is_hung_on, request.GET):
        del query[name]
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _insist_declared(request, names, form):
    if form == "csv":  # one table of the page
        names = (*names, TABLE)
    for name, values in request.GET.lists():
        if _is_hung_on(name):
            continue
        if name not in names:
            raise BadParameterError(
                _("Địa chỉ này không có tham số “%(name)s”. Xin bỏ phần sau dấu “?” rồi mở lại.")
                % {"name": name[:LONGEST]}
            )
        if len(values) > 1:
            raise BadParameterError(_("Tham số “%(name)s” chỉ được nêu một lần.") % {"name": name})


def slug_of_kind(kind):
    """ "the-bhyt": how addresses name a kind of gift."""
    return slug(kind.heading)


def kind_asked(request):
    """The kind of gift of `?loai=`; None where it is not asked."""
    asked = request.GET.get(KIND)
    if asked is None:
        return None
    kinds = {slug_of_kind(kind): kind for kind in GiftKind}
    if asked not in kinds:
        raise BadParameterError(
            _("Không có loại quà “%(asked)s”. Các loại là: %(kinds)s.")
            % {"asked": asked[:LONGEST], "kinds": ", ".join(kinds)}
        )
    return kinds[asked]


def donor_kind_asked(request):
    """The kind of donors of `?nhom=`; "" where it is not asked."""
    asked = request.GET.get(OF_KIND, "")
    if asked and asked not in Donor.Kind.values:
        raise BadParameterError(
            _("Không có nhóm nhà hảo tâm “%(asked)s”. Các nhóm là: %(kinds)s.")
            % {"asked": asked[:LONGEST], "kinds": ", ".join(Donor.Kind.values)}
        )
    return asked


def table_asked(request, tables):
    """The table of `?bang=`, of those of a page by key; None where it is not asked."""
    asked = request.GET.get(TABLE)
    if asked is None:
        return None
    if asked not in tables:
        raise BadParameterError(
            _("Trang này không có bảng “%(asked)s”. Các bảng là: %(tables)s.")
            % {"asked": asked[:LONGEST], "tables": ", ".join(tables)}
        )
    return tables[asked]


def number_asked(request):
    """The page number of `?trang=`, 1 where it is not asked."""
    asked = request.GET.get(NUMBER, "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", asked, re.ASCII):
        raise BadParameterError(_("“%(asked)s” không phải số trang. Số trang là 1, 2, 3…") % {"asked": asked[:LONGEST]})
    return int(asked)


def year_asked(request):
    """The year of `?nam=`; None where it is not asked: a form sends empty what is not chosen."""
    asked = request.GET.get(IN_YEAR)
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked)):
        raise BadParameterError(
            _("“%(asked)s” không phải một năm. Ghi năm bằng bốn chữ số, ví dụ nam=2025.") % {"asked": asked[:LONGEST]}
        )
    return int(asked)


def period_asked(request):
    """(year, month or None) of `?ky=2025-03` or `?ky=2025`; None where it is not asked."""
    asked = request.GET.get(PERIOD)
    if asked is None:
        return None
    found = re.fullmatch(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2]))?", asked, re.ASCII)
    if not found:
        raise BadParameterError(
            _("“%(asked)s” không phải một kỳ. Ghi năm, hoặc năm và tháng: ky=2025, ky=2025-03.")
            % {"asked": asked[:LONGEST]}
        )
    return int(found[1]), int(found[2]) if found[2] else None


def slug_asked(request, name):
    """A name in an address, such as that of `?tinh=`; "" where it is not asked."""
    asked = request.GET.get(name, "")
    if asked != slug(asked)[:LONGEST]:
        raise BadParameterError(
            _("Tham số “%(name)s” nhận tên viết không dấu như trên đường dẫn, ví dụ nghe-an.") % {"name": name}
        )
    return asked


def question_asked(sent):
    """What is looked for by an address or a form, "" where nothing is; the number of a person is refused, unsaid."""
    asked = sent.get(QUESTION, "")
    if OF_A_PERSON.search(asked):
        raise BadParameterError(
            _(
                "Ô này không tìm số của một người, và số ấy không nên nằm trong địa chỉ trang. Xin tìm bằng chữ; số "
                "tiền thì ghi có dấu chấm, ví dụ 54.380.000.000."
            )
        )
    if len(asked) > LONGEST:
        raise BadParameterError(
            _("Câu tìm dài quá %(most)s chữ; xin rút ngắn lại, chẳng hạn chỉ còn tên tỉnh và năm.") % {"most": LONGEST}
        )
    if "\0" in asked:
        raise BadParameterError(_("Câu tìm có ký tự không đọc được; xin gõ lại."))
    return asked
