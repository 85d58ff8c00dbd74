"""The officers' side as each role meets it, every page on a desk and on a phone."""

from functools import partial

import pytest
from django.template.loader import render_to_string

from tests.browser.desk import HOME, PASSWORD, in_both_widths, log_in, send_login
from tests.browser.visitor import assert_none

TABLES = f"{HOME}programmes/"
OF_STRANGERS = ("login/", "dat-mat-khau/")
OF_ACCOUNT = ("phien-dang-nhap/", "xac-thuc-hai-buoc/", "xac-nhan/", "password_change/", "logout/", "khong-co/")
OF_HELP = ("tim/", "tro-giup/", "tro-giup/danh-sach-tang/", "tro-giup/phim-tat/")
# Below TABLES, for each to whom the page shows most or whom it turns away; number 1 is what records.py has entered.
PAGES = {
    "nghean": (
        *("donor/", "donor/add/", "donation/add/", "gift/add/", "handoverevent/add/", "donation/import/", "officer/"),
        *("recipient/", "recipient/1/change/", "recipient/1/xem-du/", "recipient/1/history/", "recipient/0/change/"),
        *("recipient/da-nhan-chua/", "recipient/giong-nhau/", "giftlist/lap-tiep-theo/"),
        *("rightsrequest/", "rightsrequest/add/", "rightsrequest/1/change/", "rightsrequest/1/viec/tra-loi/"),
        *("rightsrequest/1/phieu/", "rightsrequest/1/du-lieu/"),
        *("feedback/", "feedback/1/change/", "feedback/1/viec/tra-loi/", "feedback/1/viec/giao/", "feedback/1/xem-du/"),
    ),
    "pheduyet": ("rightsrequest/2/change/", "rightsrequest/2/viec/xoa-danh-tinh/"),
    "trunguong": (
        *("donation/", "giftlist/", "publishedfigure/", "donor/1/xem-du/", "auditevent/", "auditevent/1/change/"),
        *("auditevent/da-xem-ai/", "../toan-quoc/", "donor/khen-thuong/"),
        *("breach/", "breach/1/change/", "breach/1/viec/ket-thuc/", "breach/1/in/"),
        *("programmetarget/add/", "round/5/change/", "giftlist/1/change/", "giftlist/1/ghi-chu/"),
        *("impactassessment/", "impactassessment/add/", "impactassessment/1/in/"),
    ),
    "quantri": ("officer/", "officer/add/", "officer/1/change/", "officer/1/password/", "rightsrequest/1/change/"),
}


def faults_of(window):
    """What axe finds comes last: it tries styles out, which the policy of the site stops."""
    return in_both_widths(window, window.faults) + in_both_widths(window, partial(window.axe, also=["target-size"]))


def faults_at(window, addresses):
    faults = {}
    for address in addresses:
        window.open(address)
        faults[address] = faults_of(window)
    return faults


def test_the_pages_before_the_login_are_sound(visitor):
    assert_none(faults_at(visitor(), [HOME + path for path in OF_STRANGERS]))


@pytest.mark.parametrize("username", PAGES)
def test_the_pages_of_an_officer_are_sound(visitor, username):
    window = visitor()
    log_in(window, username)
    faults = {"front page": faults_of(window)}
    own = (*OF_ACCOUNT, *OF_HELP) if username == "nghean" else ()
    assert_none(faults | faults_at(window, [HOME + path for path in own] + [TABLES + path for path in PAGES[username]]))


def test_a_box_that_looks_records_up_says_what_it_is_for_and_fits_the_form(visitor):
    window = visitor()
    page = log_in(window, "trunguong")
    window.open(f"{TABLES}donation/add/")
    page.get_by_role("combobox", name="Chương trình").click()
    page.get_by_role("searchbox", name="Chương trình").fill("Tết ấm")
    page.get_by_role("option", name="Tết ấm cho bệnh nhân").click()
    page.get_by_role("combobox", name="Đợt").click()
    page.get_by_role("option", name="Tết Bính Ngọ 2026").wait_for()
    told = page.locator(".select2-results__option").all_inner_texts()
    assert len(told) == 3
    assert all(each.endswith(" · Tết ấm cho bệnh nhân") for each in told)


def test_keys_search_walk_open_and_mark_are_silent_in_fields_and_can_be_switched_off(visitor):
    window = visitor()
    page = log_in(window, "nghean")
    window.open(f"{TABLES}donation/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find-all"
    page.keyboard.type("/?g")
    assert page.input_value("#find-all") == "/?g"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    assert page.locator("#result_list tbody tr >> nth=1").locator(".action-select").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")
    page.keyboard.press("?")
    page.wait_for_url("**/tro-giup/khoan-ung-ho/")
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url(f"**{HOME}")
    window.open(f"{HOME}tro-giup/phim-tat/")
    page.click("#keys-off")
    page.keyboard.press("?")
    page.keyboard.press("/")
    assert page.url.endswith("phim-tat/")
    assert page.evaluate("document.activeElement.id") == "keys-off"


def test_the_filing_of_a_list_and_the_outcomes_of_its_event_are_sound(visitor):
    window = visitor()
    page = log_in(window, "nghean")
    faults = {}
    for record, words in (("giftlist/?state__exact=approved", "Hồ sơ cấp"), ("handoverevent/", "Kết quả và danh sách")):
        window.open(TABLES + record)
        page.click("#result_list tbody th a >> nth=0")
        page.click(f"a:has-text('{words}')")
        faults[words] = faults_of(window)
    assert_none(faults)


def test_who_leaves_a_form_with_what_is_not_stored_is_asked_and_who_stores_it_is_not(visitor):
    window, asked = visitor(), []
    page = log_in(window, "nghean")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    window.open(f"{TABLES}recipient/1/change/")
    page.wait_for_timeout(100)  # the script looks at the form a moment after loading
    page.fill("#id_address", "Xóm 7")
    page.fill("#id_note-text", "Đã gọi điện.")
    page.click("button[name=note]")
    page.click(".breadcrumbs a >> nth=0")
    page.wait_for_timeout(200)
    assert asked == ["beforeunload", "beforeunload"]
    assert page.input_value("#id_note-text") == "Đã gọi điện."
    page.fill("#id_note-text", "")
    page.click("input[name=_continue]")
    page.wait_for_load_state("load")
    page.click(".breadcrumbs a >> nth=0")
    page.wait_for_url(f"**{HOME}")
    assert len(asked) == 2


def test_the_page_that_sets_up_a_second_factor_is_sound(visitor):
    window = visitor()
    page = window.open(f"{HOME}login/")
    send_login(page, "haibuoc", PASSWORD.format("haibuoc"))
    page.wait_for_url("**/xac-thuc-hai-buoc/")
    assert_none({"second factor": faults_of(window)})


def test_the_page_of_an_error_is_sound(visitor):
    window = visitor()
    body = render_to_string("500.html", {"layout": "admin/error.html", "told": "Đã xảy ra lỗi ngoài dự kiến."})
    window.page.route("**/loi/", lambda route: route.fulfill(status=500, body=body, content_type="text/html"))
    assert_none(faults_at(window, [f"{HOME}loi/"]))


@pytest.mark.parametrize("width", [360, 800, 1024, 1366])
def test_the_header_leaves_the_screen_to_the_work(visitor, width):
    window = visitor(width=width)
    log_in(window, "nghean")
    assert window.page.locator("#header").bounding_box()["height"] < 200


def test_a_field_of_a_form_ends_before_the_edge_of_a_phone(visitor):
    window = visitor(width=360)
    log_in(window, "trunguong")
    cut = """() => [...document.querySelectorAll('.form-row :is(input, select, textarea)')]
      .filter(each => each.checkVisibility())
      .filter(each => each.getBoundingClientRect().right > each.closest('.form-row').getBoundingClientRect().right)
      .map(each => each.name)"""
    addresses = (f"{TABLES}breach/add/", f"{TABLES}donor/add/", f"{HOME}password_change/", f"{TABLES}officer/add/")
    assert_none({address: window.open(address).evaluate(cut) for address in addresses})
