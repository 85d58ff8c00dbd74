"""Papers by the thousand, by the worker: a batch is a ZIP of files with many papers each, or one.

Papers are made a few at a time, since typst remembers what it has set: so the memory is bounded, whatever the number.
The file is written beside and handed in whole; a worker that ends half way leaves none, and another begins anew.
"""

import logging
import time
import zipfile
from collections import defaultdict
from io import BytesIO
from tempfile import TemporaryFile
from typing import NamedTuple

from django.utils import timezone
from django_tasks import task
from pypdf import PdfWriter

from programmes.actions import paper_batches
from programmes.exchange.desk.workers import at_work
from programmes.models import Donation, PaperBatch, PaperTemplate, TotalsState, Worker
from programmes.models.turns import waiting_turns
from programmes.papers.forms.pdf import pdf
from programmes.papers.forms.word import starting_template
from programmes.papers.heads import head_of
from programmes.papers.letters import THANK_YOU, thank_you
from programmes.papers.own_templates import fill
from programmes.papers.parts import PaperKind, sheet
from programmes.standards.names import slug
from programmes.standards.outages import passes

logger = logging.getLogger(__name__)
TOGETHER = 10
IN_ONE_PDF, IN_ONE_WORD = 1000, 500
SIGN_SECONDS = 1
LETTER_TELLS = ("donor__same_as", "programme", "round", "earmark", "office__province")


class BatchKind(NamedTuple):
    """What is made by the thousand: `values(ids)` are what the papers tell, `named(values)` names the file of one."""

    paper: PaperKind
    values: object
    named: object


def grouped(donations):
    """{(donor, office): its donations} of donations in their order: one letter each."""
    letters = defaultdict(list)
    for donation in donations:
        letters[donation.donor.of_office, donation.office].append(donation)
    return letters


def _letters(ids):
    found = Donation.objects.filter(pk__in=ids).select_related(*LETTER_TELLS)
    found = found.order_by("donor__search_key", "received_on", "pk")
    letters, day, is_sample = grouped(found), timezone.localdate(), TotalsState.of_sample().exists()
    heads = {office: head_of(office, day=day, is_sample=is_sample) for _donor, office in letters}
    return [thank_you(given, head=heads[office]) for (_donor, office), given in letters.items()]


KINDS = {"thank_you": BatchKind(THANK_YOU, _letters, lambda values: values.donor)}


def _one_pdf(kind, values):
    """A PDF with all of these; not tagged, which would double the memory."""
    whole, kept = PdfWriter(), BytesIO()
    for at in range(0, len(values), TOGETHER):
        part = pdf([sheet(kind.paper, each) for each in values[at : at + TOGETHER]], is_tagged=False)
        whole.append(BytesIO(part), import_outline=False)
    whole.compress_identical_objects()
    whole.write(kept)
    return kept.getvalue()


def _pdfs(kind, values, template):
    for at in range(0, len(values), IN_ONE_PDF):
        some = values[at : at + IN_ONE_PDF]
        yield at + len(some), f"{kind.paper.slug}-{at + 1}-{at + len(some)}.pdf", _one_pdf(kind, some)


def _pdf_of_each(kind, values, template):
    width = len(str(len(values)))
    for at, each in enumerate(values, start=1):
        yield at, f"{at:0{width}}-{slug(kind.named(each))}.pdf", pdf([sheet(kind.paper, each)])


def _words(kind, values, template):
    template = template or starting_template(kind.paper)
    for at in range(0, len(values), IN_ONE_WORD):
        some = values[at : at + IN_ONE_WORD]
        yield at + len(some), f"{kind.paper.slug}-{at + 1}-{at + len(some)}.docx", fill(template, kind.paper, some)


class BatchForm(NamedTuple):
    """`files(kind, values, template)` yields (papers made by then, name, bytes) of each file of the ZIP."""

    label: str
    files: object


FORMS = {
    "pdf": BatchForm(f"PDF để in, mỗi tệp đến {IN_ONE_PDF} thư", _pdfs),
    "each": BatchForm("mỗi thư một tệp PDF để gửi", _pdf_of_each),
    "word": BatchForm(f"Word, mỗi tệp đến {IN_ONE_WORD} thư", _words),
}


class _Progress:
    """Writes down how many papers are made, once a second at the most."""

    def __init__(self, batch):
        self.batch, self.told = batch, time.monotonic()

    def __call__(self, count):
        if time.monotonic() - self.told > SIGN_SECONDS:
            paper_batches.tell(self.batch, min(count, self.batch.papers))
            self.told = time.monotonic()


@task()
def make_papers(batch_id):
    """Make the papers of a batch, if it waits and nobody else makes it."""
    with at_work() as worker:
        batch = paper_batches.take(batch_id, worker)
        if batch is None:
            return
        if batch.attempts > paper_batches.ATTEMPTS:
            paper_batches.give_up(batch)
            return
        try:
            _make(batch)
        except Exception as error:
            logger.exception("papers %s", batch_id)
            if not passes(error) and batch.attempts >= paper_batches.ATTEMPTS:
                paper_batches.give_up(batch)
        finally:
            paper_batches.let_go(batch)


def _make(batch):
    kind, form = KINDS[batch.kind], FORMS[batch.form]
    own = PaperTemplate.objects.in_use(batch.office, batch.kind)
    tell = _Progress(batch)
    with TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            for count, name, content in form.files(kind, kind.values(batch.records), own and bytes(own.content)):
                box.writestr(name, content)
                tell(count)
        paper_batches.hand_in(batch, out)


def pick_up_abandoned():
    """Queue again the batches that nobody makes and for which no turn waits."""
    waiting = PaperBatch.objects.filter(state=PaperBatch.State.WAITING).exclude(worker__in=Worker.objects.alive())
    keys = list(waiting.values_list("pk", flat=True))
    turns = waiting_turns(make_papers).values_list("args_kwargs", flat=True) if keys else ()
    queued = {arguments["args"][0] for arguments in turns}
    for key in set(keys) - queued:
        make_papers.enqueue(key)
