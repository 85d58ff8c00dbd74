"""The processes that take up jobs: they sign, and what a dead one has left is freed for the living."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from programmes.actions import imports, paper_batches
from programmes.models import ImportBatch, PaperBatch, Worker


def sign_on(token, place):
    """A process begins to take up jobs."""
    return Worker.objects.create(token=token, place=place[:100])


def sign(worker):
    """It is still there. Whoever was taken for dead meanwhile, as on a machine that slept, begins anew."""
    if not Worker.objects.filter(pk=worker.pk).update(seen_at=Now()):
        worker.pk = Worker.objects.create(token=worker.token, place=worker.place).pk


@transaction.atomic
def sign_off(worker):
    """It ends: what it has not finished is free."""
    _lay_down(worker)
    Worker.objects.filter(pk=worker.pk).delete()


@transaction.atomic
def begin_again(worker):
    """It has lost its database in the middle of a job, for which the job cannot help: it is at none now."""
    _lay_down(worker, is_tried=False)


def _lay_down(worker, *, is_tried=True):
    imports.free(ImportBatch.objects.filter(worker=worker.pk), is_tried=is_tried)
    paper_batches.free(PaperBatch.objects.filter(worker=worker.pk), is_tried=is_tried)
    _end_turns(lambda token: token == worker.token)


@transaction.atomic
def free_of_the_dead():
    """What dead processes have left is free again, and their turns have ended."""
    dead = Worker.objects.exclude(pk__in=Worker.objects.alive())
    imports.free(ImportBatch.objects.filter(worker__in=dead))
    paper_batches.free(PaperBatch.objects.filter(worker__in=dead))
    dead.delete()
    there = set(Worker.objects.values_list("token", flat=True))
    _end_turns(lambda token: token not in there)


def _end_turns(is_gone):
    """Turns that say they run, of processes that are gone or at something else: they are told as failed."""
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    left = [key for key, tokens in running if all(map(is_gone, tokens[-1:]))]
    if left:
        ended = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
        DBTaskResult.objects.running().filter(pk__in=left).update(**ended)
