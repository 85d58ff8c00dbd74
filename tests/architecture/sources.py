"""The product's own source, parsed once, for the tests that read code instead of running it."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Source(NamedTuple):
    """One file: its path as seen from the checkout, and its syntax tree."""

    path: str
    tree: ast.Module

    @property
    def package(self):
        """ "models" for programmes/models/gifts.py, "apps" for programmes/apps.py, "" outside programmes/."""
        parts = Path(self.path).with_suffix("").parts
        return parts[1] if parts[0] == "programmes" and len(parts) > 1 else ""

    @property
    def nodes(self):
        return ast.walk(self.tree)

    @property
    def calls(self):
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def at(self, node):
        return f"{self.path}:{node.lineno}"


@cache
def files(*folders):
    """The Python files under these folders of the checkout."""
    return [_parsed(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def _parsed(path):
    """One file, parsed once whichever folders are asked for."""
    return Source(str(path.relative_to(ROOT)), ast.parse(path.read_text()))


def product():
    """What runs in an office: no tests, no migrations."""
    return [source for source in files("programmes", "bhxh_portal") if source.package != "migrations"]


def imports(source):
    """Each thing imported: (node, "programmes.models", "Gift"); the name is "" for `import x`."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                folder = Path(source.path).parts[: -node.level]
                module = ".".join([*folder, module] if module else folder)
            for alias in node.names:
                yield node, module, alias.name


def name_of(function):
    """`save` for x.save(...), `Problem` for Problem(...)."""
    return getattr(function, "attr", getattr(function, "id", ""))
