"""The public side speaks English below /en/; everything else is Vietnamese, whatever a browser asks for."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from programmes.standards.dates import format_day, format_day_in_table
from programmes.standards.money import format_number, format_short


def test_numbers_and_dates_have_english_form_on_the_english_side():
    with override("en"):
        assert format_number(185_055) == "185,055"
        assert format_short(54_380_000_000) == "54.38\u00a0billion đồng"
        assert format_day(date(2026, 3, 4)) == "4 March 2026"
        assert format_day_in_table(date(2026, 3, 4)) == "4 Mar 2026"


def test_links_of_an_english_page_stay_english():
    with override("en"):
        assert reverse("public:year", args=[2025]) == "/en/nam/2025/"
    with override("vi"):
        assert reverse("public:year", args=[2025]) == "/nam/2025/"


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "language"), [("/", "vi"), ("/en/", "en"), ("/quan-tri/login/", "vi")])
def test_an_address_says_the_same_to_every_browser(client, address, language):
    response = client.get(address, HTTP_ACCEPT_LANGUAGE="en" if language == "vi" else "vi")
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")
