"""A small invented world to look at the portal with. Everything in it is labelled as sample data on every page.

The same at each loading, written through the same actions as an officer's work, all of it or nothing.
"""

from django.db import connection, transaction

from programmes.management.reference import load_published_figures, load_reference
from programmes.management.sample.desk import Desk
from programmes.management.sample.giving import Giving
from programmes.management.sample.lists import Lists
from programmes.management.sample.logins import ensure_logins
from programmes.models import Donation, Donor, GiftList, Officer, Recipient, TotalsState
from programmes.totals.apply import label_as_sample

REAL_RECORDS = (Officer, Donor, Donation, GiftList, Recipient)


def is_loaded():
    """Whether the records of this database are the sample."""
    return TotalsState.of_sample().exists()


def holds_real_records():
    """Whether somebody has worked in this database; it may not even have tables yet."""
    tables = set(connection.introspection.table_names())
    if TotalsState._meta.db_table in tables and is_loaded():
        return False
    return any(model._meta.db_table in tables and model.objects.exists() for model in REAL_RECORDS)


def fill(officers):
    """Some two thousand gifts, with something of everything."""
    for part in (Giving, Lists, Desk):
        part(officers).load()


@transaction.atomic
def load(folder, fill=fill):
    """Reference data of `folder`, logins and sample records; what is there already stays as it is.

    `fill` enters the records, given the officers by username. Says whether they are new.
    """
    load_reference(folder)
    officers = ensure_logins()
    load_published_figures(folder, officers["trunguong"])
    if is_loaded():
        return False
    label_as_sample()
    fill(officers)
    return True
