"""The ticked rows of a list leave as a file: the same page, rights, masks and notes as the export of the whole list."""

import json
import re

import pytest

from programmes.access import roles
from programmes.admin.imports import ExchangeMixin
from programmes.admin.site import site
from programmes.models import AuditEvent
from tests import factories as f
from tests.admin.pages import changelist, page, text_of

MAKERS = {
    "donor": f.a_donor,
    "donation": f.a_donation,
    "bankline": f.a_bank_line,
    "giftlist": f.a_gift,
    "gift": f.a_gift,
    "publishedfigure": f.a_published_figure,
    "recipient": f.a_recipient,
    "handoverevent": f.a_planned_handover,
    "ledgerentry": f.an_approved_donation,
    "issuance": f.an_issuance,
}
READ_BACK = {"giftlist", "issuance"}  # with citizen numbers in full
EXPORT = "export_admin_action"
pytestmark = pytest.mark.django_db


def ticked(client, model, *records, query="", **more):
    chosen = {"action": EXPORT, "_selected_action": [record.pk for record in records], **more}
    return client.post(f"{changelist(model)}?{query}", chosen)


def taken(response):
    return b"".join(response.streaming_content)


def test_every_list_that_has_a_layout_is_tried_here():
    exchanging = {model._meta.model_name for model, shown in site._registry.items() if isinstance(shown, ExchangeMixin)}
    assert exchanging == MAKERS.keys()


@pytest.mark.parametrize("model", MAKERS)
def test_the_ticked_rows_leave_and_no_others(at, model):
    MAKERS[model](), MAKERS[model]()
    client = at(f.a_superuser())
    shown = client.get(changelist(model))
    chosen, *others = shown.context["cl"].result_list
    assert others
    assert re.search(rf'<option value="{EXPORT}">Xuất [^%<]+ đã chọn ra tệp</option>', shown.content.decode())

    asked = ticked(client, model, chosen)
    what = "suất quà, mỗi suất quà một dòng" if model == "giftlist" else "bản ghi"
    assert f"Sẽ xuất 1 {what}, của các dòng bạn đã chọn." in text_of(asked)
    assert not AuditEvent.objects.filter(verb="export").exists()
    again = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', asked.content.decode())
    fields = {name: value for name, value in again if name != "csrfmiddlewaretoken"}
    assert fields == {"action": EXPORT, "select_across": "0", "_selected_action": str(chosen.pk)}

    (told,) = json.loads(taken(client.post(changelist(model), {**fields, "suffix": "json"})))
    number = told.get("citizen_number")
    assert number is None or ("•••••" in number) == (model not in READ_BACK)
    event = AuditEvent.objects.get(verb="export")
    assert event.after["records"] == 1


def test_all_rows_across_the_pages_are_those_of_the_filter_and_the_office(at):
    donors = [f.a_donor(name=f"Lò Văn {name}") for name in ("Ân", "Bình", "Cường")]
    f.a_donor(name="Vừ A Sình")
    f.a_donor(name="Lò Văn Xa", office=f.an_office(f.DIEN_BIEN))
    client = at(f.the_maker())
    everywhere = {"select_across": "1", "query": "q=lo"}
    assert "Sẽ xuất 3 bản ghi" in text_of(ticked(client, "donor", donors[0], **everywhere))
    told = json.loads(taken(ticked(client, "donor", donors[0], suffix="json", **everywhere)))
    assert {row["name"] for row in told} == {donor.name for donor in donors}


def test_rows_of_another_office_leave_with_nobody_who_ticks_them(at):
    own, foreign = f.a_donor(), f.a_donor(office=f.an_office(f.DIEN_BIEN))
    told = json.loads(taken(ticked(at(f.the_maker()), "donor", own, foreign, suffix="json")))
    assert [row["code"] for row in told] == [own.code]


@pytest.mark.parametrize("role", [roles.APPROVER, roles.AUDITOR])
def test_without_the_right_there_is_no_such_action(at, role):
    donor = f.a_donor()
    client = at(f.an_officer(role))
    assert EXPORT not in client.get(changelist("donor")).content.decode()
    assert "cl" in ticked(client, "donor", donor, suffix="csv").context, "the list, and no file"
    assert client.post(page(donor), {"_export-item": "1"}).status_code == 403
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_a_window_for_choosing_a_record_exports_nothing(at):
    f.a_donor()
    assert EXPORT not in at(f.the_maker()).get(f"{changelist('donor')}?_popup=1").content.decode()
