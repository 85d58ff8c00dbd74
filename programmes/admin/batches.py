"""One uploaded file in the admin: its progress, its preview and choices, its errors; to store it or take it back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.access.scope import visible_to
from programmes.actions import imports, undo
from programmes.admin.base import ReadOnlyAdmin
from programmes.admin.batch_forms import CHOICES, READ_AGAIN, READ_AGAIN_BY, chosen, is_touched
from programmes.admin.columns import badge
from programmes.admin.destinations import destinations, drafts_to_show
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import row_id
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.exchange.columns.column import UNKNOWN
from programmes.exchange.columns.repairs import LABELS, reads_alike
from programmes.exchange.desk import errors_file
from programmes.exchange.desk.jobs import enqueue, pick_up_abandoned
from programmes.exchange.desk.states import close_lost
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.models import GiftList, HandoverEvent, ImportBatch
from programmes.rules import batches
from programmes.rules.problems import first_of, insist
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

SHOWN_REPAIRS, SHOWN_PLACES = 200, 5
ROW_BYTES = {".xlsx": 70, ".xls": 220, ".ods": 60, ".json": 600}  # else 140; to guess how far it is
WORKING = (ImportBatch.State.UPLOADED, ImportBatch.State.CONFIRMED)
SHOWN_LISTS = 20


def progress(batch):
    """How far the worker is, for the page and for its script; the percentage is a guess until the rows are known."""
    rows = batch.report.get("rows") or batch.size_bytes // ROW_BYTES.get(Path(batch.filename).suffix.lower(), 140)
    percent = min(99, 100 * batch.rows_done // max(rows, 1)) if batch.rows_done else None
    waits = batch.message or _("Đang chờ đến lượt…")
    text = _("Đã đọc %s dòng.") % format_number(batch.rows_done) if batch.rows_done else waits
    return {"working": batch.state in WORKING, "percent": percent, "text": str(text)}


def without_asked(report):
    """The errors but those of a word whose meaning is asked, which the question tells."""
    asked = {one["heading"]: [f"“{text}”" for text, *_more in one["texts"]] for one in report.get("values", ())}

    def is_asked(error):
        words = asked.get(error["column"], ()) if error["code"] in UNKNOWN else ()
        return any(word in error["message"] for word in words)

    return [error for error in report.get("errors", ()) if not is_asked(error)]


def grouped(notes):
    """Notes that say the same of a column of a sheet as one, with how many `rows` they are, the `places` of the first.

    The first of each code and column come before all others, so that no fault is hidden by another; then the commonest.
    """
    groups, kinds = {}, set()
    for note in notes:
        groups.setdefault((note["code"], note["column"], note["message"], note.get("sheet", "")), []).append(note)
    ranked = []
    for (code, column, *_more), same in groups.items():
        lines = [note.get("at") or note["line"] for note in same if note["line"]]
        group = {**same[0], "rows": len(lines), "places": first_few(lines, SHOWN_PLACES) or _("cả tệp")}
        ranked.append(((code, column) in kinds, -len(same), group))
        kinds.add((code, column))
    return [group for *_rank, group in sorted(ranked, key=lambda one: one[:2])]


def repairs_to_show(report):
    """The repairs by what was amiss, each kind with its number; of too many as many of each kind."""
    kinds = {}
    for repair in report.get("repairs", ()):
        kinds.setdefault(repair["code"], []).append(repair)
    most = SHOWN_REPAIRS // max(1, len(kinds))
    if sum(map(len, kinds.values())) <= SHOWN_REPAIRS:
        most = SHOWN_REPAIRS
    return [
        {
            "label": LABELS[code],
            "count": report["repair_counts"][code],
            "columns": first_few([f"“{column}”" for column in dict.fromkeys(each["column"] for each in same)], 3),
            "repairs": [{**each, "reads_alike": reads_alike(each["before"], each["after"])} for each in same[:most]],
        }
        for code, same in kinds.items()
    ]


def counted(undoing):
    """(label, count) of what an undoing removes or keeps, without the zeros."""
    return [(label, undoing[name]) for name, label in undo.LABELS.items() if undoing.get(name)]


def check_choice(batch, officer):
    """Problems of this officer choosing anything for the upload."""
    return first_of(imports.check_right(batch, officer), batches.check_choice(batch, officer))


@admin.register(ImportBatch, site=site)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ("filename", "layout", "state_badge", "owner", "office", "created_at", "finished_at")
    list_filter = (TaskFilter, "layout", "state", ("office", ScopedFilter))
    list_select_related = ("owner", "office")
    search_fields = ("filename__icontains", "owner__username__icontains")
    search_help_text = _("Tìm theo tên tệp hoặc tên đăng nhập.")
    verbs = (
        Verb(
            "rut-lai",
            _("Rút lại lần nhập này"),
            _("Rút lại mọi bản ghi mà tệp “%(record)s” đã thêm?"),
            _("Đã rút lại “%(record)s”. Tệp này có thể nhập lại từ đầu."),
            "view_importbatch",
            undo.check,
            undo.undo,
            wants_reason=True,
        ),
    )

    @admin.display(description=_("trạng thái"), ordering="state")
    def state_badge(self, batch):
        return badge(batch.state, batch.told_state)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/ghi/", wrap(self.confirm_view), name="programmes_importbatch_confirm"),
            path("<int:pk>/bo/", wrap(self.cancel_view), name="programmes_importbatch_cancel"),
            path("<int:pk>/chon/<slug:part>/", wrap(self.choose_view), name="programmes_importbatch_choose"),
            path("<int:pk>/tien-do.json", wrap(self.progress_view), name="programmes_importbatch_progress"),
            re_path(
                r"^(?P<pk>\d+)/loi\.(?P<suffix>csv|xlsx)$", wrap(self.errors_view), name="programmes_importbatch_errors"
            ),
            *super().get_urls(),
        ]

    def _batch(self, request, pk):
        batch = self.get_queryset(request).select_related("owner", "round").filter(pk=pk).first()
        if batch is None or not self.has_view_permission(request, batch):
            raise Http404
        return batch

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The preview before the file is stored, the result after it."""
        return self._show(request, self._batch(request, row_id(object_id)))

    def _show(self, request, batch, sent=None):
        """The page of an upload; of forms that were refused with what was `sent`."""
        if close_lost(ImportBatch.objects.filter(pk=batch.pk)):
            batch.refresh_from_db()
        if batch.state in WORKING:
            pick_up_abandoned(ImportBatch.objects.filter(pk=batch.pk))
        is_waiting, errors = batch.state == ImportBatch.State.PREVIEWED, batch.report.get("errors", [])
        told = without_asked(batch.report) if is_waiting else errors
        return self.page(
            request,
            "admin/exchange/batch.html",
            batch.filename,
            batch=batch,
            report=batch.report,
            unchanged=batch.report.get("unchanged", 0) - batch.report.get("left_alone", 0),
            errors=grouped(told),
            is_word_asked=len(told) < len(errors),
            warnings=grouped(batch.report.get("warnings", ())),
            repairs=repairs_to_show(batch.report),
            is_working=batch.state in WORKING,
            is_waiting=is_waiting,
            progress=progress(batch),
            is_own=batch.owner_id == request.user.pk,
            are_changes_masked=self._are_changes_masked(batch, request.user),
            records_url=reverse(f"admin:programmes_{ImportBatch.TABLES[batch.layout]}_changelist"),
            import_url=reverse(f"admin:programmes_{ImportBatch.TABLES[batch.layout]}_import"),
            again=f"?thay-tep={batch.pk}",
            **self._decisions(batch, request.user, sent),
        )

    @staticmethod
    def _are_changes_masked(batch, officer):
        """Whether of people whom the file says otherwise only the names are shown: to all but the office at work."""
        is_at_work = batch.office_id == officer.office_id and batch.state != ImportBatch.State.STORED
        return LAYOUTS[batch.layout].counts_people and not is_at_work

    def _decisions(self, batch, officer, sent):
        """What this officer may choose now, and what stands in the way."""
        no_right = list(imports.check_right(batch, officer))
        may_choose = not check_choice(batch, officer)
        stored, waiting = batch.state == ImportBatch.State.STORED, batch.state == ImportBatch.State.PREVIEWED
        filled = GiftList.objects.filter(gifts__batch=batch).distinct()
        drafts = drafts_to_show(batch) if waiting or may_choose else []
        homes, other_homes = destinations(batch, drafts) if waiting else ((), None)
        controls = list(batches.controls(batch.report, batch.options))
        fresh = {name: form(batch=batch, drafts=drafts) for name, form in READ_AGAIN.items()} if may_choose else {}
        return {
            "homes": homes,
            "other_homes": other_homes,
            "may_import": not no_right,
            "is_mine": not no_right and batch.owner_id == officer.pk,
            "obstacles": first_of(no_right, batches.check_confirm(batch, officer, drafts)),
            "mark": batches.preview_mark(batch, drafts),
            "controls": controls,
            "is_total_open": any(control.difference for control in controls),
            "partial": batch.options.get("take_good") and batch.report.get("rejected"),
            "answered": batch.options.get("answered", {}).values(),
            "forms": sent or fresh,
            "error_suffixes": () if no_right or not errors_file.is_there(batch) else errors_file.suffixes(batch),
            "verb": self.verbs[0],
            "undo_url": self.verb_url(batch, self.verbs[0]),
            "undo_obstacles": undo.check(batch, officer) if stored else [],
            "gift_lists": list(filled.named().order_by("pk")[:SHOWN_LISTS]) if stored else [],
            "events": self._events(batch, officer),
            "other_lists": max(0, batch.report.get("home_count", 0) - SHOWN_LISTS),
            "undone": counted(batch.report.get("undone", {})),
        }

    @staticmethod
    def _events(batch, officer):
        """[(HandoverEvent, how many lines tell its outcomes)] of the first events of a file that the officer sees."""
        lines = dict(batch.report.get("events", [])[:SHOWN_LISTS])
        found = visible_to(officer, HandoverEvent.objects.all()).in_bulk(lines) if lines else {}
        return [(found[pk], count) for pk, count in lines.items() if pk in found]

    def _ask(self, request, verb, form, record):
        """The page that asks for the reason says how much goes and what stays."""
        response = super()._ask(request, verb, form, record)
        changed = record.report.get("changed")
        kept = [(_("dòng đã sửa bản ghi cũ, không hoàn lại"), changed)] if changed else []
        figures = [*counted(undo.outlook(record)), *kept]
        response.context_data["summary"] = [(label, format_number(count)) for label, count in figures]
        return response

    def _told(self, request, pk, act):
        """Do what a button asks; a refusal is a message on the page of the upload."""
        batch = self._batch(request, pk)
        try:
            act(batch)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("admin:programmes_importbatch_change", pk)

    @method_decorator(require_POST)
    def confirm_view(self, request, pk):
        """Store the file as it was read; where anything was chosen since, it is read with that first."""
        batch = self._batch(request, pk)
        drafts = drafts_to_show(batch)
        sent = {name: form(request.POST, batch=batch, drafts=drafts) for name, form in READ_AGAIN.items()}
        is_open = not check_choice(batch, request.user)
        if is_open and (self._refused(sent) or is_touched(batch, drafts, request.POST, sent.values())):
            told = _("Bạn vừa đổi lựa chọn trên trang, nên chưa ghi: tệp được đọc lại trước. Xem rồi xác nhận lại.")
            messages.warning(request, told)
            return self.choose_view(request, pk, "doc-lai")

        def store(batch):
            if imports.confirm(batch, by=request.user, seen=request.POST.get("mark")):
                batch.refresh_from_db(fields=["state"])
                enqueue(batch)

        return self._told(request, pk, store)

    @method_decorator(require_POST)
    def cancel_view(self, request, pk):
        return self._told(request, pk, lambda batch: imports.cancel(batch, by=request.user))

    @staticmethod
    def _refused(sent):
        """What is wrong in the boxes of forms that were sent."""
        return [each for form in sent.values() for errors in form.errors.values() for each in errors]

    @method_decorator(require_POST)
    def choose_view(self, request, pk, part):
        if part not in CHOICES:
            raise Http404
        batch = self._batch(request, pk)
        drafts = drafts_to_show(batch)
        sent = {name: form(request.POST, batch=batch, drafts=drafts) for name, form in CHOICES[part].items()}
        refused = self._refused(sent)
        if refused and not check_choice(batch, request.user):
            for each in refused:
                messages.error(request, each)
            return self._show(request, batch, sent)

        def choose(batch):
            insist(check_choice(batch, request.user))
            options, again = chosen(batch, sent.values()).as_json(), part in READ_AGAIN_BY
            made = imports.choose(batch, options=options, again=again, by=request.user)
            if again:
                enqueue(made)

        return self._told(request, pk, choose)

    def progress_view(self, request, pk):
        return JsonResponse(progress(self._batch(request, pk)))

    @method_decorator(require_POST)
    def errors_view(self, request, pk, suffix):
        """The refused rows as the sender wrote them, with what is wrong in a last column."""
        batch = self._batch(request, row_id(pk))
        if any(imports.check_right(batch, request.user)):
            raise PermissionDenied
        if not errors_file.is_there(batch) or suffix not in errors_file.suffixes(batch):
            raise Http404
        with TemporaryDirectory() as folder:
            where = f"{folder}/loi-{batch.pk}.{suffix}"
            try:
                errors_file.write(where, batch)
            except FileProblem as problem:
                messages.error(request, str(problem))
                return redirect("admin:programmes_importbatch_change", pk)
            imports.note_errors_taken(batch, by=request.user)
            # The open file outlives its name; the folder can go.
            return FileResponse(open(where, "rb"), as_attachment=True)
