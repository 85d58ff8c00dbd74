"""Keep, rename and remove the views of a list; whoever made one for the office changes it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit
from programmes.models import SavedView, bulk
from programmes.rules import reasons
from programmes.rules.problems import Problem, insist

MOST = 30  # of one officer at one list
AUDITED = ("table", "office")  # not the name: an officer may name a person by it, and the trail is for ever


def _check(view):
    if not view.name:
        yield Problem("name", "view_without_name", _("Ghi tên bộ lọc để lần sau tìm lại."))
    yield from reasons.check_view_name(view.name)
    named = SavedView.objects.filter(officer=view.officer, table=view.table).exclude(name="")
    if named.exclude(pk=view.pk).count() >= MOST:
        yield Problem("name", "too_many_views", _("Bạn đã lưu đủ %d bộ lọc ở danh sách này; xóa bớt rồi lưu.") % MOST)


@transaction.atomic
def keep(view, *, by):
    """Store a new view, of `by` alone or of the own office too."""
    bulk.hold(f"views {by.pk}")
    view.officer, view.office = by, by.office if view.office_id else None
    insist(_check(view))
    view.full_clean()
    view.save()
    audit.note("keep_view", view, by=by, after=audit.values(view, AUDITED))
    return view


@transaction.atomic
def rename(view, *, name, by):
    bulk.hold(f"views {by.pk}")
    stored, before = _own(view, by)
    stored.name = name
    insist(_check(stored))
    stored.full_clean()
    stored.save(update_fields=["name"])
    audit.note("rename_view", stored, by=by, before=before, after={"fields": ["name"]})
    return stored


@transaction.atomic
def remove(view, *, by):
    stored, before = _own(view, by)
    audit.note("remove_view", stored, by=by, before=before)
    stored.delete()


@transaction.atomic
def choose_columns(table, query, *, by):
    """The columns with which this officer opens a list; none: those of the portal."""
    own = SavedView.objects.filter(officer=by, table=table, name="")
    if not query:
        own.delete()
        return None
    return SavedView.objects.update_or_create(officer=by, table=table, name="", defaults={"query": query})[0]


def _own(view, by):
    stored = SavedView.objects.select_for_update(of=("self",)).filter(pk=view.pk, officer=by).exclude(name="").first()
    if stored is None:
        message = _("Bộ lọc này của người khác hoặc đã bị xóa; chỉ người lưu đổi tên hay xóa được.")
        insist([Problem("", "view_of_another", message)])
    return stored, audit.values(stored, AUDITED)
