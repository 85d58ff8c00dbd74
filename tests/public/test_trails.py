"""The donor's trail and receipt: behind the code, for nobody's index, cache or log, and not to be guessed."""

import logging
import re

import pytest
from django.core.cache import cache
from django.test import RequestFactory, override_settings
from django.utils.html import escape

from bhxh_portal.logs import QuietFormatter
from programmes.access.tries import TRIES
from programmes.actions import donations, moves
from programmes.models import Donor, GiftKind
from programmes.public import throttle
from programmes.public.sentences import name_of
from programmes.rules import trails
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_failed_yet():
    cache.clear()


def address(donation, part=""):
    return f"/theo-doi/{trails.code_of(donation)}/{part}"


def body(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " ").split())


def a_given_donation(**over):
    gift_list = f.a_submitted_list(gifts=12)
    donation = f.means_for(gift_list, left=41_840, **over)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    f.a_handover([gift_list])
    return donation


def test_the_form_leads_to_the_page_of_the_code(client):
    donation = f.an_approved_donation()
    typed = trails.written(trails.code_of(donation)).lower().replace("-", " ")
    response = client.post("/theo-doi/", {"ma": typed})
    assert (response.status_code, response["Location"]) == (302, address(donation))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("<123", "Mã gồm 16 chữ cái và chữ số, in trên biên nhận"),
        ("uh-0000098", "Đó chưa phải mã theo dõi. Số chứng từ UH-… không dùng để theo dõi."),
    ],
)
def test_what_is_no_code_is_told_so_on_the_form_and_stays_there(client, typed, told):
    answer = client.post("/theo-doi/", {"ma": typed})
    assert told in body(answer)
    assert f'value="{escape(typed)}"' in answer.content.decode()


def test_a_link_to_the_form_that_was_shared_takes_a_code_too(client):
    donation = f.an_approved_donation()
    answer = client.post("/theo-doi/?fbclid=1&fbclid=2", {"ma": trails.code_of(donation)})
    assert (answer.status_code, answer["Location"]) == (302, address(donation))


def test_the_trail_tells_every_dong(client):
    text = body(client.get(address(a_given_donation())))
    assert "Khoản ủng hộ 4.590.800 đồng" in text
    assert "Nhận ngày 2/1/2025" in text
    assert "ngày 20/12/2025 12 thẻ BHYT, Nghệ An Nhà văn hóa xã Mường Xén · 4.548.960 đồng" in text
    assert "4.590.800 = 4.548.960 + 41.840 đồng" in text


def test_gifts_are_called_as_on_every_other_page(client):
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, group_name="Người cao tuổi xã Minh Họa", quantity=120)
    f.gift_lists.submit(gift_list, by=f.the_maker())
    donation = f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    f.a_handover([gift_list])
    assert f"120 {name_of(GiftKind.HEALTH_CHECK)}, Nghệ An" in body(client.get(address(donation)))


def test_what_a_small_share_became_is_told_without_its_number(client):
    gift_list = f.a_submitted_list(gifts=15)
    donation = f.an_approved_donation(round=gift_list.round, office=f.headquarters(), amount_vnd=3 * 379_080)
    f.means_for(gift_list)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    f.a_handover([gift_list])
    text = body(client.get(address(donation)))
    assert "Phần còn lại 1.137.240 đồng" in text
    assert "có thể lộ số ít người" in text
    assert "Đã góp vào buổi trao" not in text


def test_the_trail_names_neither_donor_nor_recipient(client):
    donation = a_given_donation()
    text = body(client.get(address(donation)))
    assert donation.donor.name not in text
    assert "Vừ Thị" not in text


def test_a_donation_that_was_moved_says_from_where_and_keeps_its_code(client):
    donation = f.an_approved_donation(programme=f.a_programme(name="Sổ, thẻ"))
    for after in (
        {"programme": f.a_programme(name="Quà Tết")},
        {"donor": f.a_donor()},
        {"earmark": f.a_province("11")},
    ):
        moves.approve(moves.propose(donation, reason="Nhầm", by=f.the_maker(), **after), by=f.the_checker())
        donation.refresh_from_db()
    told = body(client.get(address(donation)))
    assert "cho chương trình “Quà Tết”" in told
    assert "dành cho tỉnh Điện Biên" in told
    assert told.count("khoản này được chuyển từ chương trình “Sổ, thẻ” sang “Quà Tết”, do một cán bộ") == 1
    assert told.count("đợt hoặc tỉnh của khoản này được ghi lại như trên") == 1
    assert "Quà Tết" in body(client.get(address(donation, "bien-nhan/")))


def test_a_reversed_donation_says_so(client):
    donation = f.an_approved_donation()
    opposite = donations.reverse(donation, reason="Nhầm với Trần Thị Bí Mật", by=f.the_maker())
    donations.approve(opposite, by=f.the_checker())
    text = body(client.get(address(donation)))
    assert "Khoản này đã được hủy ghi nhận ngày" in text
    assert "0 đồng" not in text.split("Khoản này đã được hủy")[1]
    assert "Bí Mật" not in text
    assert "Đã hủy ghi nhận: khoản này không còn được tính" in body(client.get(address(donation, "bien-nhan/")))


def test_a_trail_that_does_not_add_up_shows_no_sums(client):
    donation = a_given_donation()
    break_by_hand("DELETE FROM programmes_giftpayment")
    text = body(client.get(address(donation)))
    assert "đang được đối chiếu lại" in text
    assert "4.548.960" not in text


def test_a_wrong_code_is_not_found_and_calmly_so(client):
    response = client.get("/theo-doi/AAAABBBBCCCCDDDD/")
    assert response.status_code == 404
    assert "Không có khoản ủng hộ nào mang mã này" in body(response)


@pytest.mark.parametrize("part", ["", "bien-nhan/"])
def test_nothing_behind_a_code_is_kept_indexed_or_handed_on(client, part):
    donation = f.an_approved_donation()
    asked = [f"{address(donation, part)}{query}" for query in ("", "?fbclid=1", "?x=1")]
    for path in (*asked, f"/theo-doi/AAAABBBBCCCCDDDD/{part}"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_pledge_a_waiting_donation_and_a_reversal_have_no_trail(client):
    donation = f.an_approved_donation()
    opposite = donations.reverse(donation, reason="Ghi trùng", by=f.the_maker())
    opposite = donations.approve(opposite, by=f.the_checker())
    for other in (f.a_donation(), opposite):
        assert client.get(address(other)).status_code == 404


def test_who_fails_too_often_waits_also_with_a_right_code(client):
    donation = f.an_approved_donation()
    for _each in range(TRIES):
        assert client.get("/theo-doi/AAAABBBBCCCCDDDD/").status_code == 404
    response = client.get(address(donation))
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Xin chờ 15 phút" in body(response)
    assert client.get(address(donation), REMOTE_ADDR="203.0.113.9").status_code == 200


def test_right_codes_are_not_counted(client):
    donation = f.an_approved_donation()
    answers = {client.get(address(donation)).status_code for _each in range(TRIES + 2)}
    assert answers == {200}


@pytest.mark.parametrize("production", [False, True])
@pytest.mark.parametrize(
    ("remote", "address"),
    [("2001:db8::1", "2001:db8::/64"), ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9")],
)
def test_addresses_of_one_household_are_one_and_a_made_up_header_is_none(remote, address, production):
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR="198.51.100.1")
    with override_settings(PRODUCTION=production):
        assert throttle.address_of(request) == address


def test_behind_a_proxy_of_ours_the_visitor_is_told_apart_as_at_the_login(client, settings):
    settings.PROXIES = 1
    guesses = [
        client.get("/theo-doi/AAAABBBBCCCCDDDD/", headers={"X-Forwarded-For": f"{number}, 203.0.113.9"})
        for number in range(TRIES + 1)
    ]
    assert [guess.status_code for guess in guesses] == [404] * TRIES + [429]
    other = client.get("/theo-doi/AAAABBBBCCCCDDDD/", headers={"X-Forwarded-For": "198.51.100.1"})
    assert other.status_code == 404


def test_the_code_does_not_reach_the_log(client, caplog):
    client.get("/theo-doi/AAAABBBBCCCCDDDD/bien-nhan/?x=1")
    lines = [QuietFormatter("%(message)s").format(record) for record in caplog.records]
    assert lines == ["Bad Request: /theo-doi/…/bien-nhan/"]
    assert any("AAAABBBBCCCCDDDD" in record.getMessage() for record in caplog.records)
    assert logging.getLogger("django.request").handlers == []


def test_the_address_is_for_reading_only(client):
    donation = f.an_approved_donation()
    for method in (client.post, client.put, client.delete):
        assert method(address(donation)).status_code == 405


def test_the_receipt_tells_the_amount_twice_and_carries_the_code(client):
    donation = f.an_approved_donation(amount_vnd=50_000_000)
    response = client.get(address(donation, "bien-nhan/"))
    text = body(response)
    assert "50.000.000 đồng" in text
    assert "Năm mươi triệu đồng." in text
    assert trails.written(trails.code_of(donation)) in text
    assert "<svg" in response.content.decode()
    assert donation.code not in text


@pytest.mark.parametrize(
    ("kind", "is_anonymous", "consented_on", "is_named"),
    [
        (Donor.Kind.ENTERPRISE, False, None, True),
        (Donor.Kind.ENTERPRISE, True, None, False),
        (Donor.Kind.INDIVIDUAL, False, None, False),
        (Donor.Kind.INDIVIDUAL, False, "2025-01-02", True),
    ],
)
def test_behind_the_code_only_those_are_named_whom_the_public_pages_name(
    client, kind, is_anonymous, consented_on, is_named
):
    donor = f.a_donor(kind=kind, name="Trần Văn Minh Họa", consented_on=consented_on)
    donation = f.an_approved_donation(donor=donor, is_anonymous=is_anonymous)
    text = body(client.get(address(donation, "bien-nhan/")))
    assert ("Trần Văn Minh Họa" in text) is is_named
    assert ("Quý nhà hảo tâm" in text) is not is_named


def test_the_form_is_in_the_sitemap_and_no_code_is(client):
    f.an_approved_donation()
    found = re.findall(r"testserver(/theo-doi/[^<]*)<", client.get("/sitemap.xml").content.decode())
    assert found == ["/theo-doi/"]
