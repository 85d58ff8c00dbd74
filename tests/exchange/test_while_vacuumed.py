"""An import is open while PostgreSQL cleans and counts the tables: what it counts then is not what the import sees."""

from threading import Event, Thread

import pytest
from django.db import connection

from programmes.exchange.desk import intake, store
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Gift, Recipient
from tests import sheets
from tests.colleagues import needs_postgresql

ROWS = 3000
READS_OF_A_ROW = 100  # a plan that walks through the others for each row reads thousands
TABLES = [model._meta.db_table for model in (Recipient, Gift)]


class Vacuuming(Thread):
    """VACUUM ANALYZE of the tables that the import fills, again and again, over a connection of its own."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended, self.times = Event(), 0

    def run(self):
        try:
            with connection.cursor() as cursor:
                while not self.ended.is_set():
                    cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
                    self.times += 1
        finally:
            connection.close()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.ended.set()
        self.join()


def reads():
    """Rows of the tables that were read, one after another or by an index, since the server counts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        read = "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables WHERE relname = ANY(%s)"
        cursor.execute(read, [TABLES])
        return cursor.fetchone()[0]


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_import_reads_each_row_a_few_times_though_the_database_counts_none_of_them(officer, round_, tmp_path):
    with sheets.a_csv(tmp_path, sheets.lines(ROWS)).open("rb") as file:
        batch = intake.receive(file, filename="ds.csv", layout=LAYOUTS["gifts"], by=officer, round_=round_)
    before = reads()
    with Vacuuming() as vacuuming:
        outcome = store.store_upload(batch)
    assert outcome.decision.new == ROWS
    assert vacuuming.times > 1
    assert ROWS < reads() - before < READS_OF_A_ROW * ROWS
