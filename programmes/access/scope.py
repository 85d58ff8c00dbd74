"""Which rows an officer may see: headquarters sees all, a province its own office's."""

from programmes.models import (
    AuditEvent,
    Donation,
    Donor,
    Gift,
    GiftList,
    HandoverEvent,
    HandoverLine,
    ImportBatch,
    LedgerEntry,
    Office,
    Officer,
    Recipient,
)

OFFICE_OF = {
    Donor: "office",
    Donation: "office",
    GiftList: "office",
    Gift: "gift_list__office",
    Recipient: "office",
    HandoverEvent: "office",
    HandoverLine: "event__office",
    LedgerEntry: "donation__office",
    ImportBatch: "office",
    Office: "pk",
    Officer: "office",
}


def sees_all(officer):
    """Headquarters and superusers see every office's rows; an officer without an office sees none."""
    return officer.is_superuser or (officer.office_id is not None and officer.office.is_headquarters)


def visible_to(officer, queryset):
    """The rows of `queryset` that `officer` may see; unscoped tables (rates, places) come back whole."""
    if sees_all(officer):
        return queryset
    if queryset.model is AuditEvent:
        return queryset.filter(office_code__in=Office.objects.filter(pk=officer.office_id).values("code"))
    lookup = OFFICE_OF.get(queryset.model)
    if lookup and officer.office_id is None:
        return queryset.none()  # an account without an office is nobody's colleague
    return queryset.filter(**{lookup: officer.office_id}) if lookup else queryset


def may_work_for(officer, office):
    """Whether `officer` may enter records of `office`."""
    return sees_all(officer) or officer.office_id == office.pk


def may_manage(officer, account):
    """Whether `officer` may change `account`: one that has every right is changed only by its like."""
    return officer.is_superuser or not account.is_superuser
