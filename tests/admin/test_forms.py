"""A form sent with nonsense comes back with its problems, whatever field it stands in; it is no error of ours."""

from copy import copy

import pytest
from django.utils.datastructures import MultiValueDict

from programmes.admin.site import site
from tests import factories as f
from tests.admin.pages import adding, page, refused

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RECORDS = {
    "bankline": f.a_bank_line,
    "breach": f.a_breach,
    "closedperiod": None,
    "donation": f.a_donation,
    "donor": f.a_donor,
    "gift": f.a_gift,
    "giftlist": f.a_gift_list,
    "handoverevent": f.a_planned_handover,
    "impactassessment": None,
    "officer": f.the_maker,
    "programme": f.a_programme,
    "programmetarget": f.a_target,
    "publishedfigure": f.a_draft_figure,
    "rate": None,
    "recipient": f.a_recipient,
    "rightsrequest": None,
    "round": f.a_round,
}
NONSENSE = (
    *("", "abc", "-1", "0", "9" * 12, "9" * 30, "٣", "²", "\0", "31/02/2025", "2025-13", "1/1/0001"),
    *("31/12/9999", "1/1/10000", "x" * 5000),
)
WHOLE = {"closedperiod": {"year": ["2024"], "month": ["5"]}}


def sent(form):
    """What a browser would send back of a form as it is shown: a list of texts for each name."""
    values = {field.html_name: field.value() for field in form}
    return {name: _texts(value) for name, value in values.items()}


def _texts(value):
    if isinstance(value, list):
        return value
    return [] if value is False else ["" if value is None else value]


def test_every_form_of_the_office_is_tried_here(rf):
    request = rf.get("/")
    request.user = f.a_superuser()
    adds = {model._meta.model_name for model, shown in site._registry.items() if shown.has_add_permission(request)}
    assert adds == RECORDS.keys()


@pytest.mark.parametrize("model", RECORDS)
def test_nonsense_in_one_field_comes_back_as_a_problem(rf, model):
    request = rf.get("/")
    request.user = f.a_superuser()
    record = RECORDS[model]() if RECORDS[model] else None
    shown = next(shown for table, shown in site._registry.items() if table._meta.model_name == model)
    form_of = shown.get_form(request, record, change=bool(record))
    whole = sent(form_of(instance=record)) | WHOLE.get(model, {})
    for field in whole:
        for typed in NONSENSE:
            form = form_of(MultiValueDict({**whole, field: [typed]}), instance=copy(record))
            assert form.is_valid() or form[field].as_field_group(), (field, typed)


@pytest.mark.parametrize("model", RECORDS)
def test_a_page_of_nonsense_comes_back_with_its_problems(at, model):
    record, client = RECORDS[model]() if RECORDS[model] else None, at(f.a_superuser())
    for address in [adding(model), *([page(record)] if record else [])]:
        form = client.get(address).context["adminform"].form
        for typed in ("", "0", "1/2024", "9" * 30, "\0"):
            answer = client.post(address, dict.fromkeys([*form.fields, "confirmed"], typed))
            assert answer.status_code in {302, 403} or answer.context["adminform"].form.errors, (address, typed)


@pytest.mark.parametrize("year", ["", "-1", "abc"])
def test_a_period_is_not_closed_without_its_year(at, year):
    answer = at(f.a_superuser()).post(adding("closedperiod"), {"year": year, "month": "5"})
    assert list(refused(answer)) == ["year"]


def test_a_record_that_none_is_named_by_is_left_out_of_the_box_that_is_shown_again(at):
    client = at(f.a_superuser())
    for typed in ("abc", "9" * 30):
        answer = client.post(adding("donation"), {"donor": typed})
        assert "donor" in answer.context["adminform"].form.errors
        assert f'value="{typed}"' not in answer.content.decode()


def test_a_list_of_an_event_that_none_is_named_by_is_refused_too(at):
    lines = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-gift_list": "abc"}
    answer = at(f.a_superuser()).post(adding("handoverevent"), lines)
    assert "gift_list" in answer.context["inline_admin_formsets"][0].formset.errors[0]
