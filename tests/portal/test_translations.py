"""No screen of the installed applications is left in English."""

import ast
import gettext as gnu
import json
import re
import unicodedata
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

CATALOGUES = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]

# (package, domain, language whose catalogue lists the msgids)
SOURCES = [
    ("django.conf", "django", "en"),
    ("django.contrib.admin", "django", "en"),
    ("django.contrib.admin", "djangojs", "en"),
    ("django.contrib.auth", "django", "en"),
    ("django.contrib.contenttypes", "django", "en"),
    ("django.contrib.sessions", "django", "en"),
    ("import_export", "django", "de"),
]

# Written alike in both languages.
SAME = {
    "…", ":", ":?.!", ", ", "IPv4", "IPv6",
    "%(size)d byte", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB",
    "%(class_name)s %(instance)s", "%(truncated_text)s…",
}  # fmt: skip

# Names of languages, and the page of a project without any URL.
NEVER_SHOWN = ("conf/global_settings.py", "views/templates/default_urlconf.html")


@dataclass
class Message:
    msgid: str = ""
    msgid_plural: str = ""
    msgctxt: str = ""
    msgstr: str = ""
    flags: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self):
        """The key under which the compiled catalogue keeps it."""
        msgid = f"{self.msgctxt}\x04{self.msgid}" if self.msgctxt else self.msgid
        return (msgid, 0) if self.msgid_plural else msgid


def read_po(path):
    messages, message, part = [], Message(), None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#:"):
            message.places += line[2:].split()
        elif line.startswith("#,"):
            message.flags += line[2:]
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if part:
                messages.append(message)
            message, part = Message(), None
        else:
            word, quoted = re.fullmatch(r'(?:(\w+)(?:\[\d\])?\s+)?(".*")', line).groups()
            part = word or part
            setattr(message, part, getattr(message, part) + ast.literal_eval(quoted))
    return messages


def read_mo(path):
    with path.open("rb") as file:
        return gnu.GNUTranslations(file)._catalog


def folder(package, language):
    return Path(import_module(package).__file__).parent / "locale" / language / "LC_MESSAGES"


def translated(message, package, domain):
    if domain == "djangojs":
        catalogue = DjangoTranslation("vi", domain=domain, localedirs=[str(folder(package, "vi").parents[1])])
        found = catalogue.npgettext if message.msgctxt else catalogue.ngettext
    else:
        found = translation.npgettext if message.msgctxt else translation.ngettext
    context = [message.msgctxt] if message.msgctxt else []
    if message.msgid_plural:
        return {found(*context, message.msgid, message.msgid_plural, number) for number in (1, 2)}
    if domain == "djangojs":
        return {catalogue.pgettext(message.msgctxt, message.msgid) if context else catalogue.gettext(message.msgid)}
    return {translation.pgettext(message.msgctxt, message.msgid) if context else translation.gettext(message.msgid)}


@pytest.mark.parametrize(("package", "domain", "language"), SOURCES)
def test_no_string_is_left_in_english(package, domain, language):
    messages = [
        message
        for message in read_po(folder(package, language) / f"{domain}.po")
        if message.msgid
        and message.msgid not in SAME
        and not any(place.startswith(NEVER_SHOWN) for place in message.places)
    ]
    assert messages
    with translation.override("vi"):
        left = [m.msgid for m in messages if translated(m, package, domain) & {m.msgid, m.msgid_plural}]
    assert left == []


@pytest.mark.parametrize("import_type", ["new", "update", "delete"])
def test_history_written_by_an_import(import_type):
    # import_export formats this sentence before it asks for a translation
    message = f"{import_type} through import_export"
    with translation.override("vi"):
        assert translation.gettext(message) != message


def test_background_tasks():
    def words():
        fields = [f.verbose_name for f in DBTaskResult._meta.fields if f.name != "id"]
        states = [state.label for state in TaskResultStatus]
        return [str(word) for word in [*fields, *states, DBTaskResult._meta.verbose_name_plural]]

    with translation.override(None):
        english = words()
    with translation.override("vi"):
        assert set(english).isdisjoint(words())


def test_browser_gets_our_words_too(rf):
    with translation.override("vi"):
        script = JavaScriptCatalog.as_view(packages=["django.contrib.admin"])(rf.get("/")).content.decode()
    assert json.dumps("Chọn ngày") in script


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_is_up_to_date(domain):
    messages = read_po(CATALOGUES / f"{domain}.po")
    assert not any("fuzzy" in message.flags for message in messages)
    assert {m.key: m.msgstr for m in messages} == read_mo(CATALOGUES / f"{domain}.mo")


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_survive(domain):
    placeholder = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
    for message in read_po(CATALOGUES / f"{domain}.po"):
        wanted = set(placeholder.findall(message.msgid_plural or message.msgid))
        assert set(placeholder.findall(message.msgstr)) == wanted, message.msgid


@pytest.mark.parametrize("domain", DOMAINS)
def test_wording(domain):
    for message in read_po(CATALOGUES / f"{domain}.po"):
        assert message.msgstr, message.msgid
        assert unicodedata.is_normalized("NFC", message.msgstr), message.msgid
        assert "!" not in message.msgstr, message.msgid
        # in this project "đối tượng" is a category of recipients, not a record
        assert "đối tượng" not in message.msgstr.lower(), message.msgid


@pytest.mark.parametrize(
    ("package", "domain", "language"), [source for source in SOURCES if source[0] != "import_export"]
)
def test_wording_that_remains_from_django(package, domain, language):
    with translation.override("vi"):
        for message in read_po(folder(package, language) / f"{domain}.po"):
            for text in translated(message, package, domain) if message.msgid else ():
                assert "đối tượng" not in text.lower(), message.msgid
