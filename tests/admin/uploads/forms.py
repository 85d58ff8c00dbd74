"""An upload in tests: its page, what its officer chooses there."""

from tests import sheets
from tests.admin.pages import text_of
from tests.admin.test_imports import address

WRONG = {"Số tháng": "0"}


def choose(client, batch, part, **data):
    """Send one of the forms of the page; what the officer then reads."""
    answer = client.post(address("importbatch", "choose", batch.pk, part), data, follow=True)
    batch.refresh_from_db()
    return text_of(answer)


def told(batch, **report):
    """The batch with a report that says so."""
    batch.report = {**batch.report, **report}
    batch.save()
    return batch


def page_of(client, batch):
    return text_of(client.get(address("importbatch", "change", batch.pk)))


def numbered(count):
    return list(enumerate(sheets.lines(count)))


def all_boxes(page, **over):
    """What a browser sends of the form of `page` that leads to another reading, after some boxes have been filled.

    `over` is by the name of a form the label of a box -> what is typed, or the label of what is chosen.
    """
    sent = {}
    for name, form in page.context["forms"].items():
        for box in form:
            typed = over.get(name, {}).get(str(box.label))
            chosen = {str(label): value for value, label in getattr(box.field, "choices", ())}.get(typed, typed)
            sent[box.html_name] = box.value() if typed is None else chosen
    return {name: value for name, value in sent.items() if value is not None}
