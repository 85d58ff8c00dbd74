"""Bring the totals up to date inside the transaction that writes the facts."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from programmes.models import Account, Donor, DonorTotal, Gift, GiftListTotal, LedgerEntry, TotalsState
from programmes.standards.money import in_hundred_millions
from programmes.totals import open_data
from programmes.totals.definitions import DONATIONS, DONORS, GIFT_LISTS, donor_facts_of, gift_list_facts


def touch():
    """Something public changed: the next visitor gets a new version."""
    state, _created = TotalsState.objects.get_or_create(pk=1)
    changed = {"version": F("version") + 1, "as_of": timezone.now(), "set_aside_vnd": _set_aside_vnd()}
    TotalsState.objects.filter(pk=state.pk).update(**changed)


def set_aside_moved(gift_list, entries):
    """Entries set money aside for a list or released it: public as soon as a rounded sum is another, or is new."""
    # Held, else two officers could each add what rounds to nothing.
    state, _created = TotalsState.objects.select_for_update().get_or_create(pk=1)
    of_round = LedgerEntry.objects.filter(gift_list__round=gift_list.round_id)
    before = open_data.set_aside(of_round.exclude(pk__in=[entry.pk for entry in entries]))
    if set(before) != set(open_data.set_aside(of_round)) or state.set_aside_vnd != _set_aside_vnd():
        touch()


def _set_aside_vnd():
    funding = Account.objects.filter(kind=Account.Kind.FUNDING)
    return in_hundred_millions(int(funding.aggregate(sum=Sum("balance_vnd", default=0))["sum"]))


def label_as_sample():
    """From now on the public pages say that these records are sample data."""
    touch()
    TotalsState.objects.update(is_sample=True)


def add(total, cells):
    """Add cells (dicts of keys and measures) to the table of `total`, all in one upsert."""
    rows = [[cell[name] for name in total.columns] for cell in cells]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_upsert(total, f"VALUES ({', '.join(['%s'] * len(total.columns))})"), rows)


def add_counted(total, facts):
    """The same of cells that the database counts itself (`total.facts`), in one statement."""
    try:
        told, parameters = facts.query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking that nothing is counted, as of no list at all
        return
    with connection.cursor() as cursor:
        # Without the WHERE, SQLite takes ON CONFLICT for the condition of a join.
        cursor.execute(_upsert(total, f"SELECT * FROM ({told}) cells WHERE 1 = 1"), parameters)


def _upsert(total, source):
    quote = connection.ops.quote_name
    table = quote(total.model._meta.db_table)
    sums = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in total.measures)
    return (
        f"INSERT INTO {table} ({', '.join(map(quote, total.columns))}) {source} "
        f"ON CONFLICT ({', '.join(map(quote, total.keys))}) DO UPDATE SET {sums}"
    )


def donation_approved(donation):
    """Count one approved donation, or take one back where the donation is a reversal."""
    measures = {"donations": -1 if donation.reverses_id else 1, "amount_vnd": donation.amount_vnd}
    year = donation.received_on.year
    add(DONATIONS, [{"year": year, "programme_id": donation.programme_id, "form": donation.form, **measures}])
    touch()  # held before the donor is looked at: two records become one under the same lock
    donor = _one(donation.donor_id)
    add(DONORS, [{"year": year, "donor_id": donor, "is_anonymous": donation.is_anonymous, **measures}])


def _one(donor_id):
    """The record that stands for the donor of this one, as it is now."""
    return Donor.objects.filter(pk=donor_id).values_list(Coalesce("same_as", "pk"), flat=True).get()


def donors_joined(records):
    """Recompute what records of one donor, or of several that were one, have given; `records` are all of them."""
    DonorTotal.objects.filter(donor__in=records).delete()
    add_counted(DONORS, donor_facts_of(records))


def donation_moved(donation, before):
    """Count a donation where it now belongs and no longer where it did; `before` maps what moved to its old values."""
    touch()
    year, by_programme, by_donor = donation.received_on.year, [], []
    for sign, programme, donor, is_anonymous in (
        (-1, before["programme"], before["donor"], before["is_anonymous"]),
        (1, donation.programme, donation.donor, donation.is_anonymous),
    ):
        measures = {"year": year, "donations": sign, "amount_vnd": sign * donation.amount_vnd}
        by_programme.append({"programme_id": programme.pk, "form": donation.form, **measures})
        by_donor.append({"donor_id": _one(donor.pk), "is_anonymous": is_anonymous, **measures})
    add(DONATIONS, by_programme)
    add(DONORS, by_donor)


def gift_lists_changed(list_ids):
    """Recompute what the given lists hold; called after any change of their gifts."""
    GiftListTotal.objects.filter(gift_list__in=list_ids).delete()
    add_counted(GIFT_LISTS, gift_list_facts(Gift.objects.filter(gift_list__in=list_ids)))
