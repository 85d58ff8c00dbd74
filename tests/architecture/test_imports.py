"""The layers and stages of docs/architecture.md: a module imports from below and from its own package, never upward."""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

from tests.architecture.sources import files, imports, name_of, product

BELOW = {
    "standards": set(),
    "models": {"standards"},
    "rules": {"standards", "models"},
    "access": {"standards", "models"},
    "totals": {"standards", "models"},
    "actions": {"standards", "models", "rules", "access", "totals"},
    "exchange": {"standards", "models", "rules", "access", "totals", "actions"},
    "papers": {"standards", "models", "rules", "access", "totals", "actions", "exchange"},
}
FACES = {"admin", "public", "management", "templatetags", "checks", "apps"}
BELOW |= dict.fromkeys(FACES - {"apps"}, {*BELOW})
BELOW["letterbox"] = {*BELOW} - FACES | {"public"}  # it stands on the pages, which do not know it
BELOW |= {"apps": {"access", "actions", "checks"}, "__init__": set()}

STAGES = {  # of exchange/: the stages that a stage may import from; all of them stand on its modules outside packages
    "reading": set(),
    "writing": set(),
    "columns": {"reading"},
    "sheets": {"reading", "columns"},
    "gifts": {"reading", "columns"},
    "filing": {"writing"},
    "layouts": {"reading", "writing", "columns", "sheets", "gifts"},
    "desk": {"reading", "writing", "columns", "sheets", "gifts", "layouts"},
    "resources": {"reading", "writing", "layouts", "desk"},
}

WEB = ("django.http", "django.forms", "django.shortcuts", "django.template", "django.contrib.admin")
FORBIDDEN = {  # package: modules it must do without
    **dict.fromkeys(("models", "actions", "exchange", "papers"), WEB),
    **dict.fromkeys(("rules", "access", "totals"), (*WEB, "django.conf")),
}
WIRED = {
    ("bhxh_portal/errors.py", "programmes.standards.outages"),
    ("bhxh_portal/logs.py", "programmes.standards.outages"),
    ("bhxh_portal/urls.py", "programmes.public.urls"),
    ("bhxh_portal/wsgi.py", "programmes.actions"),
    ("bhxh_portal/wsgi.py", "programmes.public.kept_responses"),
}
DRIVERS = {"sqlite3.connect", "psycopg.connect"}
LIBRARY_HOMES = {  # where django-import-export is known: which part of it
    "programmes/admin/imports.py": {"import_export.admin"},
    "programmes/management/commands/import.py": {"import_export.results"},
    # Its Resource and results know neither request nor page, and are how other programs reach our engine.
    "programmes/exchange/resources/": {
        *("import_export.resources", "import_export.results", "import_export.fields", "import_export.exceptions"),
    },
}
SPREADSHEETS = {"csv", "openpyxl", "python_calamine", "xlsxwriter"}
SPREADSHEET_HOMES = {"programmes/exchange/reading/readers.py", "programmes/exchange/writing/writers.py"}


def module_of(source):
    """ "programmes.models.gifts"; of a package its name."""
    return ".".join(Path(source.path).with_suffix("").parts).removesuffix(".__init__")


def within(module, roots):
    return any(module == root or module.startswith(f"{root}.") for root in roots)


def upward(source):
    """Each import of a module that points upward, with its place."""
    allowed = BELOW[source.package] | {source.package} if source.package else set()
    for node, module, name in imports(source):
        if module == "programmes":
            module = f"programmes.{name}"
        if not source.package:  # bhxh_portal is wiring: it knows the addresses and what to ask before it serves
            is_upward = within(module, ["programmes"]) and (source.path, module) not in WIRED
        else:
            layer = module.split(".")[1] if within(module, ["programmes"]) and "." in module else None
            is_upward = (layer and layer not in allowed) or within(module, ["bhxh_portal", "tests"])
        if is_upward:
            yield f"{source.at(node)} imports {module}"


def test_imports_point_downwards():
    assert [told for source in product() for told in upward(source)] == []


def stage(module):
    """ "sheets" for programmes.exchange.sheets.body, "" for programmes.exchange.findings."""
    return next((name for name in STAGES if within(module, [f"programmes.exchange.{name}"])), "")


def test_a_file_walks_through_the_stages_of_exchange_in_their_order():
    exchange = files("programmes/exchange")
    packages = {module_of(source) for source in exchange if source.path.endswith("/__init__.py")}
    assert packages == {"programmes.exchange", *(f"programmes.exchange.{name}" for name in STAGES)}
    upward = []
    for source in exchange:
        own = stage(module_of(source))
        allowed = {"", own, *STAGES.get(own, ())}
        upward += [
            f"{source.at(node)} imports {module}.{name}"
            for node, module, name in imports(source)
            if not {stage(module), stage(f"{module}.{name}")} <= allowed
        ]
    assert upward == []


def test_no_module_needs_itself():
    sources = {module_of(source): source for source in files("programmes")}
    needs = {
        own: {f"{module}.{name}" if f"{module}.{name}" in sources else module for _n, module, name in imports(source)}
        for own, source in sources.items()
    }
    needs = {own: {module for module in found if module in sources} for own, found in needs.items()}
    assert set(TopologicalSorter(needs).static_order()) == set(sources)  # raises CycleError with the circle


def test_imports_stand_at_the_top():
    hidden = [
        source.at(node)
        for source in product()
        for function in source.nodes
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and not (source.path == "programmes/apps.py" and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_standards_know_only_the_standard_library():
    django = {"django.core.exceptions", "django.db.utils", "django.utils.translation"}
    foreign = [
        f"{source.at(node)} imports {module}"
        for source in product()
        if source.package == "standards"
        for node, module, _name in imports(source)
        if not within(module, ["programmes.standards"])
        and module not in django
        and module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert foreign == []


def test_lower_layers_know_no_request_and_no_page():
    found = [
        f"{source.at(node)} imports {module}"
        for source in product()
        if source.package in FORBIDDEN
        for node, module, _name in imports(source)
        if within(module, FORBIDDEN[source.package])
    ]
    assert found == []


def test_the_library_of_imports_is_known_where_it_serves_and_nowhere_else():
    """A ModelResource of its own writes rows without rules, right and trail: there is none in our code."""
    found = []
    for source in product():
        known = {part for home, parts in LIBRARY_HOMES.items() if source.path.startswith(home) for part in parts}
        found += [
            f"{source.at(node)} imports {module}.{name}"
            for node, module, name in imports(source)
            if within(module, ["import_export"])
            and (module not in known or name in {"ModelResource", "modelresource_factory"})
        ]
    assert found == []


def test_public_pages_know_no_recipient_and_write_nothing():
    closed = ("programmes.actions", *(f"programmes.exchange.{name}" for name in {*STAGES} - {"writing"}))
    found = []
    for source in files("programmes/public"):
        found += [
            f"{source.at(node)} imports {module}.{name}"
            for node, module, name in imports(source)
            if name == "Recipient" or within(module, closed) or within(f"{module}.{name}", closed)
        ]
        found += [
            source.at(node)
            for node in source.nodes
            if isinstance(node, ast.Attribute) and node.attr in {"Recipient", "recipient", "citizen_number"}
        ]
    assert found == []


def test_environment_is_read_in_one_place():
    found = [
        source.at(node)
        for source in product()
        if source.path != "bhxh_portal/env.py"
        for node in source.nodes
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv", "environb"}
        and not sets_the_settings_module(source, node)
    ]
    found += [
        source.at(node)
        for source in product()
        if source.path != "bhxh_portal/env.py"
        for node, module, name in imports(source)
        if module == "os" and name in {"environ", "getenv"}
    ]
    assert found == []


def sets_the_settings_module(source, node):
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.value is node
        and call.func.attr == "setdefault"
        and ast.literal_eval(call.args[0]) == "DJANGO_SETTINGS_MODULE"
        for call in source.calls
    )


def test_spreadsheet_libraries_are_used_by_readers_and_writers_only():
    found = [
        f"{source.at(node)} imports {module}"
        for source in product()
        if source.path not in SPREADSHEET_HOMES
        for node, module, _name in imports(source)
        if module.split(".")[0] in SPREADSHEETS
    ]
    assert found == []


def test_there_are_no_signal_receivers():
    found = []
    for source in product():
        found += [
            f"{source.at(node)} imports receiver"
            for node, module, name in imports(source)
            if module == "django.dispatch" and name == "receiver"
        ]
        if source.path != "programmes/apps.py":
            connects = [call for call in source.calls if name_of(call.func) == "connect"]
            found += [source.at(call) for call in connects if ast.unparse(call.func) not in DRIVERS]
    assert found == []


def test_no_money_passes_through_a_float():
    found = [
        source.at(call)
        for source in product()
        if source.path != "programmes/public/charts.py"
        for call in source.calls
        if isinstance(call.func, ast.Name) and call.func.id == "float"
    ]
    found += [
        source.at(node)
        for source in product()
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr == "FloatField"
    ]
    assert found == []


def test_a_constant_of_the_public_pages_has_one_home():
    """Two modules that hand out a YEAR each would let one be taken for the other."""
    homes = {}
    for source in files("programmes/public"):
        for _node, module, name in imports(source):
            if name.isupper() and module.startswith("programmes.public"):
                homes.setdefault(name, set()).add(module)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
