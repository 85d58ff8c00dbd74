"""Truths about the installation that Django's checks tell at start: programmes.E001 and on."""

from django.core.checks import Error, Warning, register
from django.db import DatabaseError
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from programmes import models
from programmes.access.roles import holds_two_duties
from programmes.models.bulk import has_table
from programmes.models.keys import at_hand
from programmes.rules.keys import check_keys


@register
def money_is_integer(app_configs, **kwargs):
    """Each field named *_vnd holds whole đồng (programmes.E001)."""
    return [*_fractions_of_a_dong()]


def _fractions_of_a_dong():
    for name in models.__all__:
        model = getattr(models, name)
        for field in getattr(getattr(model, "_meta", None), "local_fields", ()):
            if field.name.endswith("_vnd") and not isinstance(field, BigIntegerField):
                yield Error(f"{name}.{field.name} must be a BigIntegerField.", id="programmes.E001")


@register
def keys_are_those_of_the_database(app_configs, **kwargs):
    """The keys at hand have written what is in the database (programmes.E002).

    Asked with and without `--database`: wrong keys are no smaller fault than a wrong setting.
    """
    try:
        problems = list(check_keys(at_hand())) if has_table(models.KeyFingerprint) else []
    except DatabaseError as error:
        told = _("Chưa so được khóa với cơ sở dữ liệu vì không kết nối được: %s") % error
        return [Warning(told, id="programmes.W001")]
    return [Error(problem.message, id="programmes.E002") for problem in problems]


@register
def nobody_holds_two_duties(app_configs, **kwargs):
    """No account enters, approves and administers at once, as accounts of earlier times may (programmes.W003)."""
    try:
        found = list(_holding_two_duties()) if has_table(models.Officer) else []
    except DatabaseError:
        return []  # W001 has told it
    told = _(
        "Tài khoản %s có các vai trò loại trừ nhau hoặc có mọi quyền: chia việc cho nhiều người, rồi bỏ bớt vai trò."
    )
    return [Warning(told % username, id="programmes.W003") for username in found]


def _holding_two_duties():
    return models.Officer.objects.filter(holds_two_duties()).values_list("username", flat=True)
