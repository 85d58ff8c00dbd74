"""Workers that are killed and officers who import at the same instant: real processes, real transactions."""

import errno
import os
import random
import resource
import signal
import time
from datetime import timedelta
from multiprocessing import get_context
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from programmes.actions import gift_files, imports, workers
from programmes.admin.batches import progress
from programmes.exchange.desk import intake, jobs
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import Gift, ImportBatch, Recipient, Worker
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import sheets
from tests.colleagues import PATIENCE_SECONDS, Colleague, meet, needs_postgresql, stopping

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_database]

KILLS, ROWS = 20, 2000
PEOPLE = 200
SEED = 20260304
LONG_AGO = timedelta(minutes=2)


@pytest.fixture
def round_(db):
    return f.a_round(slug="so-the-2025")


@pytest.fixture
def a_long_file(tmp_path):
    return sheets.a_csv(tmp_path, sheets.lines(ROWS))


def uploaded(path, by, round_):
    """A batch that its owner has confirmed."""
    with path.open("rb") as file:
        batch = intake.receive(file, filename=path.name, layout=LAYOUTS["gifts"], by=by, round_=round_)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.CONFIRMED)
    batch.refresh_from_db()
    return batch


def time_passes():
    """So long that whoever has not signed since is taken for dead, and every upload has had its time."""
    Worker.objects.update(seen_at=F("seen_at") - LONG_AGO)
    ImportBatch.objects.update(heartbeat_at=F("heartbeat_at") - LONG_AGO)
    workers.free_of_the_dead()


def in_a_process(work, *arguments):
    """`work` in a worker process of its own with its own connection to the database."""

    def run():
        connection.close()
        work(*arguments)
        os._exit(0)

    connection.close()
    process = get_context("fork").Process(target=run)
    process.start()
    return process


def killed(process, seconds):
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while others_at_work():
        time.sleep(0.02)


def others_at_work():
    """Sessions that PostgreSQL has not ended yet: a commit that was under way may still come through."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def the_books():
    return Gift.objects.count(), Recipient.objects.count()


def empty_the_books():
    with connection.cursor() as cursor:
        for table in ("gift", "giftlisttotal", "giftlist", "recipient"):
            cursor.execute(f"DELETE FROM programmes_{table}")


def seconds_of_one_import(path, by, round_):
    begin = time.monotonic()
    in_a_process(jobs.store_batch.func, uploaded(path, by, round_).pk).join()
    seconds = time.monotonic() - begin
    assert the_books() == (ROWS, ROWS)
    empty_the_books()
    return seconds


def test_a_worker_killed_at_any_moment_leaves_the_file_wholly_in_or_wholly_out(a_long_file, round_):
    by, rng = f.the_maker(), random.Random(SEED)
    whole = seconds_of_one_import(a_long_file, by, round_)
    for _turn in range(KILLS):
        batch = uploaded(a_long_file, by, round_)
        killed(in_a_process(jobs.store_batch.func, batch.pk), rng.uniform(0, whole))
        batch.refresh_from_db()
        stored = batch.state == ImportBatch.State.STORED
        assert the_books() == ((ROWS, ROWS) if stored else (0, 0))
        assert differences() == []
        empty_the_books()


def test_the_same_kills_find_an_import_that_stores_in_pieces(a_long_file, round_, monkeypatch):
    """The proof that the test above can fail: gifts stored apart from their people are found out."""

    def in_pieces(plan, *, by, batch):
        result = gift_files.issue_gifts(plan, by=by, batch=batch)
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
            cursor.execute("BEGIN")
        time.sleep(5)
        return result

    monkeypatch.setitem(LAYOUTS, "gifts", LAYOUTS["gifts"]._replace(store=in_pieces))
    by, batch = f.the_maker(), uploaded(a_long_file, f.the_maker(), round_)
    process = in_a_process(jobs.store_batch.func, batch.pk)
    deadline = time.monotonic() + 60
    while the_books() == (0, 0) and time.monotonic() < deadline:
        time.sleep(0.02)
    killed(process, 0)
    batch.refresh_from_db()
    assert by.pk == batch.owner_id
    assert (the_books(), batch.state) == ((ROWS, ROWS), ImportBatch.State.CONFIRMED)


def test_the_job_of_a_killed_worker_is_taken_up_and_finished(a_long_file, round_):
    batch = uploaded(a_long_file, f.the_maker(), round_)
    killed(in_a_process(jobs.store_batch.func, batch.pk), 0.15)
    time_passes()
    assert [found.pk for found in jobs.pick_up_abandoned()] in ([batch.pk], [])
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.STORED
    assert the_books() == (ROWS, ROWS)


def seconds_left():
    """Of the processor, until the system ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime


def test_an_upload_that_somebody_works_on_is_not_taken_up(round_, tmp_path, monkeypatch):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    usual = resource.getrlimit(resource.RLIMIT_CPU)
    other = workers.sign_on("other", "another machine")
    imports.take(batch.pk, batch.state, other)
    ImportBatch.objects.update(heartbeat_at=F("heartbeat_at") - LONG_AGO)
    assert jobs.pick_up_abandoned() == []
    jobs.store_batch.func(batch.pk)
    assert the_books() == (0, 0)
    time_passes()

    def work(batch, _watch):
        assert 0 < seconds_left() <= settings.WORKER_CPU_SECONDS
        store_upload(batch)

    monkeypatch.setattr(jobs, "store_upload", work)
    assert [found.pk for found in jobs.pick_up_abandoned()] == [batch.pk]
    assert resource.getrlimit(resource.RLIMIT_CPU) == usual
    assert the_books() == (3, 3)


def test_a_clock_that_was_set_back_keeps_no_upload_with_the_dead(round_, tmp_path):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    imports.take(batch.pk, batch.state, workers.sign_on("other", "another machine"))
    Worker.objects.update(seen_at=F("seen_at") + 30 * LONG_AGO)
    ImportBatch.objects.update(heartbeat_at=F("heartbeat_at") + 30 * LONG_AGO)
    workers.free_of_the_dead()
    assert [found.pk for found in jobs.pick_up_abandoned()] == [batch.pk]


@pytest.mark.parametrize("job", [jobs.preview_upload, store_upload])
def test_what_a_worker_finds_that_was_taken_for_dead_is_not_kept(round_, tmp_path, job):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    slow = imports.take(batch.pk, batch.state, workers.sign_on("slow", "a machine that slept"))
    time_passes()
    taken = imports.take(batch.pk, batch.state, workers.sign_on("quick", "another machine"))
    with pytest.raises(imports.TakenAwayError):
        job(slow)
    assert the_books() == (0, 0)
    store_upload(taken)
    assert the_books() == (3, 3)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "hết chỗ trên đĩa"),
        (OperationalError("the connection is closed"), "Cơ sở dữ liệu tạm không trả lời"),
        (ConnectionError("the store of uploads does not answer"), "Kho tệp tạm không trả lời"),
    ],
)
def test_a_file_waits_until_the_server_is_back_however_often_it_was_tried(round_, tmp_path, monkeypatch, error, told):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    with monkeypatch.context() as away:
        away.setattr("programmes.exchange.desk.store.judge_file", Mock(side_effect=error))
        for _turn in range(2 * jobs.ATTEMPTS):
            jobs.store_batch.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.attempts, batch.worker) == (ImportBatch.State.CONFIRMED, 0, None)
    assert told in batch.message
    assert told in progress(batch)["text"]
    time_passes()
    jobs.pick_up_abandoned()
    batch.refresh_from_db()
    assert (batch.state, batch.message) == (ImportBatch.State.STORED, "")


def test_turns_of_a_dead_worker_end_and_those_of_the_living_go_on(db):
    for token in ("dead", "living", "unknown"):
        if token != "unknown":
            workers.sign_on(token, "a machine")
        a_turn_of(token)
    Worker.objects.filter(token="dead").update(seen_at=F("seen_at") - LONG_AGO)
    workers.free_of_the_dead()
    states = {turn.worker_ids[0]: turn.status for turn in DBTaskResult.objects.all()}
    assert states == {"dead": "FAILED", "living": "RUNNING", "unknown": "FAILED"}
    assert [one.token for one in Worker.objects.all()] == ["living"]


def a_turn_of(token):
    DBTaskResult.objects.create(
        task_path="programmes.exchange.desk.jobs.preview_batch",
        args_kwargs={"args": [0], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        status="RUNNING",
        worker_ids=[token],
    )


def test_an_upload_that_waits_behind_others_is_read_however_often_it_was_queued(round_, tmp_path, monkeypatch):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UPLOADED)
    with monkeypatch.context() as busy:
        busy.setattr(jobs, "JOBS", {state: Mock(module_path="") for state in jobs.JOBS})
        for _turn in range(10):
            time_passes()
            assert [found.pk for found in jobs.pick_up_abandoned()] == [batch.pk]
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (ImportBatch.State.UPLOADED, 0)
    jobs.preview_batch.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.report["new"]) == (ImportBatch.State.PREVIEWED, 3)


def test_a_file_that_has_ended_three_workers_is_closed_by_the_next(round_, tmp_path, monkeypatch):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    with monkeypatch.context() as heavy:
        heavy.setattr(jobs, "store_upload", lambda *_job: os._exit(1))
        for _turn in range(jobs.ATTEMPTS):
            batch.refresh_from_db()
            assert batch.state == ImportBatch.State.CONFIRMED
            in_a_process(jobs.store_batch.func, batch.pk).join()
            time_passes()
    jobs.pick_up_abandoned()
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (ImportBatch.State.FAILED, 4)
    assert "quá nhiều bộ nhớ hoặc thời gian" in batch.message
    assert the_books() == (0, 0)


def test_a_file_that_has_ended_two_workers_is_stored_by_the_third(round_, tmp_path):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    ImportBatch.objects.filter(pk=batch.pk).update(attempts=2)
    time_passes()
    jobs.pick_up_abandoned()
    assert the_books() == (3, 3)


def test_what_the_preview_cost_does_not_count_against_the_storing(round_, tmp_path):
    batch = uploaded(sheets.a_csv(tmp_path, sheets.lines(3)), f.the_maker(), round_)
    ImportBatch.objects.filter(pk=batch.pk).update(attempts=3)
    batch.refresh_from_db()
    jobs.enqueue(batch)
    assert the_books() == (3, 3)


def both_stored(batches):
    """Whether both files are in the books, the people once: new in the first that came, unchanged in the other."""
    reports = [ImportBatch.objects.get(pk=batch.pk) for batch in batches]
    assert {report.state for report in reports} == {ImportBatch.State.STORED}
    assert the_books() == (PEOPLE, PEOPLE)
    assert differences() == []
    return [(report.report["new"], report.report["unchanged"]) for report in reports]


@pytest.fixture
def two_batches(round_, tmp_path):
    """The same people in opposite order, sent by two officers."""
    people = sheets.lines(PEOPLE)
    orders = {"xuoi.csv": people, "nguoc.csv": people[::-1]}
    return [uploaded(sheets.a_csv(tmp_path, rows, name=name), f.an_officer(), round_) for name, rows in orders.items()]


def test_two_workers_with_the_same_people_both_end_truthfully(two_batches):
    processes = [in_a_process(jobs.store_batch.func, batch.pk) for batch in two_batches]
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert sorted(both_stored(two_batches)) == [(0, PEOPLE), (PEOPLE, 0)]


@needs_postgresql
def test_a_file_is_judged_only_when_the_one_before_it_is_stored(two_batches):
    first, second = (lambda batch=batch: store_upload(batch) for batch in two_batches)
    meet(first, second, at=(gift_files.bulk, "load"))  # the first is judged, and nothing written
    assert both_stored(two_batches) == [(PEOPLE, 0), (0, PEOPLE)]


def of_province(path, name, code, people, round_):
    """A confirmed file of these people, for a province, sent by an officer of its own office."""
    province = f.a_province(code).name
    rows = [{**line, "Tỉnh/TP": province} for line in people]
    return uploaded(sheets.a_csv(path, rows, name=name), f.an_officer(office=f.an_office(code)), round_)


@needs_postgresql
def test_a_file_of_another_province_waits_for_nobody(round_, tmp_path):
    nghe_an = of_province(tmp_path, "nghe-an.csv", f.NGHE_AN, sheets.lines(PEOPLE), round_)
    others = [sheets.a_line(number) for number in range(PEOPLE + 1, PEOPLE + 6)]
    dien_bien = of_province(tmp_path, "dien-bien.csv", "11", others, round_)
    early, late = (Colleague(lambda batch=batch: store_upload(batch)) for batch in (nghe_an, dien_bien))
    with stopping(early, gift_files.bulk, "load") as (arrived, may_go):
        early.start()
        assert arrived.wait(PATIENCE_SECONDS)
        late.start()
        late.join(PATIENCE_SECONDS)
        dien_bien.refresh_from_db()
        assert dien_bien.state == ImportBatch.State.STORED
        may_go.set()
        early.join(PATIENCE_SECONDS)
    assert the_books() == (PEOPLE + 5, PEOPLE + 5)


@needs_postgresql
def test_two_provinces_that_give_the_same_people_at_once_register_each_once(round_, tmp_path):
    people = sheets.lines(PEOPLE)
    batches = [
        of_province(tmp_path, "xuoi.csv", f.NGHE_AN, people, round_),
        of_province(tmp_path, "nguoc.csv", "11", people[::-1], round_),
    ]
    processes = [in_a_process(jobs.store_batch.func, batch.pk) for batch in batches]
    for process in processes:
        process.join(60)
    assert Recipient.objects.count() == PEOPLE
    assert differences() == []
    assert {batch.state for batch in ImportBatch.objects.all()} <= {"stored", "previewed"}
