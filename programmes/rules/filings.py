"""When a gift list is filed for its cards and books, and with what."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Commune, GiftList
from programmes.rules.problems import Problem
from programmes.standards.places import commune_key

SETTLED = (GiftList.State.APPROVED, GiftList.State.HANDED_OVER)


def check_fileable(gift_list):
    """Cards and books are asked for by a list whose people and values do not change any more."""
    if gift_list.state not in SETTLED:
        yield Problem("", "list_not_settled", _("Chỉ lập hồ sơ cho danh sách đã duyệt; hãy duyệt danh sách trước."))


def check_commune_codes(codes, province):
    """Problems of taking these codes, name -> code, for communes of this province (its record)."""
    homes = dict(Commune.objects.filter(pk__in=codes.values()).values_list("pk", "province"))
    code_of = {key: commune.pk for commune in province.communes.all() for key in commune.keys}
    for name, code in codes.items():
        if not (len(code) == 5 and code.isascii() and code.isdigit()):
            message = _("Mã xã của “%s” phải có đúng 5 chữ số; Excel có thể đã bỏ số 0 ở đầu.") % name
            yield Problem(name, "commune_code_form", message)
        elif homes.get(code, province.pk) != province.pk:
            message = _("Mã %(code)s là của một xã ở tỉnh khác; xem lại mã của “%(name)s”.")
            yield Problem(name, "commune_code_elsewhere", message % {"code": code, "name": name})
        elif (known := code_of.get(commune_key(name), code)) != code:
            message = _(
                "“%(name)s” đã có mã %(known)s, khác mã %(code)s; bỏ dòng này, hoặc báo người quản trị nếu mã cũ sai."
            )
            yield Problem(name, "commune_code_known", message % {"name": name, "known": known, "code": code})
