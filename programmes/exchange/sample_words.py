"""What the preview shows of a sample row: the gift in a few words, and of a changed record each field, old → new."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.hidden import without_numbers
from programmes.models import Category, Gift, GiftKind, Recipient
from programmes.models.fields import EncryptedTextField
from programmes.models.recipients import shown_number
from programmes.standards.dates import format_day_padded, parse_day
from programmes.standards.money import format_number, with_unit
from programmes.standards.phones import mask_phone

FIELDS = {field.name: field for model in (Recipient, Gift) for field in model._meta.get_fields() if field.concrete}
UNSAID = {"birth_precision"}


def gift_words(row):
    """Kind, how many, months and money of a line: "thẻ BHYT, 12 tháng, 379.080 đồng"."""
    kind = GiftKind(row.kind)
    words = [str(kind.label)]
    if row.quantity and row.quantity > 1:
        words.append(f"{row.quantity} {kind.unit}")
    if row.months:
        words.append(f"{row.months} tháng")
    return ", ".join([*words, with_unit(row.donor_cost_vnd)])


def cost_words(row):
    """What gifts have in common that cost the same: "thẻ BHYT, người dân tộc thiểu số, 12 tháng", "suất quà Tết"."""
    kind = GiftKind(row.kind)
    words = [str(kind.label)]
    if kind.insurance:
        words.append(str(Category(row.category).label if row.category else _("chưa ghi đối tượng")))
    if kind.has_months:
        words.append(f"{row.months} tháng")
    return ", ".join(words)


def change_words(record, changes):
    """ "số tháng: 6 → 12; …" of a record as the books hold it and the values that a line says otherwise."""
    return "; ".join(
        changed_words(FIELDS[name], getattr(record, name), value)
        for name, value in (changes or {}).items()
        if name not in UNSAID
    )


def changed_words(field, old, new):
    """ "số tháng: 6 → 12"."""
    return f"{field.verbose_name}: {value_words(field, old)} → {value_words(field, new)}"


def value_words(field, value):
    """A value of a field as an officer reads it; the report of a file keeps it, so of a person's no number in full."""
    if value in (None, ""):
        return "(trống)"
    if isinstance(field, EncryptedTextField):
        return shown_number(value, mask_phone)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain_words(field, value)


def _plain_words(field, value):
    if field.get_internal_type() == "BooleanField":
        return "có" if value else "không"
    if field.name.endswith("_vnd"):
        return format_number(value)
    if field.get_internal_type() == "DateField":
        return format_day_padded(parse_day(str(value)))
    return without_numbers(str(value)) if field.name in getattr(field.model.Privacy, "personal", ()) else str(value)
