"""Refused and failed requests: officers stay on their side, visitors on theirs, and a database that is away is 503."""

from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import Http404
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client
from django.urls import reverse

from bhxh_portal.errors import OF_THE_FRONT, SIDES, page_of_the_front
from programmes.models.accounts import OfficerSession
from tests import factories as f
from tests.admin.pages import changelist, text_of

WAY_BACK = {"/quan-tri/": "Về trang việc của bạn", "/": "Về trang chủ"}
ADDRESSES = {"/quan-tri/": changelist("donor"), "/": "/nam/"}


def slept_too_long():
    error = InternalError()
    error.__cause__ = Exception()
    error.__cause__.sqlstate = "25P03"
    return error


FAULTS = [
    (SuspiciousOperation(), 400, "không đọc được"),
    (RequestDataTooBig(), 413, "chia nhỏ"),
    (PermissionDenied(), 403, "không có quyền"),
    (Http404(), 404, "ở địa chỉ này"),
    (ValueError("BI-MAT"), 500, "lỗi đã được ghi lại"),
    (DatabaseError("BI-MAT"), 500, "lỗi đã được ghi lại"),
    (OperationalError("BI-MAT"), 503, "không trả lời kịp"),
    (InterfaceError("BI-MAT"), 503, "không trả lời kịp"),
    (slept_too_long(), 503, "không trả lời kịp"),
]


@pytest.mark.parametrize("side", WAY_BACK)
@pytest.mark.parametrize(("error", "status", "sentence"), FAULTS, ids=lambda value: str(value)[:30])
def test_an_error_is_told_in_the_layout_of_its_side_and_without_the_database(
    side, error, status, sentence, monkeypatch
):
    def broken(*_arguments):
        raise error

    monkeypatch.setattr(CsrfViewMiddleware, "process_view", broken)  # the first that is asked; no database here
    answer = Client(raise_request_exception=False).get(ADDRESSES[side])
    shown = text_of(answer)
    assert answer.status_code == status
    assert sentence in shown
    assert WAY_BACK[side] in shown
    assert f'href="{side}"' in answer.content.decode()
    assert "BI-MAT" not in shown
    assert ("Retry-After" in answer) is (status == 503)
    assert ("no-store" in answer.get("Cache-Control", "")) is (side == "/quan-tri/")


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_form_of_an_officer_without_its_token_is_told_on_the_officers_side():
    client = Client(enforce_csrf_checks=True)
    client.force_login(f.the_maker())
    answer = client.post(changelist("donor"), {})
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết hạn" in text_of(answer)
    assert "Về trang việc của bạn" in text_of(answer)


@pytest.mark.django_db
@pytest.mark.one_database
def test_an_address_of_a_button_that_is_opened_as_a_page_says_so_on_the_officers_side(at):
    answer = at(f.the_maker()).get(reverse("admin:programmes_importbatch_errors", args=[1, "csv"]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Địa chỉ này là của một nút bấm" in text_of(answer)
    assert "Về trang việc của bạn" in text_of(answer)
    answer = Client().put("/nam/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Về trang chủ" in text_of(answer)


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [(OperationalError("away"), 503, "không trả lời kịp"), (DatabaseError("no such row"), 400, "Phiên đăng nhập đã")],
)
def test_whoever_loses_the_session_after_an_act_is_not_told_that_nothing_was_stored(
    answer, status, sentence, at, settings
):
    settings.SESSION_SAVE_EVERY_REQUEST = True
    client = at(f.the_maker())
    with patch.object(OfficerSession, "save", side_effect=answer):
        client.raise_request_exception = False
        told = client.get(changelist("donor"))
    assert told.status_code == status
    assert sentence in text_of(told)
    assert "chưa ghi gì" not in text_of(told)


@pytest.mark.parametrize("status", OF_THE_FRONT)
def test_the_server_in_front_tells_an_error_as_the_portal_does_to_each_side(status):
    told = {side: page_of_the_front(side, status) for side in SIDES}
    assert 'href="/quan-tri/"' in told["staff"]
    assert "Về trang chủ" in told["vi"]
    assert 'lang="en"' in told["en"]
    assert 'href="/en/"' in told["en"]
