"""Facts are written by actions/ and totals/, and by nobody else."""

import ast

from tests.architecture.sources import name_of, product

WRITERS = {"actions", "totals"}
BULK = {
    "programmes/models/bulk.py",  # how rows are loaded; what is loaded, actions decide
    "programmes/management/benchmark/floor.py",  # raw rows in a scratch database, to measure against
    "programmes/management/benchmark/filling.py",  # facts of a country in a scratch database, to measure its pages
}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "raw_delete", "_raw_delete"}
ON_RECORDS = {"save", "delete"}
ON_QUERYSETS = {"create", "update"}
IN_BULK = {"insert", "update", "change", "load", "replace"}
QUERYSET_METHODS = {"all", "filter", "exclude", "order_by", "select_for_update", "get_queryset", "using"}
CHANGES = ("INSERT", "UPDATE", "DELETE", "COPY", "TRUNCATE")

NOT_FACTS = {  # receiver of the call: why it is no fact
    "super()": "the model's own save(), called by whoever saves the record",
    "Group.objects": "roles, brought in step with access/roles.py after a migration",
    "batch": "the upload itself; what it holds is stored by actions/imports.py",
    "ImportBatch.objects": "as above",
    "batch.file": "the uploaded file",
    "default_storage": "files",
    "self._disk": "what a preview tells of rows, in a nameless file that is gone with the process",
    "document": "a Word document, written into memory",
    "code": "the picture of a QR code, written into memory",
    "flat": "a picture, written into memory",
    "cache": "how often somebody has tried, which is forgotten after a while",
}


def writes(source):
    """Calls that look like a change of the database: (node, text of the receiver)."""
    for call in source.calls:
        if not isinstance(call.func, ast.Attribute):
            continue
        receiver, verb = call.func.value, call.func.attr
        text = ast.unparse(receiver)
        if any(word.arg == "commit" and getattr(word.value, "value", True) is False for word in call.keywords):
            continue  # a form that hands out its record instead of storing it
        is_queryset = ".objects" in text or name_of(getattr(receiver, "func", None)) in QUERYSET_METHODS
        if (
            verb in ALWAYS | ON_RECORDS
            or (verb in ON_QUERYSETS and is_queryset)
            or (verb in IN_BULK and text == "bulk")
            or (verb in {"execute", "executemany"} and changes_rows(call))
        ):
            yield call, text


def changes_rows(call):
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr):
        first = first.values[0]
    text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    return text.lstrip().upper().startswith(CHANGES)


def test_facts_are_written_by_actions_only():
    found = [
        f"{source.at(call)} {ast.unparse(call.func)}"
        for source in product()
        if source.package not in WRITERS and source.path not in BULK
        for call, text in writes(source)
        if text not in NOT_FACTS
    ]
    assert found == []


def test_no_record_is_saved_in_a_loop():
    found = [
        source.at(call)
        for source in product()
        for loop in source.nodes
        if isinstance(loop, ast.For)
        for call in ast.walk(loop)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "save"
    ]
    assert found == []


def test_the_rule_sees_a_planted_write():
    planted = ast.parse("Donation.objects.filter(pk=1).update(amount_vnd=2)\ngift.save()\ncursor.execute('UPDATE x')\n")
    source = product()[0]._replace(tree=planted)
    assert len(list(writes(source))) == 3
