"""An office that gives to a person whom another office keeps never sees what that office recorded of the person."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from programmes.access.people import OF_ANYBODY, person_field, seen_paths
from programmes.actions import gift_lists
from programmes.admin.destinations import _communes
from programmes.exchange.filing.lines import PATHS
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.resources import RESOURCES
from programmes.models import Gift, GiftList, Recipient
from tests import factories as f
from tests import sheets
from tests.admin.pages import adding, changelist, offered, page, text_of
from tests.exchange.doors import codes, judge, take_in
from tests.flows.test_filing import WITH_WHAT

pytestmark = pytest.mark.django_db

NUMBER, NAME = "011164000077", "Lò Thị Ân"
SECRETS = {
    "birth_date": date(1964, 3, 7),
    "birth_precision": "day",
    "sex": "female",
    "commune": "Xã Nậm Kè",
    "address": "Bản Phiêng Ngúa",
    "phone": "0912345678",
    "si_number": "1164000771",
}
TOLD_OF_THEM = ("1964", "07/03", "nữ,", "Nậm Kè", "Phiêng Ngúa", "0912345678", "1164000771", "Điện Biên")


@pytest.fixture
def person(db):
    """A person whom Điện Biên keeps."""
    office = f.an_office(f.DIEN_BIEN)
    return f.a_recipient(office=office, full_name=NAME, citizen_number=NUMBER, **SECRETS)


@pytest.fixture
def officer(db):
    return f.the_maker()


@pytest.fixture
def gift(person, officer, tmp_path):
    """A card of Nghệ An to that person, from a file that says no more than name and number."""
    line = sheets.a_line(1, **{"Họ và tên": NAME, "Số CCCD": NUMBER})
    nothing = dict.fromkeys(("Ngày sinh", "Giới tính", "Xã/Phường"), "")
    told = take_in(sheets.a_csv(tmp_path, [{**line, **nothing}]), "gifts", officer, f.a_round())
    assert told.new == 1
    return Gift.objects.get()


def insist_nothing_told(text):
    assert [secret for secret in TOLD_OF_THEM if secret in text] == []


def read(rows):
    return list(csv.DictReader(io.StringIO(rows)))


def exported(client, model):
    answer = client.post(reverse(f"admin:programmes_{model}_export"), {"suffix": "csv"})
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_exported_list_holds_what_its_own_file_said_and_reads_back_as_unchanged(gift, officer, at, tmp_path):
    written = exported(at(officer), "giftlist")
    insist_nothing_told(written)
    [row] = read(written)
    assert (row["Họ và tên"], row["Số định danh/CCCD"], row["Xã/Phường"]) == (NAME, NUMBER, "")
    path = tmp_path / "lai.csv"
    path.write_text(written, encoding="utf-8")
    back = judge(path, "gifts", officer, gift.round)
    assert (back.unchanged, back.errors) == (1, [])
    dataset = RESOURCES["gifts"](user=officer).export()
    insist_nothing_told(str(dataset.csv))


def test_other_offices_exports_of_gifts_and_answers_tell_nothing_either(gift, officer, at):
    f.an_issuance(f.approved(gift_lists.submit(gift.gift_list, by=officer)).gifts.get())
    for model in ("gift", "issuance"):
        written = exported(at(officer), model)
        assert NAME in written
        insist_nothing_told(written)


def test_headquarters_and_the_keeper_see_the_record_whole(gift, person, at):
    [row] = read(exported(at(f.the_maker(f.headquarters())), "giftlist"))
    assert (row["Ngày sinh"], row["Mã số BHXH"]) == ("07/03/1964", "1164000771")
    assert "Bản Phiêng Ngúa" in exported(at(f.the_maker(person.office)), "recipient")


def test_the_hand_over_tells_the_name_and_the_masked_number_alone(gift, officer, at):
    event = f.a_planned_handover([f.fund(f.approved(gift_lists.submit(gift.gift_list, by=officer)))])
    client = at(officer)
    where = [reverse(f"admin:programmes_handoverevent_{name}", args=[event.pk]) for name in ("outcomes", "sheet")]
    for answer in (client.get(where[0]), client.post(where[1])):
        seen = text_of(answer)
        assert NAME in seen
        insist_nothing_told(seen)
        assert NUMBER not in seen


def test_a_filing_leaves_their_columns_empty_and_says_so(gift, officer, at):
    gift_list = f.approved(gift_lists.submit(gift.gift_list, by=officer))
    client, where = at(officer), reverse("admin:programmes_giftlist_filing", args=[gift_list.pk])
    client.post(where, {**WITH_WHAT, "xa-lines": "", "luu": "1"})
    seen = text_of(client.get(where))
    assert "do cơ quan khác quản lý" in seen
    insist_nothing_told(seen.replace("1164000771", ""))
    box = zipfile.ZipFile(io.BytesIO(b"".join(client.post(where, {"tep": "zip"}).streaming_content)))
    for name in box.namelist():
        book = zipfile.ZipFile(io.BytesIO(box.read(name)))
        cells = "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml"))
        assert NAME in cells
        insist_nothing_told(cells)


def test_no_page_of_the_own_gift_and_no_box_tells_more(gift, person, officer, at):
    client = at(officer)
    for address in (page(gift), page(gift, "history"), page(gift, "delete"), changelist("gift"), page(gift.gift_list)):
        insist_nothing_told(text_of(client.get(address)))
    assert offered(client, "gift", "recipient") == []
    assert page(person) not in client.get(adding("gift")).content.decode()


def test_a_gift_to_them_is_corrected_without_choosing_the_person_anew(gift, person, officer, at):
    client = at(officer)
    form = client.get(page(gift)).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(page(gift), {**typed, "starts_on": "12/2025", "note": "Trao sau Tết"})
    assert Gift.objects.values_list("note", "recipient").get() == ("Trao sau Tết", person.pk)


def test_a_person_without_papers_is_found_in_the_own_books_alone(officer, tmp_path):
    """Birth and commune are as they were guessed, and the signs of the name come from the other office's record."""
    elsewhere = f.an_officer(office=f.an_office(f.DIEN_BIEN))
    told = {"citizen_number": "", "birth_date": date(1956, 12, 25), "birth_precision": "day", "commune": "Xã Mường Xén"}
    f.a_recipient(by=elsewhere, full_name="Lò Thị Ân", province=f.a_province(), without_papers="Chưa làm", **told)
    over = {"Họ và tên": "Lo Thi An", "Số CCCD": "", "Ngày sinh": "25/12/1956", "Xã/Phường": "Xã Mường Xén"}
    gift = {"Loại quà": "suất quà Tết", "Số tháng": "", "Từ tháng": "", "NSNN hỗ trợ": ""}
    path = sheets.a_csv(tmp_path, [sheets.a_line(1, **over, **gift)])
    seen = judge(path, "gifts", officer, f.a_round())
    assert (codes(seen), seen.new, [note.code for note in seen.warnings]) == ([], 1, [])


def test_an_answer_about_them_is_not_held_against_their_number(gift, officer, tmp_path):
    f.approved(gift_lists.submit(gift.gift_list, by=officer))
    line = {"Số CCCD": NUMBER, "Họ và tên": NAME, "Số thẻ, số sổ": "CN3404012345671", "Giá trị từ ngày": "01/12/2025"}
    told = judge(sheets.a_csv(tmp_path, [line]), "issued", officer)
    assert (told.errors, told.warnings) == ([], [])


def test_the_choice_of_a_list_names_the_communes_of_own_people_alone(gift, officer):
    f.a_gift(gift.gift_list, recipient=f.a_recipient(commune="Xã Nhà"), by=officer)
    assert _communes([gift.gift_list]) == {gift.gift_list_id: ["Xã Nhà"]}


@pytest.mark.one_database
def test_every_way_to_a_person_is_narrowed_to_what_anybody_may_see(officer):
    """Also a column that somebody adds tomorrow."""
    ways = [(layout.model, path) for layout in LAYOUTS.values() for each in layout.columns for path in each.cells.paths]
    ways += [(Gift, path) for path in PATHS.values()]
    led = [(model, path) for model, path in ways if (found := person_field(model, path)) and found[1] not in OF_ANYBODY]
    assert led
    assert [path for model, path in led if seen_paths(officer, model, [path]) == [path]] == []
    assert person_field(GiftList, "gifts__recipient__phone") == ("gifts__recipient", "phone")
    assert person_field(Recipient, "province__name") is None


def test_nobody_is_found_by_an_address_that_leads_over_a_relation(person, officer, at):
    client = at(officer)
    for model, lookup in (("province", f"recipients={person.pk}"), ("province", "recipients__phone=0912345678")):
        assert client.get(f"{changelist(model)}?{lookup}").status_code in {302, 400}
