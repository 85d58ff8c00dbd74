"""What is told of the rows of a file: in the order of their lines, whole, and in little memory."""

import random
import tracemalloc

from programmes.exchange import row_notes
from programmes.exchange.columns.column import Column, Memo
from programmes.exchange.row_notes import RowNote, RowNotes
from programmes.standards.dates import parse_day

SEED = 20251203


def some(count):
    rng = random.Random(SEED)
    codes, columns = ("date_unknown", "money_unknown"), ("Ngày sinh", "Số tiền")
    return [RowNote(rng.randrange(1, count), rng.choice(columns), rng.choice(codes), f"số {n}") for n in range(count)]


def notes_of(told):
    kept = RowNotes()
    for note in told:
        kept.append(note)
    return kept


def test_notes_are_read_in_the_order_of_lines_however_many_they_are(monkeypatch):
    monkeypatch.setattr(row_notes, "IN_MEMORY", 7)
    for count in (2, 6, 7, 8, 100):
        told = some(count)
        kept = notes_of(told)
        assert list(kept) == sorted(told)
        assert list(kept) == sorted(told), "and again"
        assert (len(kept), kept.first(3)) == (count, sorted(told)[:3])
        kept.append(told[0])
        assert list(kept) == sorted([*told, told[0]])


def test_notes_are_counted_by_line_and_the_first_of_each_code_is_known(monkeypatch):
    monkeypatch.setattr(row_notes, "IN_MEMORY", 7)
    told = some(100)
    kept = notes_of(told)
    for code in ("date_unknown", "money_unknown"):
        mine = [note for note in told if note.code == code]
        assert kept.rows_of()[code] == len({note.line for note in mine})
        assert kept.first_of(code) == min(mine)
    assert kept.rows_of()["never"] == 0


def test_a_column_of_faults_alone_keeps_none_of_the_rows_that_it_was_read_with():
    def read_a_block(number):
        rows = [[f"{number}-{row}-{cell}" for cell in range(20)] for row in range(2_000)]
        assert len(memo.read([cells[0] for cells in rows])) == 2_000
        memo.forget()

    memo = Memo(Column("received_on", "Ngày", parse_day), parse_day)
    tracemalloc.start()
    try:
        read_a_block(0)
        before = tracemalloc.get_traced_memory()[0]
        for number in range(1, 6):
            read_a_block(number)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 1_000_000
