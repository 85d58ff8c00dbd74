"""What an officer sees of a person whom another office keeps: the name and the citizen number, whatever leads there.

The office that put the person on a list knew both, for a file finds people by them; the rest was told to the office
that keeps the record, and leaves it for headquarters alone.
"""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, F, Value, When
from django.db.models.constants import LOOKUP_SEP

from programmes.access.scope import sees_all
from programmes.models import Donation, Donor, Gift, GiftList, Issuance, Recipient
from programmes.models.recipients import RESTRICTED_NAME

OF_ANYBODY = {"pk", "id", "office", "full_name", "search_key", "citizen_number", "citizen_hash"}
# Which tables tell of a person: whose restriction counts for a row, and the way from the row to that record.
TELL_OF = {
    Recipient: (Recipient, ""),
    Gift: (Recipient, "recipient"),
    Issuance: (Recipient, "gift__recipient"),
    Donor: (Donor, ""),
    Donation: (Donor, "donor"),
}
OF_BOOKS = {
    "recipient",
    "group_name",
    "outcome",
    "gift",
    "donor",
    "trail_hash",
}  # stay in a masked row


def sees_whole(officer, office_id):
    """Whether `officer` sees all of the people that this office keeps; None, the command line, sees everybody."""
    return officer is None or sees_all(officer) or officer.office_id == office_id


def is_at_work_on(officer, person):
    """Whether this is a person of the own office who is on no list yet, or on one that is not handed over.

    Of everybody else numbers are masked until somebody says why they are needed (actions/recipients.py::reveal).
    """
    lists = GiftList.objects.filter(gifts__recipient=person)
    return officer.office_id == person.office_id and (
        lists.exclude(state=GiftList.State.HANDED_OVER).exists() or not lists.exists()
    )


def is_at_work_on_list(officer, gift_list):
    """Whether this is a list of the own office not handed over yet; of any other it is masked why people receive."""
    return officer.office_id == gift_list.office_id and gift_list.state != GiftList.State.HANDED_OVER


def is_at_work_on_gift(officer, gift):
    """Whether this is a gift of such a list, whose person's data are used still."""
    return is_at_work_on_list(officer, gift.gift_list) and not (gift.recipient and gift.recipient.restricted_on)


def in_lists(person):
    """The person as a row of a list shows them: of one whose data are restricted RESTRICTED_NAME alone."""
    if person.restricted_on:
        return Recipient(pk=person.pk, office_id=person.office_id, full_name=str(RESTRICTED_NAME))
    return person


def as_seen(officer, person):
    """The person as `officer` may see them outside the record: as `in_lists`, or an unsaved one that holds OF_ANYBODY
    alone.
    """
    if person.restricted_on or sees_whole(officer, person.office_id):
        return in_lists(person)
    return Recipient(
        pk=person.pk, office_id=person.office_id, full_name=person.full_name, citizen_number=person.citizen_number
    )


def person_field(model, path):
    """(path to the person, field of the person) of a path from `model`; None where no relation leads to a person."""
    parts = path.split(LOOKUP_SEP)
    for place, part in enumerate(parts):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = field.related_model
        if model is Recipient:
            return LOOKUP_SEP.join(parts[: place + 1]), parts[place + 1] if parts[place + 1 :] else "pk"
        if model is None:
            return None
    return None


def seen_paths(officer, model, paths):
    """`paths` from a record of `model` for values_list; what is not for this officer comes back as NULL.

    So does what is told of people whose data are restricted, whoever asks; their name as RESTRICTED_NAME.
    """
    sees_everybody = officer is None or sees_all(officer)
    restricted = {person for person in (Recipient, Donor) if person.objects.exclude(restricted_on=None).exists()}
    if sees_everybody and not restricted:
        return paths
    return [_seen_path(None if sees_everybody else officer, model, path, restricted) for path in paths]


def _seen_path(officer, model, path, restricted):
    needed, shown = {}, None
    to_person, field = ("", path) if model is Recipient else person_field(model, path) or ("", "pk")
    if officer is not None and to_person and field not in OF_ANYBODY:
        needed[f"{to_person}{LOOKUP_SEP}office"] = officer.office_id
    way, teller, field = _told_by(model, path)
    person, to_person = TELL_OF.get(teller, (None, ""))
    if person in restricted and field in teller.Privacy.personal - OF_BOOKS:
        needed[LOOKUP_SEP.join(filter(None, (*way, to_person, "restricted_on__isnull")))] = True
        shown = Value(str(RESTRICTED_NAME)) if field == person.SEARCH_FROM else None
    return Case(When(**needed, then=F(path)), default=shown) if needed else path


def _told_by(model, path):
    """(relations that lead there, table, field) of the last record on a path from `model` that tells of a person."""
    parts = path.split(LOOKUP_SEP)
    found = [], model, parts[0]
    for place, part in enumerate(parts[:-1], 1):
        model = model._meta.get_field(part).related_model
        if model in TELL_OF:
            found = parts[:place], model, parts[place]
    return found
