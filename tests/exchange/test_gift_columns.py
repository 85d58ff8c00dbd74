"""A column of the gift file is declared once: what it is stored in, compared by, shown and written as follows."""

import pytest
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured

from programmes.exchange.columns.choices import one_of
from programmes.exchange.columns.column import Column, as_text
from programmes.exchange.gifts.entries import line_class
from programmes.exchange.gifts.judge import GiftJudge
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.layouts.gifts import COLUMNS, HEADINGS
from programmes.exchange.writing import cells
from programmes.exchange.writing.export import export_file
from programmes.models import AuditEvent, Gift, Recipient
from tests import sheets
from tests.exchange.doors import counts, judge, take_in

MADE_UP = Column(
    "delivery", "Hình thức giao", cells.label("delivery", Gift.Delivery), one_of(Gift.Delivery), detail_of=Gift
)


@pytest.fixture
def with_made_up_column(monkeypatch):
    """The gift file has a column more, of a field that no column brings so far."""
    columns, headings = (*COLUMNS, MADE_UP), HEADINGS | {MADE_UP.name: MADE_UP.heading}
    line = line_class(columns)
    layout = LAYOUTS["gifts"]._replace(
        columns=columns, judge=lambda task, findings: GiftJudge(task, findings, line, headings)
    )
    monkeypatch.setitem(LAYOUTS, "gifts", layout)


@pytest.mark.django_db
@pytest.mark.usefixtures("with_made_up_column")
def test_a_new_column_is_stored_compared_shown_and_read_back_by_its_declaration_alone(officer, round_, tmp_path):
    told, silent = sheets.a_line(1, **{MADE_UP.heading: "điện tử"}), sheets.a_line(2)
    group = {"Nhóm người nhận": "Bản Mới", "Số lượng": "9", "Loại quà": "quà Tết", "Số tiền (đồng)": "900.000"}
    path = sheets.a_csv(tmp_path, [told, silent, group])
    assert take_in(path, "gifts", officer, round_).new == 3
    assert list(Gift.objects.order_by("pk").values_list("delivery", flat=True)) == ["electronic", "paper", "paper"]
    assert judge(path, "gifts", officer, round_).unchanged == 3

    changed = {MADE_UP.heading: "điện tử", "Ghi chú": "gửi bà Lò"}
    path = sheets.a_csv(tmp_path, [told, {**silent, **changed}, {**group, **changed}])
    report = judge(path, "gifts", officer, round_).report
    assert [words for _line, _who, words in report["samples"]["changed"]] == [
        "ghi chú: (trống) → gửi bà Lò; hình thức giao: bản giấy, hiện vật → điện tử"
    ] * 2
    assert take_in(path, "gifts", officer, round_).changed == 2
    assert set(Gift.objects.values_list("delivery", flat=True)) == {"electronic"}
    corrections = AuditEvent.objects.filter(verb="correct").values_list("before", "after")
    assert [(before["delivery"], after) for before, after in corrections] == [("paper", {"delivery": "electronic"})] * 2
    assert not AuditEvent.objects.filter(before__has_key="note")

    path = tmp_path / "o.xlsx"
    export_file(path, LAYOUTS["gifts"], Gift.objects.all())
    assert [row[-1] for row in sheets.cells_of(path)] == [MADE_UP.heading, *["điện tử"] * 3]
    again = judge(path, "gifts", officer, round_)
    assert counts(again) == {"new": 0, "changed": 0, "unchanged": 3, "rejected": 0}


def test_a_column_that_would_be_read_and_lost_is_refused_at_the_start():
    column = Column("made_up", "Số thửa đất", cells.text("made_up"), as_text(20))
    with pytest.raises(ImproperlyConfigured, match="made_up"):
        line_class((*COLUMNS, column))
    with pytest.raises(FieldDoesNotExist, match="made_up"):
        line_class((*COLUMNS, column._replace(detail_of=Gift)))


def test_a_detail_is_written_from_the_fields_that_keep_it():
    for column in COLUMNS:
        if column.detail_of:
            path = "recipient__" if column.detail_of is Recipient else ""
            assert column.cells.paths == tuple(path + name for name in column.fields or (column.name,))
