"""Dates and numbers are read and written as Vietnamese offices write them."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import formats, timezone
from django.utils.translation import override
from django.views.i18n import JavaScriptCatalog

MARCH_4 = datetime.date(2026, 3, 4)


@pytest.fixture(autouse=True)
def vietnamese():
    with override("vi"):
        yield


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4/3/2026", MARCH_4),
        ("04/03/2026", MARCH_4),
        ("4-3-2026", MARCH_4),
        ("4.3.2026", MARCH_4),
        ("2026-03-04", MARCH_4),
        ("25/12/2025", datetime.date(2025, 12, 25)),
        ("29/02/2024", datetime.date(2024, 2, 29)),
    ],
)
def test_form_reads_the_day_first(text, day):
    assert forms.DateField().clean(text) == day


@pytest.mark.parametrize("text", ["12/25/2025", "29/02/2026", "31/4/2026", "hôm nay"])
def test_form_refuses_what_is_no_date_and_says_what_is(text):
    with pytest.raises(forms.ValidationError) as refusal:
        forms.DateField().clean(text)
    assert "ngày/tháng/năm" in refusal.value.messages[0]


@pytest.mark.parametrize("text", ["4/3/2026 14:30", "04/03/2026 14:30:00", "4/3/2026 14h30", "2026-03-04 14:30"])
def test_form_reads_date_and_time(text):
    moment = forms.DateTimeField().clean(text)
    assert timezone.localtime(moment).replace(tzinfo=None) == datetime.datetime(2026, 3, 4, 14, 30)


@pytest.mark.parametrize("text", ["14:30", "14:30:00", "14h30"])
def test_form_reads_time(text):
    assert forms.TimeField().clean(text) == datetime.time(14, 30)


def test_widgets_write_what_forms_read():
    assert 'value="04/03/2026"' in forms.DateInput().render("d", MARCH_4)
    moment = datetime.datetime(2026, 3, 4, 14, 30, 59)
    html = forms.DateTimeInput().render("m", moment)
    assert 'value="04/03/2026 14:30:59"' in html  # seconds are kept
    assert 'value="14:30:59"' in forms.TimeInput().render("t", moment.time())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATE_FORMAT", "4/3/2026"),
        ("SHORT_DATE_FORMAT", "04/03/2026"),
        ("DATETIME_FORMAT", "4/3/2026 09:05"),
        ("SHORT_DATETIME_FORMAT", "04/03/2026 09:05"),
        ("TIME_FORMAT", "09:05"),
        ("YEAR_MONTH_FORMAT", "tháng 3/2026"),
        ("MONTH_DAY_FORMAT", "4/3"),
    ],
)
def test_dates_on_the_screen(name, text):
    assert formats.date_format(datetime.datetime(2026, 3, 4, 9, 5), name) == text


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (52500000000, None, "52.500.000.000"),
        (185055, None, "185.055"),
        (999, None, "999"),
        (-1263600, None, "-1.263.600"),
        (Decimal("54.38"), None, "54,38"),
        (Decimal("1263600.5"), 2, "1.263.600,50"),
    ],
)
def test_numbers_on_the_screen(number, decimals, text):
    assert formats.number_format(number, decimals, use_l10n=True, force_grouping=True) == text


def test_dots_group_and_comma_separates_decimals_in_input(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    assert formats.sanitize_separators("1.263.600,5") == "1263600.5"
    assert formats.sanitize_separators("52.000") == "52000"


def test_date_picker_of_the_admin_uses_the_same_formats(rf):
    script = JavaScriptCatalog.as_view(packages=["django.contrib.admin"])(rf.get("/")).content.decode()
    first = {name: formats.get_format(name)[0] for name in ("DATE_INPUT_FORMATS", "TIME_INPUT_FORMATS")}
    assert first == {"DATE_INPUT_FORMATS": "%d/%m/%Y", "TIME_INPUT_FORMATS": "%H:%M:%S"}
    for name, value in first.items():
        assert script.split(f'"{name}": [', 1)[1].lstrip().startswith(f'"{value}"')
    assert '"FIRST_DAY_OF_WEEK": 1' in script
