"""Every page, file and paper with three more kinds of gifts; test_more_kinds.py runs this in a process of its own.

The records are those of the sample, which shows every kind: bicycles at Tết, cards of pupils among the cards.
"""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from programmes.actions import corrections, donors, gift_lists, periods
from programmes.admin.site import site
from programmes.management.reference import load_reference
from programmes.management.sample import lists as sample_lists
from programmes.management.sample.logins import ensure_logins
from programmes.models import ClosedPeriod, Conflict, Donation, Donor, Gift, GiftKind, HandoverEvent, Officer, Round
from programmes.public import indexes
from programmes.rules import trails
from programmes.rules.doubts import doubts_of_gift
from tests import factories as f
from tests import sheets
from tests.admin import pages as admin_pages
from tests.admin.pages import changelist, text_of
from tests.exchange.doors import codes, counts, judge, take_in

EVENT = "admin:programmes_handoverevent"
PLANS = {("tet-at-ty-2025", "01"), ("so-the-2025", "96"), ("so-the-2026", "40")}
PERSON = {"Đối tượng": "hộ cận nghèo", "Số tháng": "", "Từ tháng": "", "NSNN hỗ trợ": ""}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A part of the sample, once: a list of Tết and one of cards that are handed over, and a draft."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        load_reference(settings.BASE_DIR / "fixtures")
        officers = ensure_logins()
        headquarters = officers["trunguong"]
        staff = Donor(kind=Donor.Kind.STAFF, name="Tập thể công chức (minh họa)", office=headquarters.office)
        donors.register(staff, by=headquarters)
        patch.setattr(
            sample_lists, "PLANS", [plan for plan in sample_lists.PLANS if (plan.round, plan.province) in PLANS]
        )
        sample_lists.Lists(officers).load()


@pytest.fixture(autouse=True)
def _in_the_sample(db):
    """Each test changes it for itself alone."""


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def officer():
    return Officer.objects.get(username="nghean")


@pytest.fixture
def staff_client():
    client = Client()
    client.force_login(f.a_superuser())
    return client


def given(kind):
    return Gift.objects.filter(kind=kind, event__isnull=False)


def in_three_forms(client, address):
    """What a page shows, its table of data and its lines of CSV."""
    stem = address.rstrip("/") or "/index"
    return [text_of(client.get(address)), *(client.get(f"{stem}.{form}").content.decode() for form in ("json", "csv"))]


def test_every_public_page_counts_them_under_their_heading_and_in_their_unit(client):
    (bicycles,), (cards,) = (
        HandoverEvent.objects.filter(gifts__kind=kind).distinct() for kind in (GiftKind.BICYCLE, GiftKind.PUPIL_CARD)
    )
    shown = {}
    for address in indexes.addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        shown[address] = text_of(response)
    both, bicycles_alone = ("/", "/nam/2025/"), ("/chuong-trinh/tet-am/", "/tinh/ha-noi/")
    for address in (*both, *bicycles_alone):
        page, *files = in_three_forms(client, address)
        assert all("Xe đạp" in text for text in (page, *files)), address
        assert all("Thẻ học sinh" in text for text in files), address
        assert ("Thẻ học sinh" in page) is (address in both), address  # a page draws no column of zeros
    assert "Sổ, thẻ, suất, người, chiếc và suất học bổng là những đơn vị khác nhau" in shown["/"]
    row = client.get("/tinh/ha-noi.json").json()["tables"][0]["rows"][0]
    assert row[GiftKind.BICYCLE] == given(GiftKind.BICYCLE).count() > 10
    for event, name, unit in ((bicycles, "Xe đạp", "chiếc"), (cards, "Thẻ học sinh", "thẻ")):
        text, data, lines = in_three_forms(client, f"/trao-tang/{event.pk}/")
        assert re.search(rf"{name} \d+ {unit}", text)
        assert f'"kind": "{name}"' in data
        assert f'"unit": "{unit}"' in data
        assert f"kind,Loại quà,{name}" in lines
        assert f"unit,Đơn vị,{unit}" in lines


def test_the_trail_and_the_receipt_of_the_donor_name_them(client):
    for kind, words in ((GiftKind.BICYCLE, "chiếc xe đạp đến trường"), (GiftKind.PUPIL_CARD, "thẻ BHYT học sinh")):
        givers = Donation.objects.filter(payments__gift__in=given(kind)).distinct()
        addresses = [f"/theo-doi/{trails.code_of(donation)}/" for donation in givers]
        assert any(words in text_of(client.get(address)) for address in addresses)
        assert {client.get(f"{address}bien-nhan/").status_code for address in addresses} == {200}


def test_a_correction_names_them_to_the_approver_and_in_public_once_they_are_many(client, staff_client):
    gift, headquarters = given(GiftKind.BICYCLE).first(), Officer.objects.get(username="trunguong")
    periods.close(ClosedPeriod(year=2025), by=headquarters)
    proposed = corrections.propose(gift=gift, reason="Xe hỏng, đã trả lại", by=f.the_maker(f.headquarters()))
    done = corrections.approve(proposed, by=f.the_checker())
    for address in ("/dinh-chinh/", "/dinh-chinh.json", "/dinh-chinh.csv", "/dinh-chinh/atom.xml"):
        shown = client.get(address).content.decode()
        assert "không nêu" in shown, address
        assert "xe đạp" not in shown, address
    assert re.search(r"xe đạp đến trường: \d+ → \d+ chiếc", text_of(staff_client.get(admin_pages.page(done))))
    many = given(GiftKind.BICYCLE).first().event.gifts.filter(kind=GiftKind.BICYCLE)
    for gift in many:
        proposed = corrections.propose(gift=gift, reason="Xe hỏng", by=f.the_maker(f.headquarters()))
        corrections.approve(proposed, by=f.the_checker())
    for address in ("/dinh-chinh/", "/dinh-chinh.json", "/dinh-chinh.csv", "/dinh-chinh/atom.xml"):
        assert "Đã trao năm 2025, xe đạp đến trường" in client.get(address).content.decode(), address


def test_every_list_and_form_of_the_officers_opens(staff_client):
    for model, admin in site._registry.items():
        name = model._meta.model_name
        if not admin.has_module_permission(staff_client.get("/quan-tri/").wsgi_request):
            continue
        assert staff_client.get(changelist(name)).status_code == 200, name
        assert staff_client.get(admin_pages.adding(name)).status_code in {200, 403}, name
        for record in model.objects.all()[:1]:
            assert staff_client.get(admin_pages.page(record)).status_code == 200, record
    shown = staff_client.get(changelist("gift"), {"kind__exact": GiftKind.BICYCLE})
    assert {gift.kind for gift in admin_pages.rows(shown)} == {GiftKind.BICYCLE}
    for kind in (GiftKind.BICYCLE, GiftKind.PUPIL_CARD):
        gift = given(kind).first()
        assert str(kind.label) in text_of(staff_client.get(admin_pages.page(gift)))
        outcomes, sheet = (reverse(f"{EVENT}_{view}", args=[gift.event_id]) for view in ("outcomes", "sheet"))
        assert str(kind.label) in text_of(staff_client.get(outcomes))
        assert str(kind.label) in text_of(staff_client.post(sheet))
    assert "1.263.600" in text_of(
        staff_client.get(admin_pages.page(given(GiftKind.PUPIL_CARD).filter(months=12).first()))
    )


def test_a_file_gives_them_by_any_of_their_words_and_an_export_is_read_back(officer, tmp_path):
    round_ = Round.objects.get(slug="so-the-2026")
    plain = {**PERSON, "Số tiền (đồng)": "1.500.000"}
    bicycles = ["Xe đạp đến trường", "xe dap", "01 xe đạp học sinh", "bicycle_for_school"]
    rows = [sheets.a_line(number, **plain, **{"Loại quà": word}) for number, word in enumerate(bicycles, 1)]
    group = dict.fromkeys(("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"), "")
    rows.append({**sheets.a_line(5, **plain), **group, "Nhóm người nhận": "Trường A", "Số lượng": "20 chiếc"})
    rows[-1]["Loại quà"] = "xe đạp"
    card = {"Loại quà": "BHYT học sinh", "Từ tháng": "12/2026", "Số tiền (đồng)": "", "NSNN hỗ trợ": ""}
    rows.append(sheets.a_line(6, **card))
    total = {"Họ và tên": "Tổng cộng: 25 chiếc"}
    path = sheets.a_csv(tmp_path, [*rows, total])
    told = judge(path, "gifts", officer, round_)
    assert (codes(told), told.control["people"]) == ([], 25)
    assert "xe đạp đến trường, 20 chiếc" in str(told.samples)
    assert counts(take_in(path, "gifts", officer, round_)) == {"new": 6, "changed": 0, "unchanged": 0, "rejected": 0}
    assert Gift.objects.get(group_name__startswith="Trường A").quantity == 20
    assert Gift.objects.filter(kind=GiftKind.PUPIL_CARD).latest("pk").total_vnd > 0
    for form in ("csv", "xlsx"):
        out = tmp_path / f"lai.{form}"
        call_command("export_file", "gifts", str(out), round=round_.slug)
        again = judge(out, "gifts", officer)
        assert (codes(again), again.new, again.changed) == ([], 0, 0)


def test_a_sheet_names_them_in_the_headings_of_its_columns(officer, tmp_path):
    upper = ["Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Xã", "Số tiền", "Số lượng", ""]
    lower = ["", "", "", "", "", "", "Xe đạp", "Quà Tết"]
    person = ["Lò Văn Ân", "04/03/1931", "nam", "040031000001", "Xã Mường Xén", "1500000", "1", ""]
    path = sheets.a_workbook(tmp_path, [upper, lower, person])
    told = take_in(path, "gifts", officer, Round.objects.get(slug="so-the-2026"))
    assert (codes(told), Gift.objects.latest("pk").kind) == ([], GiftKind.BICYCLE)


def test_each_asks_for_what_its_description_says(officer, tmp_path):
    group = dict.fromkeys(("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"), "")
    of_group = {**sheets.a_line(1), **group, "Nhóm người nhận": "Trường A", "Số lượng": "2"}
    of_groups = [{**of_group, "Loại quà": kind} for kind in ("thẻ BHYT học sinh", "học bổng")]
    without_months = sheets.a_line(2, **{"Loại quà": "thẻ BHYT học sinh", "Số tháng": "", "Từ tháng": ""})
    unknown = sheets.a_line(3, **{"Loại quà": "xe máy"})
    told = judge(
        sheets.a_csv(tmp_path, [*of_groups, without_months, unknown]), "gifts", officer, Round.objects.latest("pk")
    )
    assert codes(told) == [
        "kind_needs_person",
        "kind_needs_person",
        "months_missing",
        "start_missing",
        "choice_unknown",
    ]
    assert "xe đạp đến trường, thẻ BHYT học sinh, học bổng" in sorted(told.errors)[-1].message
    poor = f.a_gift(f.a_gift_list(), kind=GiftKind.PUPIL_CARD, category="poor_household", starts_on=date(2026, 7, 1))
    assert [problem.code for problem in doubts_of_gift(poor)] == ["state_pays_all"]


def test_nobody_has_two_cards_for_a_month_of_whatever_kind(officer):
    person = f.a_recipient(by=officer)
    for kind in (GiftKind.HI_CARD, GiftKind.PUPIL_CARD):
        gift_list = f.a_gift_list(by=officer)
        f.a_gift(gift_list, by=officer, recipient=person, kind=kind)
        gift_lists.submit(gift_list, by=officer)
    assert Conflict.objects.get(gift__recipient=person).gift.kind == GiftKind.PUPIL_CARD
