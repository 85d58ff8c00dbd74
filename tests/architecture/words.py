"""What the public side says: every msgid of its templates and modules, and the Vietnamese that is marked nowhere."""

import ast
import re

from django.template import Template
from django.template.base import Lexer, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tests.architecture.sources import ROOT, name_of, product

VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
TEMPLATES = ROOT / "templates"
# Of officers alone.
NOT_PUBLIC = ("admin/", "registration/", "403.html")

# Modules beside public/ and letterbox/ whose marked words stand on public pages.
SPOKEN = (
    "programmes/models/feedback.py",
    "programmes/models/measures.py",
    "programmes/models/kinds.py",
    "programmes/templatetags/pages.py",
    "programmes/templatetags/programmes.py",
    "programmes/totals/checks.py",
    "programmes/rules/feedback.py",
    "programmes/rules/privacy.py",
)
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"}


def templates():
    """{path as seen from templates/: text} of the public side."""
    paths = sorted(TEMPLATES.rglob("*.*"))
    named = {str(path.relative_to(TEMPLATES)): path for path in paths}
    return {name: path.read_text() for name, path in named.items() if not name.startswith(NOT_PUBLIC)}


def modules():
    """Sources of the public side."""
    return [source for source in product() if source.package in {"public", "letterbox"} or source.path in SPOKEN]


def msgids():
    """{(context, msgid): a place where it is said}; the context is "" for most."""
    found = {}
    for name, text in templates().items():
        for key in _of_template(text):
            found.setdefault(key, f"templates/{name}")
    for source in modules():
        for call in source.calls:
            if name_of(call.func) in CALLS and (key := _of_call(call)):
                found.setdefault(key, source.at(call))
    return found


def _of_template(text):
    nodes = Template(text).nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        if words := node.filter_expression.var.literal:
            yield _context(node), words.replace("%", "%%")
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        message, _variables = node.render_token_list(node.singular)
        yield _context(node), message


def _context(node):
    return node.message_context.resolve({}) if node.message_context else ""


def _of_call(call):
    texts = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if len(texts) != len(call.args):
        return None
    return ("", *texts)[-2:]


def unmarked_in_templates():
    """Places where Vietnamese stands outside what is translated: (place, text)."""
    for name, text in templates().items():
        is_open = False
        for token in Lexer(text).tokenize():
            word = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
            if word in {"blocktranslate", "endblocktranslate"}:
                is_open = word == "blocktranslate"
            elif word == "translate" or token.token_type == TokenType.COMMENT or is_open:
                continue
            if VIETNAMESE.search(token.contents):
                yield f"templates/{name}:{token.lineno}", token.contents.strip()


# Words of others: what sources write, units by which a kind is known, and names on the diagram.
NOT_OURS = {
    "programmes/public/charts.py": ("Hoàng Sa", "Trường Sa", "Quần đảo", "(TP Đà Nẵng)", "(tỉnh Khánh Hòa)"),
    "programmes/public/sentences.py": ("người",),
    "programmes/public/data/linked.py": ("Việt Nam",),
}


def unmarked_in_modules():
    """Places of public/ where a Vietnamese text is not the argument of a call that translates it."""
    for source in modules():
        if source.package != "public":
            continue
        passed = {id(node) for node in source.nodes for node in _of_no_concern(node)}
        for node in source.nodes:
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in passed:
                continue
            ours = not any(words in node.value for words in NOT_OURS.get(source.path, ()))
            if ours and VIETNAMESE.search(node.value):
                yield source.at(node), node.value


def _of_no_concern(node):
    """Texts in this node that are a docstring or translated."""
    if isinstance(node, ast.Call) and name_of(node.func) in CALLS:
        yield from ast.walk(node)
    elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr):
            yield first.value
