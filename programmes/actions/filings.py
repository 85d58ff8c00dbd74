"""File an approved list for its cards and books: keep with what it is filed, note what was made; store the answer."""

from django.db import transaction
from django.utils import timezone

from programmes.actions import audit, rights
from programmes.actions.gift_lists import locked
from programmes.actions.visits import people_of
from programmes.models import Commune, Issuance, Recipient, bulk
from programmes.models.fields import Sealing
from programmes.rules import filings
from programmes.rules.problems import first_of, insist
from programmes.standards.names import fold

RIGHT = "change_filing"
UNIT = ("name", "code", "tax_code", "address", "phone", "email", "payer", "collector")
LIST = ("card_plan", "book_plan", "facility_code", "facility_name", "receipt_number", "receipt_on")


def check(gift_list, by):
    """Problems of `by` taking the filing files of a list: they hold every citizen number of it."""
    return first_of(
        rights.check(by, "export_giftlist", gift_list.office),
        rights.check(by, "view_citizen_number"),
        filings.check_fileable(gift_list),
    )


@transaction.atomic
def describe(gift_list, unit, filing, communes, *, by):
    """Keep with what the list is filed: of its office, of the list, and the codes of its communes (name -> code)."""
    gift_list = locked(gift_list)
    insist(rights.check(by, RIGHT, gift_list.office), filings.check_fileable(gift_list))
    insist(filings.check_commune_codes(communes, gift_list.province))
    unit.office, filing.gift_list = gift_list.office, gift_list
    _keep(unit, UNIT, by)
    _keep(filing, LIST, by)
    _name(communes, gift_list.province, by)
    return filing


def _keep(record, audited, by):
    stored = type(record).objects.filter(pk=record.pk).first()
    before, after = audit.values(stored, audited) if stored else {}, audit.values(record, audited)
    if before == after:
        return
    record.entered_by = by
    record.full_clean(exclude=["entered_by"])
    record.save()
    audit.note("correct" if stored else "register", record, by=by, before=before, after=after)


def _name(codes, province, by):
    """Add these communes; to one that has the code already the name is another spelling of its own."""
    if not codes:
        return
    found = Commune.objects.in_bulk(codes.values())
    for name, code in codes.items():
        commune = found.setdefault(code, Commune(code=code, name=name, province=province, search_key=fold(name)))
        if commune.name != name:
            commune.aliases = "|".join(dict.fromkeys(filter(None, [*commune.aliases.split("|"), name])))
    Commune.objects.bulk_create(
        found.values(), update_conflicts=True, unique_fields=["code"], update_fields=["aliases"]
    )
    audit.note("bring_in_step", Commune, by=by, after={"codes": sorted(found)})


@transaction.atomic
def note_filed(gift_list, files, *, by):
    """The files of a list were made, {name: how many people}, and are about to leave."""
    insist(check(gift_list, by))
    people = people_of(gift_list.gifts.all())
    after = {"files": sorted(files), "records": sum(files.values()), "masked": False, "people": people}
    return audit.note("export", gift_list, by=by, after=after)


def record_answers(plan, *, by, batch):
    """Store what a file tells of cards and books, in the caller's transaction: how many are new and changed.

    The audit trail names the fields that a later file corrects, never a number.
    """
    insist(rights.check_file(by, batch.layout, {batch.office_id, *plan.offices}))
    for record in plan.new:
        record.batch, record.entered_by = batch, by
    new = bulk.insert(plan.new)
    names = sorted({name for change in plan.changed for name in change.before})
    changed = bulk.update([change.record for change in plan.changed], [*names, "updated_at"])
    events = ((change.record.pk, {}, {"fields": sorted(change.before)}) for change in plan.changed)
    audit.note_many("correct", Issuance, events, by=by)
    _number_people(plan.si_numbers, by)
    audit.note("import", batch, by=by, after={"sha256": batch.sha256, "new": new, "changed": changed})
    return new, changed


def _number_people(si_numbers, by):
    """Keep the mã số BHXH of these people, id -> number; the audit trail names the field alone."""
    now, sealing = bulk.moment(timezone.now()), Sealing(Recipient, ("si_number",))
    rows = ((*sealing.row((number,)), now, pk) for pk, number in si_numbers.items())
    bulk.change(Recipient, (*sealing.names, "updated_at"), rows)
    audit.note_many("correct", Recipient, ((pk, {}, {"fields": ["si_number"]}) for pk in si_numbers), by=by)
