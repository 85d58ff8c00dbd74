"""What officers read is said as an office says it: names of records, what was just done, titles."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.models import ClosedPeriod, Donor, GiftList, ProgrammeTarget
from programmes.models.gift_lists import list_name
from tests.admin.pages import adding, changelist, page, refused, said, text_of, verb
from tests.factories import (
    a_donation,
    a_round,
    a_submitted_list,
    an_approved_list,
    an_officer,
    fund,
    headquarters,
    means_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("decision", "code", "name"),
    [
        ("245/QĐ-BHXH", "so-the-2026-nghe-an-3", "Sổ, thẻ 2026 · Nghệ An · QĐ 245/QĐ-BHXH"),
        ("QĐ 245", "so-the-2026-nghe-an", "Sổ, thẻ 2026 · Nghệ An · QĐ 245"),
        ("Quyết định số 245", "so-the-2026-nghe-an", "Sổ, thẻ 2026 · Nghệ An · Quyết định số 245"),
        ("", "so-the-2026-nghe-an-3", "Sổ, thẻ 2026 · Nghệ An · danh sách số 3"),
        ("", "so-the-2026-nghe-an", "Sổ, thẻ 2026 · Nghệ An · danh sách số 1"),
    ],
)
def test_a_list_is_called_by_round_province_and_decision(decision, code, name):
    assert list_name("Sổ, thẻ 2026", "Nghệ An", decision, code) == name


def test_no_page_of_a_list_calls_it_by_its_code(at):
    officer = an_officer(roles.HEADQUARTERS_OFFICER)
    found = fund(an_approved_list(round=a_round(name="Sổ, thẻ 2026"), decision_number="245/QĐ-BHXH"))
    name = "Sổ, thẻ 2026 · Nghệ An · QĐ 245/QĐ-BHXH"
    money = reverse("admin:programmes_giftlist_allocate", args=[found.pk])
    balances = reverse("admin:programmes_ledgerentry_balances")
    for address in (changelist("giftlist"), changelist("gift"), changelist("ledgerentry"), money, balances):
        shown = text_of(at(officer).get(address))
        assert (name in shown, found.code in shown) == (True, False), address


def test_a_list_that_was_returned_stands_by_its_name_on_the_front_page(at):
    officer = an_officer()
    found = a_submitted_list(by=officer)
    gift_lists.send_back(found, reason="Thiếu số quyết định", by=an_officer(roles.APPROVER, headquarters()))
    assert f"{found} Bị trả lại Thiếu số quyết định" in text_of(at(officer).get("/quan-tri/"))


def test_a_message_names_the_list(at):
    found = a_submitted_list()
    means_for(found)
    answer = at(an_officer(roles.APPROVER, headquarters())).post(verb(found, "duyet"))
    assert said(answer) == [f"Đã duyệt danh sách “{found}”; giá trị từ nay không đổi."]


def test_who_gives_a_reason_reads_what_is_not_to_stand_in_it(at):
    shown = at(an_officer(roles.APPROVER, headquarters())).get(verb(a_donation(), "khong-duyet")).content.decode()
    assert 'aria-describedby="id_reason_helptext"' in shown
    told = "Lưu mãi trong nhật ký: ghi việc và số văn bản, không ghi tên, số hay hoàn cảnh của ai."
    assert f'id="id_reason_helptext">{told}<' in shown


def entered(client, model, **typed):
    return said(client.post(adding(model), typed))[-1]


def test_what_was_entered_is_told_with_the_verb_of_the_office(at):
    headquarter, officer = at(an_officer(roles.HEADQUARTERS_OFFICER)), at(an_officer())
    told = entered(headquarter, "closedperiod", year="2024", confirmed="1")
    assert told == f'Đã khóa kỳ <a href="{page(ClosedPeriod.objects.get())}">2024</a>.'
    told = entered(officer, "donor", kind="bank", name="Ngân hàng Minh Họa")
    donor = Donor.objects.get()
    assert told == f'Đã ghi nhà hảo tâm <a href="{page(donor)}">Ngân hàng Minh Họa</a> vào sổ.'
    told = said(officer.post(page(donor), {"kind": "bank", "name": "Ngân hàng Minh Họa B", "code": donor.code}))[-1]
    assert told == f'Đã sửa thông tin nhà hảo tâm <a href="{page(donor)}">Ngân hàng Minh Họa B</a>.'
    told = entered(officer, "giftlist", round=a_round().pk, province="40")
    found = GiftList.objects.get()
    assert told == f'Đã lập danh sách <a href="{page(found)}">{found}</a>.'
    target = {"year": "2026", "target_gifts": "10", "source": "Quyết định 12/QĐ-BHXH"}
    told = entered(headquarter, "programmetarget", programme=found.round.programme_id, **target)
    target = ProgrammeTarget.objects.get()
    assert told == f'Đã giao chỉ tiêu <a href="{page(target)}">{target}</a>.'


def test_the_page_that_closes_a_period_asks_in_the_words_of_the_office(at):
    shown = text_of(at(an_officer(roles.HEADQUARTERS_OFFICER)).get(adding("closedperiod")))
    assert "Khóa sổ: ghi năm; nếu chỉ khóa một tháng, ghi thêm tháng" in shown


@pytest.mark.parametrize("typed", ["NGUYỄN VĂN A", "nguyễn văn a"])
def test_a_name_in_capitals_or_small_letters_is_offered_as_names_are_written(at, typed):
    client = at(an_officer())
    sent = {"kind": "individual", "name": typed}
    answer = client.post(adding("donor"), sent)
    form = answer.context["adminform"].form
    assert (refused(answer), form["name"].value()) == ({"name": ["name_offered"]}, "Nguyễn Văn A")
    assert f"gõ lại “{typed}” để giữ cách viết cũ" in text_of(answer)
    again = {**sent, "offered": form["offered"].value()}
    for name in (form["name"].value(), typed):
        client.post(adding("donor"), {**again, "name": name})
        assert Donor.objects.get().name == name
        Donor.objects.all().delete()


def test_an_organisation_writes_its_name_as_it_likes(at):
    at(an_officer()).post(adding("donor"), {"kind": "enterprise", "name": "CÔNG TY TNHH MINH HỌA"})
    assert Donor.objects.get().name == "CÔNG TY TNHH MINH HỌA"


def test_the_file_of_an_export_is_called_in_words(at):
    an_approved_list()
    client = at(an_officer(roles.HEADQUARTERS_OFFICER))
    taken = client.post(f"{changelist('giftlist')}export/", {"suffix": "xlsx"})
    assert f"danh-sach-tang-{timezone.localdate():%d-%m-%Y}.xlsx" in taken.headers["Content-Disposition"]
    taken.close()


@pytest.mark.parametrize(
    ("model", "words"),
    [("closedperiod", "Khóa sổ"), ("giftlist", "Lập danh sách tặng"), ("handoverevent", "Lên kế hoạch buổi trao")],
)
def test_the_button_and_the_page_of_a_new_record_carry_the_verb_of_the_office(at, model, words):
    client = at(an_officer(roles.HEADQUARTERS_OFFICER))
    button = f'<a href="{adding(model)}" class="addlink">{words}</a>'
    assert button in client.get(changelist(model)).content.decode()
    assert words in text_of(client.get(adding(model))).split("|")[0]
