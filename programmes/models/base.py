"""What several tables share: authors, times, two persons, rows never changed, pairs of at and by, choices told of."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.standards.names import fold

ERASED = "Đã xóa theo yêu cầu"  # what stands where the particulars of a person were erased


def particulars(model):
    """The fields that tell of a person in words, in the order of the table: without the keys they are looked for by."""
    told = getattr(model.Privacy, "personal", ())
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in told and field.name != "search_key" and not isinstance(field, models.BinaryField)
    ]


class CheckedAtOnce(models.Model):
    """A record whose check constraints are asked in one statement; only where one bites are they asked one by one.

    Django asks for each in a SELECT within a savepoint: three round trips, for a gift twenty of them.
    """

    _checks_hold = False

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        self._checks_hold = self._ask_checks(set(exclude or ()))
        super().validate_constraints(exclude)

    def get_constraints(self):
        if not self._checks_hold:
            return super().get_constraints()
        return [(type(self), [found for found in self._meta.constraints if not _is_check(found)])]

    def _ask_checks(self, exclude):
        """Whether every check that names no excluded field holds; what is unknown breaks none, as in the database."""
        conditions = [found.condition for found in self._meta.constraints if _is_check(found)]
        asked = [each for each in conditions if not each.referenced_base_fields & exclude]
        return not asked or Q(*asked).check(self._get_field_expression_map(self._meta, exclude))


def _is_check(constraint):
    return isinstance(constraint, models.CheckConstraint)


class Entered(CheckedAtOnce):
    """A record with its author. Times are set by the database door, never by a form."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người nhập"),
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        abstract = True


class Proposal(CheckedAtOnce):
    """What one officer proposes and another decides on; what and why, and its states, each table says itself.

    The states are `proposed`, and those of a decision. Its constraints are `by_two_persons`.
    """

    proposed_at = models.DateTimeField(_("đề nghị lúc"), auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người đề nghị"), related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người quyết định"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True


class Searchable(models.Model):
    """A record found by a text without regard to accents: `search_key` is the folded SEARCH_FROM."""

    SEARCH_FROM = "name"

    search_key = models.CharField(_("khóa tìm kiếm"), max_length=200, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.search_key = fold(getattr(self, self.SEARCH_FROM))
        super().save(*args, **kwargs)


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row that is only ever added."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added and read; a correction is another row."""

    def _refuse(self, *args, **kwargs):
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed or deleted.")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnly(models.Model):
    """A row that is added and read, never changed or deleted; the database refuses as well (0002_guards)."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted.")


def pair(at, by, name):
    """Constraint: `at` and `by` are both there or both absent."""
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=name,
        violation_error_message=_("Thời điểm và người thực hiện phải có cùng nhau."),
    )


def not_maker(by, maker, name):
    """Constraint: the person who decides is not the person who entered."""
    return models.CheckConstraint(
        condition=Q(**{f"{by}__isnull": True}) | ~Q(**{by: models.F(maker)}),
        name=name,
        violation_error_message=_("Người duyệt không được là người nhập."),
    )


def by_two_persons(table):
    """Constraints of a Proposal, named after its table: who decides did not propose, and a decision has its time."""
    return (
        pair("proposed_at", "proposed_by", f"{table}_proposed_pair"),
        pair("decided_at", "decided_by", f"{table}_decided_pair"),
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
            name=f"{table}_decider_is_not_proposer",
            violation_error_message=_("Người duyệt không được là người đề nghị."),
        ),
        models.CheckConstraint(
            condition=Q(state="proposed", decided_at__isnull=True)
            | (~Q(state="proposed") & Q(decided_at__isnull=False)),
            name=f"{table}_decided_has_time",
        ),
    )


def of_each(choices, table):
    """The table as it is; ImproperlyConfigured names the members of the enumeration of which it says nothing."""
    if missing := [member.name for member in choices if member not in table]:
        raise ImproperlyConfigured(f"Nothing is said here of {choices.__qualname__} {', '.join(missing)}.")
    return table
