"""Laws over all models, checked by looking at them."""

import re

import pytest
from django.db import models
from django.db.models import CheckConstraint

from programmes.models.base import pair
from tests.architecture.tables import our_models, own_fields

# Parts of a whole, no facts of their own.
MAY_CASCADE = {
    "HandoverLine.event",
    "GiftListTotal.gift_list",
    "Conflict.gift",
}
VIETNAMESE_LETTER = re.compile("[À-ỹĐđ]")
WITHOUT_ACCENTS = {"sau", "nam", "trao", "con", "PDF", "JPEG"}
# Ends of names of constraints that no form can break: the net under our own code.
OUR_OWN = (
    *("_cell", "_single", "_has_time", "_has_title_and_place", "_has_office_of_record"),
    *("_known", "_once_at_closing"),
)

each_model = pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)


@each_model
def test_money_is_whole_dong(model):
    fractions = [
        field.name
        for field in model._meta.local_fields
        if field.name.endswith("_vnd") and not isinstance(field, models.BigIntegerField)
    ]
    loose = [
        field.name for field in model._meta.local_fields if isinstance(field, models.FloatField | models.DecimalField)
    ]
    assert fractions + loose == []


@each_model
def test_nothing_disappears_with_what_it_points_to(model):
    vanishing = [
        field.name
        for field in model._meta.local_fields
        if field.is_relation
        and field.remote_field.on_delete is not models.PROTECT
        and f"{model.__name__}.{field.name}" not in MAY_CASCADE
    ]
    assert vanishing == []


@each_model
def test_a_time_and_its_person_are_there_together(model):
    names = {field.name for field in model._meta.local_fields}
    stems = {name.removesuffix("_by") for name in names if name.endswith("_by")} - {"entered"}
    conditions = [
        constraint.condition for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)
    ]
    lonely = [
        stem
        for stem in stems
        if f"{stem}_at" not in names or pair(f"{stem}_at", f"{stem}_by", "").condition not in conditions
    ]
    assert lonely == []


@each_model
def test_whoever_decides_is_not_the_maker(model):
    names = {field.name for field in model._meta.local_fields}
    texts = [str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints]
    if {"approved_by", "entered_by"} <= names:
        assert any("NOT" in text and "('approved_by', F(entered_by))" in text for text in texts)
    else:
        assert "approved_by" not in names


@each_model
def test_every_label_is_vietnamese_and_ours(model):
    derived = [field.name for field in own_fields(model) if field._verbose_name is None]
    labels = [str(field.verbose_name) for field in own_fields(model)]
    labels += [str(label) for field in own_fields(model) for _value, label in field.flatchoices]
    labels += [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    foreign = [label for label in labels if not VIETNAMESE_LETTER.search(label) and label not in WITHOUT_ACCENTS]
    assert (derived, foreign) == ([], [])


@each_model
def test_every_record_has_a_name_on_screen(model):
    assert model.__str__ is not models.Model.__str__


@each_model
def test_every_constraint_of_a_form_says_what_to_do(model):
    """Where an officer can break it."""
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
        and not constraint.name.endswith(OUR_OWN)
    ]
    assert silent == []
