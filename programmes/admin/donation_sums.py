"""The sums above the list of donations: pledged, received and approved are three numbers, cash and goods are two."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from programmes.admin.columns import grouped
from programmes.models import Donation

State, Form = Donation.State, Donation.Form
_IS_REVERSAL = Q(reverses__isnull=False)
_PARTS = {
    "approved": Q(state=State.APPROVED),
    "reversed": Q(state=State.APPROVED) & _IS_REVERSAL,
    "received": Q(state=State.RECEIVED) & ~_IS_REVERSAL,
    "to_reverse": Q(state=State.RECEIVED) & _IS_REVERSAL,
    "pledged": Q(state=State.PLEDGED),
}
LABELS = {
    Form.CASH: {
        "approved": _("Tiền đã duyệt (đồng)"),
        "reversed": _("sau khi trừ khoản tiền đã hủy (đồng)"),
        "received": _("Tiền đã nhận, chờ duyệt (đồng)"),
        "to_reverse": _("Khoản tiền chờ duyệt hủy (đồng)"),
        "pledged": _("Tiền đã đăng ký, chưa nhận (đồng)"),
    },
    Form.IN_KIND: {
        "approved": _("Hiện vật đã duyệt, trị giá (đồng)"),
        "reversed": _("sau khi trừ khoản hiện vật đã hủy (đồng)"),
        "received": _("Hiện vật đã nhận, chờ duyệt, trị giá (đồng)"),
        "to_reverse": _("Khoản hiện vật chờ duyệt hủy, trị giá (đồng)"),
        "pledged": _("Hiện vật đã đăng ký, chưa nhận, trị giá (đồng)"),
    },
}


def sums(queryset):
    """(label, value) of the rows of a queryset, each part by itself and none without a đồng; one statement.

    What is left after reversals is told before them, be it nothing.
    """
    measures = {
        f"{form}_{part}": Sum("amount_vnd", filter=condition & Q(form=form), default=0)
        for form in Form.values
        for part, condition in _PARTS.items()
    }
    row = queryset.order_by().aggregate(count=Count("pk"), **measures)
    parts = [
        (label, grouped(int(row[f"{form}_{part}"])))
        for form, labels in LABELS.items()
        for part, label in labels.items()
        if row[f"{form}_{part}"] or (part == "approved" and row[f"{form}_reversed"])
    ]
    return [(_("Số khoản"), grouped(row["count"])), *parts]
