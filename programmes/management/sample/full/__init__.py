"""Years of invented records, 2025 on the scale that the newspapers told of: what `demo --full` fills the portal with.

Lists come from files through the same door as an office's, everything else through the same actions.
"""

import random
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Sum
from django.utils import timezone

from programmes.actions import programmes
from programmes.exchange.desk import intake
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.writers import write_csv
from programmes.management.sample.full.aftermath import Aftermath
from programmes.management.sample.full.course import Course
from programmes.management.sample.full.files import GiftFiles
from programmes.management.sample.full.income import Income
from programmes.management.sample.full.money import RAISED_VND, Money, Need
from programmes.management.sample.full.plans import DRAFT, SUBMITTED, planned
from programmes.models import Gift, GiftList, ImportBatch, Programme, Province, Recipient, Round, bulk

FILE = "minh-hoa-{}.csv"  # of a round
SEED = 2028
EARLIER_ROUNDS = (2020, 2021)  # which the reference data do not know


def is_loaded():
    """Whether the records of this database are this sample."""
    return ImportBatch.objects.filter(filename__startswith=FILE.partition("{")[0]).exists()


def fill(officers, one_in=1, tell=print):
    """Fill an empty portal: of everything one in `one_in`. `tell` is told each step. In the caller's transaction."""
    rng = random.Random(SEED)  # noqa: S311 - an invented world, the same each time
    _open_rounds(officers["trunguong"])
    plans, today = planned(rng, one_in), timezone.localdate()
    tell("Nhập tệp danh sách tặng…")
    _import(rng, plans, officers["trunguong"])
    bulk.learn(Recipient, Gift)
    needs = _needs(plans)
    tell("Ghi và duyệt khoản ủng hộ…")
    money = Money(rng, dict(Province.objects.values_list("code", "name")), today)
    receipts = money.receipts(needs, RAISED_VND // one_in)
    income = Income(officers)
    shares = income.enter(sorted(receipts, key=lambda receipt: receipt.received_on))
    tell("Trình, duyệt, cấp tiền và trao từng danh sách…")
    Course(officers, shares, today).run(plans)
    tell("Khóa kỳ và đính chính…")
    Aftermath(officers, income, money).load()


def _open_rounds(by):
    programme = Programme.objects.get(slug="tang-so-the")
    for year in EARLIER_ROUNDS:
        name, days = f"Sổ BHXH, thẻ BHYT năm {year}", {"starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
        programmes.keep(Round(programme=programme, slug=f"so-the-{year}", name=name, **days), by=by)


def _import(rng, plans, by):
    """A file for each round, judged and stored like any upload; what is not stored leaves no file behind."""
    files, of_round, batches = GiftFiles(rng), defaultdict(list), []
    for plan in plans:
        of_round[plan.round].append(plan)
    try:
        for slug, found in of_round.items():
            batches.append(_received(FILE.format(slug), files.rows(found), Round.objects.get(slug=slug), by))
            _insist_stored(store_upload(batches[-1]))
    except BaseException:
        for batch in batches:
            batch.file.delete(save=False)
        raise


def _insist_stored(outcome):
    if errors := outcome.findings.errors:
        raise RuntimeError(f"The sample has faults: {errors.first(3)}")


def _received(name, rows, round_, by):
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_csv(path, rows)
        with path.open("rb") as file:
            return intake.receive(file, filename=name, layout=LAYOUTS["gifts"], by=by, round_=round_)


def _needs(plans):
    """Round -> Needs of the lists that will be approved, in the order of their days."""
    costs = dict(GiftList.objects.order_by().values_list("decision_number").annotate(sum=Sum("gifts__donor_cost_vnd")))
    needs = defaultdict(list)
    for plan in plans:
        if plan.stage not in {DRAFT, SUBMITTED}:
            needs[plan.round].append(Need(plan, costs[plan.decision_number]))
    return needs
