"""The check of the books on the command line and in the worker, and how the public reads it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from programmes.management import daily
from programmes.models import BookCheck
from programmes.rules.retention import KINDS
from programmes.totals import checks
from tests import factories as f
from tests.guards import break_by_hand

pytestmark = pytest.mark.django_db
QUEUED = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}})


def test_the_command_prints_a_line_for_each_check(capsys):
    f.a_handover()
    call_command("check_books")
    lines = capsys.readouterr().out.splitlines()
    count = len(checks.CHECKS)
    told = [line.split()[:3] for line in lines]
    assert told == [[f"{place}/{count}", "đạt", check.code] for place, check in enumerate(checks.CHECKS, 1)]
    assert BookCheck.objects.count() == len(checks.CHECKS)


def test_the_command_fails_when_a_check_does(capsys):
    f.a_handover()
    break_by_hand("UPDATE programmes_giftlist SET funded_vnd = funded_vnd - 1")
    with pytest.raises(SystemExit) as ended:
        call_command("check_books")
    assert ended.value.code == 1
    assert "SAI 1    list_funding" in capsys.readouterr().out
    assert BookCheck.objects.get(code="list_funding").failures == 1


def test_the_command_waits_until_the_checks_are_due(capsys):
    call_command("check_books", if_due=True)
    assert capsys.readouterr().out
    call_command("check_books", if_due=True)
    assert capsys.readouterr().out == ""


@QUEUED
def test_the_worker_queues_the_check_once():
    assert daily.ensure_check()
    assert not daily.ensure_check()
    assert DBTaskResult.objects.get().run_after <= timezone.now()


@QUEUED
def test_a_check_that_was_run_comes_back_in_a_day():
    daily.check_books.call()
    assert BookCheck.objects.count() == len(checks.CHECKS)
    again = DBTaskResult.objects.get()
    assert abs(again.run_after - timezone.now() - checks.GOOD_FOR) < timedelta(minutes=1)
    daily.check_books.call()
    assert DBTaskResult.objects.count() == 1


@QUEUED
def test_turns_of_the_worker_that_are_long_over_are_forgotten():
    long_over = timezone.now() - timedelta(days=KINDS["turns"].days + 1)
    for finished_at in (long_over, timezone.now()):
        DBTaskResult.objects.create(
            task_path=daily.check_books.module_path,
            status=TaskResultStatus.SUCCESSFUL,
            args_kwargs={"args": [], "kwargs": {}},
            queue_name="default",
            backend_name="default",
            run_after=finished_at,
            finished_at=finished_at,
        )
    daily.check_books.call()
    assert not DBTaskResult.objects.filter(finished_at=long_over).exists()
    assert DBTaskResult.objects.finished().count() == 1
