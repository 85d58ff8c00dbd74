"""The page of corrections, its feed and its data, and the page of checks: in words, and the same in every form."""

import xml.etree.ElementTree as ET

import pytest

from programmes.actions import corrections, periods
from programmes.models import ClosedPeriod
from programmes.templatetags.programmes import rounded
from programmes.totals import checks
from tests import factories as f
from tests.admin.pages import text_of
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def close(year=2025):
    return periods.close(ClosedPeriod(year=year), by=f.the_maker(f.headquarters()))


def a_correction(**of):
    proposed = corrections.propose(reason="Sao kê về muộn", by=f.an_officer(), **of)
    return corrections.approve(proposed, by=f.the_checker())


@pytest.fixture
def corrected():
    programme = f.a_programme(slug="so-the", name="Trao sổ, thẻ")
    donation = f.a_donation(amount_vnd=5_000_000, programme=programme)
    close()
    return a_correction(donation=donation)


def rows_of(client, table="corrections"):
    tables = {each["key"]: each for each in client.get("/dinh-chinh.json").json()["tables"]}
    return tables[table]["rows"]


def test_both_figures_stand_with_their_reason(client, corrected):
    found = [(row["period"], row["figure"], row["old"], row["new"], row["reason"]) for row in rows_of(client)]
    assert found == [
        ("tháng 3/2025", "Huy động năm 2025", 0, 5_000_000, "Sao kê về muộn"),
        ("tháng 3/2025", "Huy động năm 2025, chương trình Trao sổ, thẻ", 0, 5_000_000, "Sao kê về muộn"),
    ]
    text = text_of(client.get("/dinh-chinh/"))
    assert "Huy động năm 2025, chương trình Trao sổ, thẻ đồng 0 5.000.000 Sao kê về muộn" in text
    assert "5000000" in client.get("/dinh-chinh.csv").content.decode()


def test_a_proposal_is_not_public_yet(client):
    donation = f.a_donation()
    close()
    corrections.propose(donation=donation, reason="Sao kê về muộn", by=f.the_maker())
    assert rows_of(client) == []
    assert "Sao kê" not in text_of(client.get("/dinh-chinh/"))


def test_a_change_of_a_few_people_is_told_without_its_figures(client):
    gift = f.a_handover().gifts.first()
    close()
    a_correction(gift=gift)
    assert {(row["unit"], row["old"], row["new"]) for row in rows_of(client)} == {("không nêu",) * 3}
    why = "Quà đã trao năm 2025; liên quan đến ít người nên không nêu loại quà và số"
    assert [row["figure"] for row in rows_of(client)] == [why]
    assert why in client.get("/dinh-chinh/atom.xml").content.decode()
    for path in ("/dinh-chinh/", "/dinh-chinh.json", "/dinh-chinh.csv", "/dinh-chinh/atom.xml"):
        text = client.get(path).content.decode()
        assert "379080" not in text.replace(".", "")
        assert "758160" not in text.replace(".", "")


def test_the_page_says_where_old_versions_are(client):
    assert "các bản cũ vẫn xem được ở trang của từng số." in text_of(client.get("/dinh-chinh/"))


def test_closed_periods_are_listed(client):
    close()
    close(2024)
    assert [row["period"] for row in rows_of(client, "closed_periods")] == ["năm 2025", "năm 2024"]


def test_closing_a_period_is_news_for_a_visitor_who_has_the_page(client):
    before = client.get("/dinh-chinh/")["ETag"]
    assert client.get("/dinh-chinh/", headers={"If-None-Match": before}).status_code == 304
    close()
    assert "năm 2025" in text_of(client.get("/dinh-chinh/", headers={"If-None-Match": before}))


def test_the_feed_says_what_the_page_says(client, corrected):
    response = client.get("/dinh-chinh/atom.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)  # noqa: S314  our own text
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Đính chính tháng 3/2025"
    assert "Huy động năm 2025 (đồng): 0 → 5.000.000" in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}id").text == f"http://testserver/dinh-chinh/#dc-{corrected.pk}"
    assert 'type="application/atom+xml"' in client.get("/").content.decode()


def test_the_check_page_says_in_words_what_was_found(client):
    assert "Chưa kiểm tra" in text_of(client.get("/kiem-tra/"))
    f.a_handover()
    for check in checks.CHECKS:
        checks.run(check)
    text = text_of(client.get("/kiem-tra/"))
    assert "Tất cả các phép kiểm tra đều đạt." in text
    assert "✓ Đạt Số dư tài khoản" in text
    break_by_hand("UPDATE programmes_account SET balance_vnd = balance_vnd + 1 WHERE kind = 'spent'")
    checks.run(checks.CHECKS[0])
    text = text_of(client.get("/kiem-tra/"))
    assert "✗ Sai dưới 100 dòng Số dư tài khoản" in text
    assert "Tất cả" not in text


def test_a_count_of_rows_in_hundreds_says_that_it_is_about():
    assert [rounded(count) for count in (0, 40, 2299)] == ["0", "dưới 100", "khoảng 2.200"]


def test_the_data_of_the_checks_say_the_same(client):
    checks.run(checks.CHECKS[0])
    first, second = client.get("/kiem-tra.json").json()["tables"][0]["rows"][:2]
    assert (first["code"], first["verdict"], first["failures"]) == ("accounts", "đạt", 0)
    assert first["checked_at"].endswith("+07:00")
    assert (second["verdict"], second["rows"]) == ("chưa kiểm tra", None)
    assert "accounts" in client.get("/kiem-tra.csv").content.decode()


def test_the_pages_take_few_queries(client, corrected, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/dinh-chinh/")
    with django_assert_num_queries(2):
        client.get("/kiem-tra/")
