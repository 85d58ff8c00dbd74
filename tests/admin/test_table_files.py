"""Every list leaves as the table that its officer sees: her columns, filters and order, masked as there, and noted."""

import csv
import io

import openpyxl
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.access import roles
from programmes.admin import table_files
from programmes.admin.site import site
from programmes.models import AuditEvent
from tests import factories as f
from tests.admin.pages import changelist, said, text_of
from tests.admin.test_queries import MAKERS

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]
TABLES = {model._meta.model_name: shown for model, shown in site._registry.items()}


def address(model, query=""):
    return f"{reverse(f'admin:programmes_{model}_table_export')}?{query}"


def table(client, model, query="", **sent):
    answer = client.post(address(model, query), {"suffix": "csv", **sent})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_file_has_the_columns_the_rows_and_the_order_of_the_screen(at):
    for amount in (3_000_000, 1_000_000):
        f.a_donation(amount_vnd=amount, donor=f.a_donor(name="Công ty Mai"))
    f.a_donation(amount_vnd=2_000_000, donor=f.a_donor(name="Công ty Khác"))
    seen = table(at(f.the_maker()), "donation", "q=mai&cot=donor,amount_figure&o=3")
    assert [row[1:] for row in seen] == [
        ["Nhà hảo tâm", "Số tiền (đồng)"],
        ["Công ty Mai", "1000000"],
        ["Công ty Mai", "3000000"],
    ]


def test_a_spreadsheet_adds_up_its_sums_of_money(at):
    f.a_donation(amount_vnd=1_263_600)
    answer = at(f.the_maker()).post(address("donation", "cot=amount_figure"), {"suffix": "xlsx"})
    assert "bang-" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows()] == ["Số tiền (đồng)", 1_263_600]


def test_the_gift_lists_that_are_seen_leave_beside_the_gifts_on_them(at):
    gift_list = f.a_gift(f.a_gift_list()).gift_list
    client = at(f.the_maker())
    for lists in (client.get(changelist("giftlist")), client.get(changelist("handoverevent"))):
        assert lists.content.decode().count("Xuất tệp") == 1
    offer = text_of(client.get(reverse("admin:programmes_giftlist_export")))
    assert offer.index("Bảng như đang xem") < offer.index("Quà của các danh sách")
    (_head, row) = table(client, "giftlist")
    assert row[0] == str(gift_list)


def test_of_ticked_rows_those_alone_leave(at):
    donors = [f.a_donor(name=name) for name in ("Lò Văn Ân", "Vừ A Sình")]
    client, ticked = at(f.the_maker()), {ACTION_CHECKBOX_NAME: [donors[1].pk]}
    page = client.post(changelist("donor"), {"action": "export_admin_action", **ticked})
    assert "Sẽ xuất 1 dòng bạn đã chọn" in text_of(page)
    assert [row[0] for row in table(client, "donor", **ticked, action="export_admin_action")[1:]] == ["Vừ A Sình"]


def test_numbers_stay_masked_and_it_is_noted_whose_row_left(at):
    maker, person = f.the_maker(), f.a_recipient(full_name="Lò Văn Ân")
    f.a_recipient(office=f.an_office(f.DIEN_BIEN))
    (_head, row) = table(at(maker), "recipient", f"q=an&province__code__exact={person.province_id}")
    number = person.citizen_number
    assert row[:2] == ["Lò Văn Ân", f"{number[:3]}•••••{number[-4:]}"]
    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.target_type, event.after["people"]) == (maker.username, "recipient", [[person.pk] * 2])
    assert (event.after["records"], event.after["columns"][0], event.after["masked"]) == (1, "Họ và tên", True)
    assert "Ân" not in str(event.after["filters"])


def test_no_cell_of_the_table_is_a_formula(at):
    f.a_planned_handover([], title="=1+1", place="@SUM(A1)")
    (_head, row) = table(at(f.the_maker()), "handoverevent")
    assert (row[0], row[3]) == ("'=1+1", "'@SUM(A1)")


def test_what_only_leads_on_from_a_row_is_not_written(at):
    f.a_donor()
    assert not [row for row in table(at(f.a_superuser()), "auditevent") if "mọi việc" in str(row)]


def test_a_longer_table_than_a_file_holds_is_refused_before_and_after_it_is_asked_for(at, monkeypatch):
    monkeypatch.setattr(table_files, "AT_MOST", 1)
    client = at(f.the_maker())
    f.a_donor(), f.a_donor()
    told = "Bảng có 2 dòng; một tệp chứa nhiều nhất 1 dòng."
    assert told in text_of(client.get(address("donor")))
    assert said(client.post(address("donor"), {"suffix": "csv"}))[0].startswith(told)
    assert not AuditEvent.objects.filter(verb="export").exists()


@pytest.mark.parametrize("query", ["nonsense=1", "pk=abc", "created_at__gte=0001-01-01"])
def test_a_filter_that_nobody_knows_leads_back_to_the_list(at, query):
    answer = at(f.the_maker()).post(address("donor", query), {"suffix": "csv"})
    assert answer["Location"] == f"{changelist('donor')}?e=1"


@pytest.mark.parametrize("role", [roles.APPROVER, roles.AUDITOR])
def test_who_may_only_read_is_offered_no_table(at, role):
    client = at(f.an_officer(role))
    assert "Xuất tệp" not in text_of(client.get(changelist("round")))
    assert client.post(address("round"), {"suffix": "csv"}).status_code == 403


@pytest.mark.parametrize("model", TABLES)
def test_every_list_leads_to_its_table(at, model):
    client = at(f.a_superuser())
    page = client.get(changelist(model)).content.decode()
    assert page.count('class="export_link"') == 1
    assert len(table(client, model)[0]) == len(TABLES[model].list_display)


@pytest.mark.parametrize("model", MAKERS)
def test_a_longer_table_costs_no_more_queries(model, at):
    client, costs = at(f.a_superuser()), []
    for more in (2, 8):
        for _each in range(more):
            MAKERS[model]()
        table(client, model)
        with CaptureQueriesContext(connection) as queries:
            length = len(table(client, model))
        costs.append(len(queries))
    assert length > 10
    assert costs[0] == costs[1]


def test_who_takes_a_table_shows_again_who_asks(at):
    client = at(f.the_maker())
    session = client.session
    session["proved"] = 0
    session.save()
    assert client.post(address("recipient"), {"suffix": "csv"})["Location"].startswith(reverse("admin:prove"))
