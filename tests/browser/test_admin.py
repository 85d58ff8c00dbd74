"""The officers' side, as an officer meets it first: the login, the front page, lists and forms."""

import pytest

from tests.browser.desk import PASSWORD, log_in
from tests.browser.visitor import assert_none

OF_DJANGO = "select2-"  # its field that looks a record up builds itself without a name for those who hear it
LISTS = ("donation", "giftlist", "recipient", "publishedfigure")
ACCOUNT = tuple(f"/quan-tri/{name}/" for name in ("phien-dang-nhap", "xac-thuc-hai-buoc", "xac-nhan", "dat-mat-khau"))
FORMS = ("/quan-tri/programmes/donation/add/", "/quan-tri/programmes/donation/import/", "/quan-tri/password_change/")


@pytest.mark.parametrize("width", [360, 1366])
def test_the_pages_of_an_officer_are_sound(visitor, width):
    window = visitor(width=width)
    window.open("/quan-tri/login/")
    faults = {"login": window.faults() + window.axe()}
    log_in(window, "trunguong")
    for address in ("/quan-tri/", *(f"/quan-tri/programmes/{name}/" for name in LISTS), *FORMS, *ACCOUNT):
        window.open(address)
        faults[address] = window.faults() + [each for each in window.axe() if OF_DJANGO not in each]
    assert_none(faults)


@pytest.mark.parametrize("width", [360, 1366])
def test_the_filing_of_a_list_and_the_outcomes_of_its_event_are_sound(visitor, width):
    window = visitor(width=width)
    page = log_in(window, "nghean")
    faults = {}
    for record, words in (("giftlist/?state__exact=approved", "Hồ sơ cấp"), ("handoverevent/", "Kết quả và danh sách")):
        window.open(f"/quan-tri/programmes/{record}")
        page.click("#result_list tbody th a >> nth=0")
        page.click(f"a:has-text('{words}')")
        faults[words] = window.faults() + window.axe()
    assert_none(faults)


@pytest.mark.parametrize("width", [360, 1366])
def test_the_page_that_sets_up_a_second_factor_is_sound(visitor, width):
    window = visitor(width=width)
    page = window.open("/quan-tri/login/")
    page.fill("[name=username]", "haibuoc")
    page.fill("[name=password]", PASSWORD.format("haibuoc"))
    page.click("#login-form [type=submit]")
    page.wait_for_url("**/xac-thuc-hai-buoc/")
    assert_none({"second factor": window.faults() + window.axe()})
