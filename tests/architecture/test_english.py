"""The law of the English side: whatever a public page says has an English entry, and nothing is said unmarked."""

import json
import re

import pytest
from django.utils.translation import gettext, override

from programmes.models import Donor, GiftKind, Measure, PublishedFigure, Relation, Stage
from tests.architecture import words
from tests.architecture.sources import ROOT
from tests.portal.test_translations import read_mo, read_po

ENGLISH = ROOT / "locale/en/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+")
CHOICES = (Donor.Kind, GiftKind, Measure, PublishedFigure.Qualifier, Relation, Stage)

# Proper names and the name of the money, which English keeps.
KEPT = ("đồng", "Tết", "Hoàng Sa", "Trường Sa", "Đà Nẵng", "Khánh Hòa", "Quần đảo")


def entries():
    return {(message.msgctxt, message.msgid): message.msgstr for message in read_po(ENGLISH / "django.po")}


def test_whatever_the_public_side_says_has_an_english_entry():
    """What is lacking is printed as it goes into the catalogue; then run msgfmt."""
    found = entries()
    lacking = {key: place for key, place in words.msgids().items() if not found.get(key)}
    said = [
        f"# {place}\n" + (f"msgctxt {_quoted(context)}\n" if context else "") + f'msgid {_quoted(msgid)}\nmsgstr ""\n'
        for (context, msgid), place in lacking.items()
    ]
    assert not lacking, "Add to locale/en/LC_MESSAGES/django.po:\n\n" + "\n".join(said)


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


@pytest.mark.parametrize("choices", CHOICES, ids=lambda each: each.__qualname__)
def test_whatever_a_figure_or_a_gift_is_called_has_an_english_name(choices):
    with override("en"):
        assert [str(each.label) for each in choices if words.VIETNAMESE.search(_without_names(str(each.label)))] == []


def test_a_new_word_of_a_public_page_is_marked_for_translation():
    assert list(words.unmarked_in_templates()) == []
    assert list(words.unmarked_in_modules()) == []


def test_the_compiled_english_catalogue_is_up_to_date():
    messages = read_po(ENGLISH / "django.po")
    assert not any("fuzzy" in message.flags for message in messages)
    assert {message.key: message.msgstr for message in messages} == read_mo(ENGLISH / "django.mo")


def test_english_keeps_the_places_of_numbers_and_the_marks_of_a_sentence():
    for (_context, msgid), english in entries().items():
        lost = set(PLACEHOLDER.findall(msgid)) - set(PLACEHOLDER.findall(english))
        added = set(PLACEHOLDER.findall(english)) - set(PLACEHOLDER.findall(msgid))
        assert not added, msgid
        assert not lost, msgid
        assert sorted(TAG.findall(msgid)) == sorted(TAG.findall(english)), msgid


def test_english_holds_no_vietnamese_word_but_names():
    said = {english for (_context, msgid), english in entries().items() if msgid}
    assert [english for english in said if words.VIETNAMESE.search(_without_names(english))] == []
    assert not [english for english in said if "!" in english]


def _without_names(text):
    for name in KEPT:
        text = text.replace(name, "")
    return text


def test_a_word_that_was_never_translated_is_seen():
    with override("en"):
        assert gettext("Không có câu này") == "Không có câu này"
    assert ("", "Không có câu này") not in entries()
