import ast

from django.conf import settings

READERS = {"text", "flag", "number", "words", "secret", "keys"}


def names_read(path):
    """The variables named in calls of env's readers."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        reader = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if reader in READERS and call.args and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value


def test_every_variable_is_in_the_example_and_no_other():
    wiring = settings.BASE_DIR / "bhxh_portal"
    read = {*names_read(wiring / "env.py"), *names_read(wiring / "settings.py")}
    lines = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8").splitlines()
    assert {line.split("=")[0] for line in lines if line and not line.startswith("#")} == read
