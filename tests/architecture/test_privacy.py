"""Every model says which of its fields the public may see and which tell of a person."""

import pytest
from django.db.models import CharField, TextField

from programmes.actions.erasures import TEXTS
from programmes.models import Recipient
from tests.architecture.tables import our_models

each_model = pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)


@each_model
def test_the_classes_are_declared(model):
    assert "Privacy" in vars(model), "a model without class Privacy"
    words = {name for name in vars(model.Privacy) if not name.startswith("_")}
    assert "public" in words
    assert words <= {"public", "personal"}


@each_model
def test_the_classes_name_existing_fields(model):
    names = {field.name for field in model._meta.get_fields()}
    assert set(model.Privacy.public) | set(getattr(model.Privacy, "personal", ())) <= names


@each_model
def test_nothing_is_public_and_personal(model):
    assert set(model.Privacy.public) & set(getattr(model.Privacy, "personal", ())) == set()


def test_nothing_of_a_recipient_is_public():
    internal = {"id", "office", "batch", "entered_by", "created_at", "updated_at", "erased_on"}
    internal.add("restricted_by_conclusion")
    names = {field.name for field in Recipient._meta.local_fields}
    assert Recipient.Privacy.public == set()
    assert names - Recipient.Privacy.personal == internal


@each_model
def test_no_public_field_leads_to_a_recipient(model):
    assert not [
        name
        for name in model.Privacy.public
        if getattr(model._meta.get_field(name), "related_model", None) is Recipient
    ]


# Columns of words that an erasure leaves, and why no name of a person who receives is in them.
NOT_SWEPT = {
    **dict.fromkeys(
        ("Province", "FormerProvince", "Commune", "Office", "Programme", "ProgrammeTarget", "Round", "Rate"),
        "of the country",
    ),
    **dict.fromkeys(
        ("Officer", "PasswordCode", "SecondFactor", "FilingUnit", "Filing", "SavedView", "PaperTemplate", "PaperBatch"),
        "of an office and its officers",
    ),
    **dict.fromkeys(("AuditSeal", "KeyFingerprint", "BookCheck", "Valuation", "Account"), "codes and digests"),
    "Worker": "machines",
    "OfficerSession": "read and written anew by itself",
    "AuditEvent": "ids and figures; reasons that name a number or a hardship are refused",
    "LedgerEntry": "the reason of an entry, frozen",
    "Disclosure": "codes",
    "ImpactAssessment": "of the processing as a whole",
    "PublishedFigure": "what others have published",
}


@each_model
def test_an_erasure_says_of_every_table_with_words_whether_it_looks_there(model):
    words = [one for one in model._meta.local_fields if isinstance(one, CharField | TextField) and not one.choices]
    swept = {table for table, _names, _where in TEXTS}
    assert (not words) or (model in swept) is not (model.__name__ in NOT_SWEPT)
