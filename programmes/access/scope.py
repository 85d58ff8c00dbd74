"""Which rows an officer may see: headquarters sees all, a province its own office's."""

from django.db.models import Q

from programmes.models import (
    Attachment,
    AuditEvent,
    BankLine,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    Donor,
    DonorJoin,
    Feedback,
    Filing,
    FilingUnit,
    Gift,
    GiftList,
    GiftListTotal,
    HandoverEvent,
    HandoverLine,
    ImportBatch,
    Issuance,
    LedgerEntry,
    Note,
    Office,
    Officer,
    PaperBatch,
    PaperTemplate,
    Recipient,
    RightsRequest,
)

OFFICE_OF = {
    Donor: "office",
    Donation: "office",
    DonationMove: "donation__office",
    BankLine: "office",
    GiftList: "office",
    GiftListTotal: "gift_list__office",
    Gift: "gift_list__office",
    Feedback: "office",
    FilingUnit: "office",
    Filing: "gift_list__office",
    Issuance: "gift__gift_list__office",
    Recipient: "office",
    RightsRequest: "office",
    Conflict: "gift__gift_list__office",
    HandoverEvent: "office",
    HandoverLine: "event__office",
    Correction: "event__office",
    LedgerEntry: "donation__office",
    ImportBatch: "office",
    Note: "office",
    Attachment: "office",
    PaperBatch: "office",
    PaperTemplate: "office",
    Office: "pk",
    Officer: "office",
}


def sees_all(officer):
    """Headquarters and superusers see every office's rows; an officer without an office sees none."""
    return officer.is_superuser or (officer.office_id is not None and officer.office.is_headquarters)


def works_elsewhere(officer):
    """Whether the officer's office is that of a province: what concerns the country is not done there."""
    return officer.office_id is not None and not sees_all(officer)


def visible_to(officer, queryset):
    """The rows of `queryset` that `officer` may see; unscoped tables (rates, places) come back whole."""
    if sees_all(officer):
        return queryset
    if queryset.model is AuditEvent:
        return queryset.filter(office_code__in=Office.objects.filter(pk=officer.office_id).values("code"))
    if queryset.model is Correction and officer.office_id is not None:
        return queryset.filter(Q(donation__office=officer.office_id) | Q(event__office=officer.office_id))
    if queryset.model is DonorJoin and officer.office_id is not None:
        return queryset.filter(Q(first__office=officer.office_id) | Q(second__office=officer.office_id))
    lookup = OFFICE_OF.get(queryset.model)
    if lookup and officer.office_id is None:
        return queryset.none()  # an account without an office is nobody's colleague
    return queryset.filter(**{lookup: officer.office_id}) if lookup else queryset


def may_work_for(officer, office):
    """Whether `officer` may enter records of `office`; what is of no office is headquarters' business."""
    return sees_all(officer) or (office is not None and officer.office_id == office.pk)


def may_manage(officer, account):
    """Whether `officer` may change `account`: one that has every right is changed only by its like."""
    return officer.is_superuser or not account.is_superuser
