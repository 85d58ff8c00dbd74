"""What a reader must find in the documents."""

import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

from programmes.models import (
    ROUTES,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    GiftList,
    HandoverEvent,
    PublishedFigure,
)
from programmes.rules import approvals
from programmes.rules.retention import KINDS
from tests.architecture.sources import ROOT, files

COMMANDS = sorted(path.stem for path in (ROOT / "programmes/management/commands").glob("[a-z]*.py"))
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if page.exists()]
ARCHITECTURE = ROOT / "docs/architecture.md"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command):
    assert any(re.search(rf"`[^`]*\b{command}\b", page.read_text()) for page in PAGES)
    assert load_command_class("programmes", command).help


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    broken = [target for target in LINK.findall(page.read_text()) if not (page.parent / target).exists()]
    assert broken == []


def test_modules_named_in_the_documents_are_there():
    there = [f"/{source.path}" for source in files("programmes", "bhxh_portal", "tests", "deploy")] + [
        "/manage.py",
        "/runtests.py",
    ]
    named = {(page.name, module) for page in PAGES for module in re.findall(r"\w[\w/]*\.py\b", page.read_text())}
    lost = [(page, module) for page, module in named if not any(path.endswith(f"/{module}") for path in there)]
    assert lost == []


@pytest.mark.parametrize(
    ("model", "transitions"),
    [
        (Donation, approvals.DONATION),
        (GiftList, approvals.GIFT_LIST),
        (HandoverEvent, approvals.HANDOVER),
        (Correction, approvals.CORRECTION),
        (DonationMove, approvals.DONATION_MOVE),
        (DonorJoin, approvals.DONOR_JOIN),
        (Conflict, approvals.CONFLICT),
        (PublishedFigure, approvals.PUBLISHED_FIGURE),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_drawn_table_of_states_is_the_one_in_the_code(model, transitions):
    drawn = {
        tuple(cell.strip(" `") for cell in line.split("|")[1:5])
        for line in ARCHITECTURE.read_text().splitlines()
        if line.startswith(f"| {model.__name__} ")
    }
    in_code = {
        (model.__name__, transition.verb, source.value, transition.target.value)
        for transition in transitions.values()
        for source in transition.sources
    }
    assert drawn == in_code


def test_the_drawn_routes_of_the_books_are_those_in_the_code():
    drawn = {
        tuple(cell.strip(" `") for cell in line.split("|")[1:4])
        for line in ARCHITECTURE.read_text().splitlines()
        if re.match(r"\| `[a-z]+` \| [a-z]+ \| [a-z]+ \|", line)
    }
    assert drawn == {(kind.value, source.value, target.value) for kind, (source, target) in ROUTES.items()}


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted(Path(ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 10


def test_every_decision_stands_in_the_list_of_decisions_with_its_title():
    first, *others = sorted((ROOT / "docs/decisions").glob("*.md"))
    listed = [line for line in first.read_text().splitlines() if line.startswith("- [")]
    assert listed == [f"- [{page.read_text().splitlines()[0].removeprefix('# ')}]({page.name})" for page in others]


def test_the_drawn_periods_of_keeping_are_those_in_the_code():
    drawn = [
        line
        for line in (ROOT / "docs/operations.md").read_text().splitlines()
        if re.match(r"\| `[a-z]+` \|.*\| (yes|no) \|$", line)
    ]
    assert drawn == [
        f"| `{key}` | {kind.name} | {kind.period} | {kind.since} | {kind.deed.label} | {kind.source} "
        f"| {'yes' if kind.is_daily else 'no'} |"
        for key, kind in KINDS.items()
    ]
