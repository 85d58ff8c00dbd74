"""Numbers of people are masked but where the own office is at work on them; whoever needs one says why."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.models import AuditEvent, Category, ImportBatch, Recipient
from tests import factories as f
from tests.admin.pages import changelist, page, rows, text_of
from tests.admin.test_list_exports import taken

pytestmark = pytest.mark.django_db

PHONE, SI_NUMBER, ACCOUNT = "0912345678", "4012345671", "0011000000042"


@pytest.fixture
def person(db):
    return f.a_recipient(phone=PHONE, si_number=SI_NUMBER)


def reveal(person):
    return reverse("admin:programmes_recipient_reveal", args=[person.pk])


def handed_over(person):
    gift_list = f.a_gift_list()
    f.a_gift(gift_list, recipient=person, category="patient_in_hardship")
    gift_list = f.approved(gift_lists.submit(gift_list, by=f.the_maker()))
    f.a_handover([gift_list])
    return gift_list.gifts.get()


def test_headquarters_reads_the_numbers_of_a_province_masked(person, at):
    seen = at(f.the_maker(f.headquarters())).get(page(person)).content.decode()
    assert PHONE not in seen
    assert SI_NUMBER not in seen
    assert "•••••••678" in seen
    assert "••••••5671" in seen


def test_the_own_office_reads_them_while_it_is_at_work_on_the_person(person, at):
    client = at(f.the_maker())
    assert PHONE in client.get(page(person)).content.decode()
    f.a_gift(recipient=person)
    assert PHONE in client.get(page(person)).content.decode()


def test_once_all_is_handed_over_they_are_masked_for_the_own_office_too(person, at):
    gift = handed_over(person)
    client = at(f.the_maker())
    seen = client.get(page(person)).content.decode()
    assert PHONE not in seen
    assert SI_NUMBER not in seen
    assert "bệnh nhân" not in text_of(client.get(page(gift)))


NOTE = "ghi chú bí mật"


def a_gift_of_need(**over):
    gift_list = f.a_gift_list()
    return f.a_gift(gift_list, recipient=f.a_recipient(), category="poor_household", note=NOTE, **over)


def test_why_somebody_receives_is_masked_on_the_form_of_headquarters_and_stays_unless_chosen_anew(at):
    gift = a_gift_of_need()
    client = at(f.the_maker(f.headquarters()))
    seen = client.get(page(gift))
    form = seen.context["adminform"].form
    assert (form["category"].value(), form["note"].value()) == ("", "")
    assert NOTE not in seen.content.decode()
    assert "Giá tính theo định mức" not in text_of(seen)  # the rates tell of whom
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(page(gift), {**typed, "starts_on": "12/2025", "donor_cost_vnd": "400.000"})
    gift.refresh_from_db()
    assert (gift.category, gift.note, gift.donor_cost_vnd) == ("poor_household", NOTE, 400_000)


def test_why_somebody_receives_leaves_in_no_file_but_one_that_holds_full_numbers(at):
    gift = a_gift_of_need()
    poor = str(Category.POOR.label)
    maker = f.the_maker()
    clerk = f.an_officer(None, gift.gift_list.office)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_giftlist", "export_giftlist"]))
    files = [(at(maker), "gift"), (at(clerk), "giftlist")]
    for client, model in files:
        for suffix in ("csv", "json"):
            written = taken(client, model, suffix).decode()
            assert gift.recipient.full_name in written
            assert poor not in written
            assert NOTE not in written
    written = taken(at(maker), "giftlist").decode()
    assert poor in written
    assert NOTE in written


def an_upload(officer):
    shown = {"changed": [["2", "Lò Văn Ân", "đối tượng: hộ nghèo → bệnh nhân"]]}
    about = {"filename": "ds.csv", "size_bytes": 1, "report": {"rows": 1, "changed": 1, "samples": shown}}
    state = ImportBatch.State.PREVIEWED
    return ImportBatch.objects.create(layout="gifts", owner=officer, office=officer.office, state=state, **about)


def test_what_a_file_changes_of_people_is_read_by_the_office_at_work_on_it_alone(at):
    batch = an_upload(f.the_maker())
    assert "bệnh nhân" in text_of(at(f.the_maker()).get(page(batch)))
    for officer in (f.the_maker(f.headquarters()), f.an_officer(roles.AUDITOR)):
        seen = text_of(at(officer).get(page(batch)))
        assert "Lò Văn Ân" in seen
        assert "bệnh nhân" not in seen
    ImportBatch.objects.update(state=ImportBatch.State.STORED)
    assert "bệnh nhân" not in text_of(at(f.the_maker()).get(page(batch)))


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.APPROVER])
def test_who_only_reads_sees_them_masked_and_no_category(person, role, at):
    gift = f.a_gift(f.a_gift_list(), recipient=person, category="patient_in_hardship")
    client = at(f.an_officer(role))
    seen = client.get(page(person)).content.decode()
    assert "•••••••678" in seen
    assert PHONE not in seen
    assert "bệnh nhân" not in text_of(client.get(page(gift)))
    assert "Xem đủ số" not in seen
    assert client.post(reveal(person), {"reason": "Đối chiếu"}).status_code == 403


def test_the_masked_numbers_stay_when_nothing_is_typed_and_are_replaced_when_something_is(person, at):
    client = at(f.the_maker(f.headquarters()))
    form = client.get(page(person)).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(page(person), {**typed, "address": "Bản Pà"})
    assert Recipient.objects.values_list("address", "phone", "si_number").get() == ("Bản Pà", PHONE, SI_NUMBER)
    form = client.get(page(person)).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    client.post(page(person), {**typed, "phone": "0987654321"})
    assert Recipient.objects.values_list("phone", "si_number").get() == ("0987654321", SI_NUMBER)


def test_whoever_needs_a_number_says_why_and_the_trail_keeps_who_whom_and_why(person, at):
    officer = f.the_maker(f.headquarters())
    handed_over(person)
    client = at(officer)
    assert reveal(person) in client.get(page(person)).content.decode()
    for answer in (client.get(reveal(person)), client.post(reveal(person), {"reason": " "})):
        assert PHONE not in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="reveal").exists()
    answer = client.post(reveal(person), {"reason": "Công an tỉnh hỏi, công văn 12"})
    seen = text_of(answer)
    for told in (person.citizen_number, SI_NUMBER, PHONE, "bệnh nhân"):
        assert told in seen
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.get(verb="reveal")
    assert (event.actor, event.target_id, event.reason) == (
        officer.username,
        str(person.pk),
        "Công an tỉnh hỏi, công văn 12",
    )
    assert person.citizen_number not in f"{event.before}{event.after}"
    assert rows(at(f.an_officer(roles.AUDITOR)).get(f"{changelist('auditevent')}?lam=reveal")) == [event]


def test_a_number_of_another_office_is_not_there_to_be_shown(person, at):
    elsewhere = f.the_maker(f.an_office(f.DIEN_BIEN))
    for answer in (at(elsewhere).get(reveal(person)), at(elsewhere).post(reveal(person), {"reason": "Hỏi"})):
        assert answer.status_code == 404


def test_the_list_of_people_leaves_with_masked_numbers(person, at):
    written = taken(at(f.the_maker()), "recipient").decode()
    assert PHONE not in written
    assert SI_NUMBER not in written
    assert "•••••••678" in written


@pytest.mark.one_database
def test_telephone_and_account_of_a_donor_are_masked_in_lists_and_for_every_other_office(at):
    donor = f.a_donor(phone=PHONE, bank_account=ACCOUNT)
    own, central = at(f.the_maker()), at(f.the_maker(f.headquarters()))
    for client, address in ((own, changelist("donor")), (central, changelist("donor")), (central, page(donor))):
        seen = client.get(address).content.decode()
        assert PHONE not in seen
        assert ACCOUNT not in seen
        assert "•••••••678" in seen
    assert "••••••••••042" in central.get(page(donor)).content.decode()
    shown = own.get(page(donor)).content.decode()
    assert PHONE in shown
    assert ACCOUNT in shown
    form = central.get(page(donor)).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields}
    central.post(page(donor), {**typed, "contact_person": "Chị Mẫu"})
    donor.refresh_from_db()
    assert (donor.phone, donor.bank_account, donor.contact_person) == (PHONE, ACCOUNT, "Chị Mẫu")


@pytest.mark.one_database
def test_whoever_needs_the_numbers_of_a_donor_says_why(at):
    donor = f.a_donor(phone=PHONE, bank_account=ACCOUNT)
    client, address = at(f.the_maker(f.headquarters())), reverse("admin:programmes_donor_reveal", args=[donor.pk])
    assert address in client.get(page(donor)).content.decode()
    asked = client.get(address).content.decode()
    assert PHONE not in asked
    assert ACCOUNT not in asked
    shown = client.post(address, {"reason": "Gửi thư cảm ơn"}).content.decode()
    assert PHONE in shown
    assert ACCOUNT in shown
    event = AuditEvent.objects.get(verb="reveal")
    assert (event.target_type, event.target_id, event.reason) == ("donor", str(donor.pk), "Gửi thư cảm ơn")
    assert at(f.the_maker(f.an_office(f.DIEN_BIEN))).get(address).status_code == 404
