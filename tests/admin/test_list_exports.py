"""Recipients and hand-overs leave as files: the rows that the officer sees, counted, masked, harmless."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from programmes.access import roles
from programmes.exchange.layouts import LISTS
from programmes.exchange.writing.export import headings
from programmes.models import AuditEvent, Recipient
from tests import factories as f
from tests.admin.pages import changelist, text_of

MODELS = {"recipients": "recipient", "handovers": "handoverevent"}
pytestmark = pytest.mark.django_db
both = pytest.mark.parametrize(("key", "model"), MODELS.items(), ids=list(MODELS))


def address(model, view, *arguments):
    return reverse(f"admin:programmes_{model}_{view}", args=arguments)


def taken(client, model, suffix="csv", query=""):
    answer = client.post(f"{address(model, 'export')}?{query}", {"suffix": suffix})
    return b"".join(answer.streaming_content)


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def a_record(key, name, **over):
    if key == "recipients":
        return f.a_recipient(full_name=name, **over)
    return f.a_planned_handover([], title=name, **over)


@both
@pytest.mark.parametrize("role", [roles.APPROVER, roles.AUDITOR, roles.ADMINISTRATOR, None])
def test_without_the_right_nothing_leaves(at, key, model, role):
    client = at(f.an_officer(role))
    assert client.get(address(model, "export")).status_code == 403
    assert client.post(address(model, "export"), {"suffix": "csv"}).status_code == 403
    assert client.get(address(model, "template", "csv")).status_code == 403
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_no_file_brings_people_in(at):
    client, model = at(f.a_superuser()), MODELS["recipients"]
    assert client.get(address(model, "import")).status_code == 403
    page = client.get(changelist(model)).content.decode()
    assert address(model, "import") not in page
    assert address(model, "export") in page


@both
def test_the_rows_of_the_office_in_every_form_and_noted(at, key, model):
    maker = f.the_maker()
    a_record(key, "Lò Văn Ân")
    a_record(key, "Lò Văn Xa", office=f.an_office(f.DIEN_BIEN))
    client = at(maker)
    assert "Sẽ xuất 1 bản ghi" in text_of(client.get(address(model, "export")))
    head, row = rows(taken(client, model))
    assert (tuple(head), row[0]) == (headings(LISTS[key]), "Lò Văn Ân")
    (told,) = json.loads(taken(client, model, "json"))
    assert ["" if cell is None else cell for cell in told.values()] == row
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, model, "xlsx"))).worksheets[0]
    assert [[cell.value or "" for cell in line] for line in sheet.iter_rows(min_row=2)] == [row]
    events = AuditEvent.objects.filter(verb="export")
    told = {"layout": key, "records": 1}
    if key == "recipients":
        told |= {"masked": True, "people": [[Recipient.objects.get(office=maker.office).pk] * 2]}
    assert [(event.actor, event.after) for event in events] == [(maker.username, told)] * 3


@both
def test_the_search_of_the_list_narrows_the_file(at, key, model):
    for name in ("Lò Thị Mai", "Vừ A Sình"):
        a_record(key, name)
    found = rows(taken(at(f.the_maker()), model, query="q=mai"))
    assert [row[0] for row in found[1:]] == ["Lò Thị Mai"]


def test_the_template_is_an_export_of_nothing(at):
    a_record("recipients", "Lò Văn Ân")
    content = b"".join(at(f.the_maker()).get(address("recipient", "template", "csv")).streaming_content)
    assert rows(content) == [list(headings(LISTS["recipients"]))]


def test_citizen_numbers_are_masked_for_everybody(at):
    number = f.a_recipient().citizen_number
    text = taken(at(f.a_superuser()), "recipient").decode()
    assert number not in text
    assert f"{number[:3]}•••••{number[-4:]}" in text


def test_the_gifts_that_the_officer_sees_leave_without_full_numbers(at):
    gift = f.a_gift()
    f.a_gift(kind="tet_package", months=None, starts_on=None, donor_cost_vnd=500_000)
    f.a_gift(f.a_gift_list(office=f.an_office(f.DIEN_BIEN)))
    head, row = rows(taken(at(f.the_maker()), "gift", query="kind__exact=hi_card"))
    told = dict(zip(head, row, strict=True))
    assert (told["Họ và tên"], told["Số tiền (đồng)"]) == (gift.recipient.full_name, str(gift.donor_cost_vnd))
    assert "•••••" in told["Số định danh/CCCD"]


def test_the_entries_that_the_officer_sees_leave_as_they_were_written(at):
    own = f.an_approved_donation(amount_vnd=1_000_000)
    f.an_approved_donation(amount_vnd=2_000_000, office=f.an_office(f.DIEN_BIEN))
    client = at(f.the_maker())
    assert address("ledgerentry", "export") in client.get(changelist("ledgerentry")).content.decode()
    head, row = rows(taken(client, "ledgerentry"))
    told = dict(zip(head, row, strict=True))
    assert (told["Khoản ủng hộ"], told["Số tiền (đồng)"]) == (own.code, "1000000")
    assert address("ledgerentry", "import") not in client.get(changelist("ledgerentry")).content.decode()


def test_no_cell_is_a_formula(at):
    f.a_planned_handover([], title="=1+1", place="@SUM(A1)", delegation="＝1", note="+84")
    (_head, row) = rows(taken(at(f.the_maker()), "handoverevent"))
    assert [cell for cell in row if cell.startswith(tuple("=+-@＝"))] == []


def test_the_list_of_recipients_keeps_its_search_by_number(at):
    assert address("recipient", "find") in at(f.the_maker()).get(changelist("recipient")).content.decode()


@pytest.mark.parametrize("model", ["giftlist", "donation", "donor", "bankline", "publishedfigure", *MODELS.values()])
@pytest.mark.parametrize(
    "query", ["nonsense=1", "pk=abc", "office__nonsense=1", "e=1&nonsense=1", "created_at__gte=0001-01-01"]
)
def test_a_filter_that_nobody_knows_exports_nothing_and_leads_back_to_the_list(at, model, query):
    """Not the whole list: whoever meant to narrow the file would not see that it is wider."""
    client, url = at(f.a_superuser()), f"{address(model, 'export')}?{query}"
    for answer in (client.get(url), client.post(url, {"suffix": "csv"})):
        assert (answer.status_code, answer["Location"]) == (302, f"{changelist(model)}?e=1")
    assert client.get(f"{changelist(model)}?{query}&e=1").status_code == 200
    assert not AuditEvent.objects.filter(verb="export").exists()


FULL_NUMBERS = "Tệp này có số định danh đầy đủ; giữ như hồ sơ mật."


def test_whoever_takes_full_citizen_numbers_is_told_so_before(at):
    gift = f.a_gift()
    client = at(f.the_maker(gift.gift_list.office))
    asked = text_of(client.get(address("giftlist", "export")))
    assert FULL_NUMBERS in asked
    assert "suất quà, mỗi suất quà một dòng" in asked
    assert gift.recipient.citizen_number in taken(client, "giftlist").decode()
    for model in ("donor", *MODELS.values()):
        assert FULL_NUMBERS not in text_of(client.get(address(model, "export")))


def test_whoever_may_not_see_citizen_numbers_takes_them_masked_and_is_told_of_none(at):
    gift = f.a_gift()
    officer = f.an_officer(None, gift.gift_list.office)
    officer.user_permissions.add(*Permission.objects.filter(codename__in=["view_giftlist", "export_giftlist"]))
    client = at(officer)
    assert FULL_NUMBERS not in text_of(client.get(address("giftlist", "export")))
    written = taken(client, "giftlist").decode()
    assert gift.recipient.full_name in written
    assert gift.recipient.citizen_number not in written
