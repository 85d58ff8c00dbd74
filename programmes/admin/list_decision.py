"""What an approver has before the eyes when deciding on a list: who, where, what of it was mended, doubted, changed."""

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all
from programmes.admin.batches import repairs_to_show
from programmes.admin.list_money import money_page
from programmes.admin.list_steps import conflicts_url, differing_url, gifts_url
from programmes.admin.parts import row_of
from programmes.models import AuditEvent, Conflict, ImportBatch
from programmes.rules.doubts import doubts_of_list

CAME_BACK = ("return", "recall")
OF_OTHERS, OF_GROUPS = "\x01", "\x02"  # no commune is named so


def decision_page(gift_list, officer):
    """What the template shows; a fixed number of queries, however many gifts there are."""
    files = _files(gift_list)
    return {
        "money": money_page(gift_list, officer),
        "communes": communes_of(gift_list, officer),
        "differing": gift_list.gifts.differing().count(),
        "differing_url": differing_url(gift_list),
        "gifts_url": gifts_url(gift_list),
        "conflicts": _conflicts(gift_list),
        "conflicts_url": conflicts_url(gift_list),
        "doubts": doubts_of_list(gift_list),
        "files": files,
        "source_url": reverse("admin:programmes_giftlist_source", args=[gift_list.pk]),
        "has_sources": any(batch.file for batch, _repairs in files),
        "by_hand": gift_list.gifts.filter(batch__isnull=True).count(),
        "since": changes_since(gift_list),
    }


def communes_of(gift_list, officer):
    """A Row for each commune: people or pieces, and đồng; the last is their sum. Of people of others none is told."""
    mine = Q() if sees_all(officer) else Q(recipient__office=officer.office_id)
    place = Case(
        When(recipient__isnull=True, then=Value(OF_GROUPS)),
        When(mine & Q(recipient__isnull=False), then=F("recipient__commune")),
        default=Value(OF_OTHERS),
        output_field=CharField(),
    )
    found = gift_list.gifts.order_by().annotate(place=place).values_list("place")
    sums = found.annotate(sum_quantity=Sum("quantity"), sum_cost=Sum("donor_cost_vnd"))
    names = {OF_OTHERS: _("Do cơ quan khác quản lý"), OF_GROUPS: _("Nhóm người nhận"), "": _("Không ghi xã")}
    rows = sorted(sums, key=lambda row: (-row[2], row[0]))
    rows.append((_("Cộng"), sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return [row_of(names.get(place, place), sums, (_("Số lượng"), _("Đồng"))) for place, *sums in rows]


def _conflicts(gift_list):
    """(state, how many) of the months of insurance that a list shares with others, and why they were allowed."""
    states = dict(Conflict.State.choices)
    found = Conflict.objects.filter(gift__gift_list=gift_list).order_by().values_list("state")
    return [(capfirst(states[state]), count) for state, count in found.annotate(count=Count("pk"))]


def _files(gift_list):
    """(upload, repairs by kind) of the files that brought gifts of the list."""
    brought = gift_list.gifts.filter(batch__isnull=False).order_by().values("batch").distinct()
    found = ImportBatch.objects.filter(pk__in=brought).select_related("owner").order_by("pk")
    return [(batch, repairs_to_show(batch.report)) for batch in found]


def changes_since(gift_list):
    """What became of the gifts since the list last came back to its makers; None where it never did."""
    events = AuditEvent.objects.filter(target_type="giftlist", target_id=str(gift_list.pk))
    back = events.filter(verb__in=CAME_BACK).order_by("-pk").first()
    if back is None:
        return None
    old = gift_list.gifts.filter(created_at__lte=back.at)
    gone = AuditEvent.objects.filter(
        pk__gt=back.pk, target_type="gift", verb="withdraw", before__gift_list=gift_list.pk
    )
    return {
        "event": back,
        "is_return": back.verb == "return",
        "added": gift_list.gifts.filter(created_at__gt=back.at).count(),
        "corrected": old.filter(updated_at__gt=back.at).count(),
        "withdrawn": gone.count(),
    }
