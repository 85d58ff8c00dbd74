"""When a gift list is filed for its cards and books, and with what."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Commune, GiftList
from programmes.rules.problems import Problem

SETTLED = (GiftList.State.APPROVED, GiftList.State.HANDED_OVER)


def check_fileable(gift_list):
    """Cards and books are asked for by a list whose people and values do not change any more."""
    if gift_list.state not in SETTLED:
        yield Problem("", "list_not_settled", _("Chỉ lập hồ sơ cho danh sách đã duyệt; hãy duyệt danh sách trước."))


def check_commune_codes(codes, province):
    """Problems of taking these codes, name -> code, for communes of this province (its record)."""
    known = dict(Commune.objects.filter(pk__in=codes.values()).values_list("pk", "province"))
    for name, code in codes.items():
        if not (len(code) == 5 and code.isascii() and code.isdigit()):
            message = _("Mã xã của “%s” phải có đúng 5 chữ số.") % name
            yield Problem(name, "commune_code_form", message)
        elif known.get(code, province.pk) != province.pk:
            message = _("Mã %(code)s là của một xã ở tỉnh khác; xem lại mã của “%(name)s”.")
            yield Problem(name, "commune_code_elsewhere", message % {"code": code, "name": name})
