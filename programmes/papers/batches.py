"""Papers by the thousand, by the worker: a batch is a ZIP of files with many papers each, or one.

Papers are made a few at a time, since typst remembers what it has set: so the memory is bounded, whatever the number.
The file is written beside and handed in whole; a worker that ends half way leaves none, and another begins anew.
"""

import logging
import zipfile
from io import BytesIO
from tempfile import TemporaryFile
from typing import NamedTuple

from django.utils import timezone
from django_tasks import task
from pypdf import PdfWriter

from programmes.actions import paper_batches
from programmes.exchange.desk.progress import Progress
from programmes.exchange.desk.workers import at_work
from programmes.models import Donation, PaperBatch, PaperTemplate, TotalsState, Worker
from programmes.models.turns import keys_that_wait
from programmes.papers import letters
from programmes.papers.forms.pdf import pdf
from programmes.papers.forms.word import starting_template
from programmes.papers.own_templates import fill
from programmes.papers.parts import PaperKind, sheet
from programmes.standards.names import slug
from programmes.standards.outages import passes

logger = logging.getLogger(__name__)
TOGETHER = 10
IN_ONE_PDF, IN_ONE_WORD = 1000, 500
ATTEMPTS = 3


class BatchKind(NamedTuple):
    """What is made by the thousand: `values(ids)` are what the papers tell, `named(values)` names the file of one.

    The batch leaves the portal as an export of `layout` does.
    """

    paper: PaperKind
    values: object
    named: object
    layout: str


def _letters(ids):
    found = Donation.objects.filter(pk__in=ids).select_related(*letters.TELLS)
    found = found.order_by("donor__search_key", "received_on", "pk")
    return letters.letters_of(found, day=timezone.localdate(), is_sample=TotalsState.of_sample().exists())


THANKS = BatchKind(letters.THANK_YOU, _letters, lambda values: values.donor, layout="donations")
KINDS = {kind.paper.key: kind for kind in (THANKS,)}


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


@task()
def make_papers(batch_id):
    """Make the papers of a batch, if it waits and nobody else makes it.

    One that has ended its worker, or failed, ATTEMPTS times is given up.
    """
    with at_work() as worker:
        batch = paper_batches.take(batch_id, worker)
        if batch is None:
            return
        if batch.attempts > ATTEMPTS:
            paper_batches.give_up(batch)
            return
        is_tried = True
        try:
            _make(batch)
        except Exception as error:
            logger.exception("papers %s", batch_id)
            is_tried = not passes(error)
        finally:
            paper_batches.let_go(batch, is_tried=is_tried)


def _make(batch):
    kind, form = KINDS[batch.kind], FORMS[batch.form]
    own = PaperTemplate.objects.in_use(batch.office, batch.kind)
    tell = Progress(lambda count: paper_batches.tell(batch, count))
    with TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            for count, name, content in form.files(kind, kind.values(batch.records), own and bytes(own.content)):
                box.writestr(name, content)
                tell(count)
        paper_batches.hand_in(batch, out)


def pick_up_abandoned():
    """Queue again the batches that nobody makes and for which no turn waits."""
    waiting = PaperBatch.objects.filter(state=PaperBatch.State.WAITING).exclude(worker__in=Worker.objects.alive())
    keys = set(waiting.values_list("pk", flat=True))
    for key in keys - keys_that_wait(make_papers) if keys else ():
        make_papers.enqueue(key)
