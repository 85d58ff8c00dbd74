"""Files in the admin: upload, template and export of a list or of its ticked rows.

The addresses, rights and actions are those of django-import-export, the pages and the work are ours.
"""

from dataclasses import replace

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportActionMixin, ImportMixin

from programmes.access.scope import visible_to
from programmes.actions import exports
from programmes.admin.forms import row_id
from programmes.admin.table_files import handed_over
from programmes.exchange.desk import intake
from programmes.exchange.desk.jobs import enqueue
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS, LISTS
from programmes.exchange.options import Options
from programmes.exchange.reading.readers import KINDS
from programmes.exchange.resources import RESOURCES
from programmes.exchange.writing.export import FORMATS, IDENTIFYING, export_file
from programmes.models import GiftList, ImportBatch, Round
from programmes.standards.names import slug

RECENT = 5


class UploadForm(forms.Form):
    """One file, and the round of the rows that name none."""

    file = forms.FileField(
        label=_("Tệp"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(KINDS))}),
        help_text=_("CSV, XLSX, XLS, ODS, hoặc JSON do cổng này xuất."),
    )
    round = forms.ModelChoiceField(
        Round.objects.all(),
        label=_("Đợt"),
        required=False,
        empty_label=_("— theo cột “Đợt” trong tệp —"),
        help_text=_("Dùng cho các dòng không ghi đợt."),
    )
    gift_list = forms.ModelChoiceField(
        GiftList.objects.none(),
        label=_("Danh sách nhận các dòng"),
        required=False,
        empty_label=_("— theo đợt, tỉnh và số quyết định của từng dòng —"),
        help_text=_("Danh sách đang lập; để trống thì chọn ở bước xem trước."),
    )
    account = forms.CharField(
        label=_("Tài khoản ngân hàng"),
        required=False,
        max_length=60,
        help_text=_("Tên ngân hàng và số tài khoản; dùng khi tệp sao kê không có cột “Tài khoản”."),
    )

    def __init__(self, *args, layout, officer, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"round", "account"} - {column.name for column in layout.columns}:
            del self.fields[name]
        if layout.counts_people:
            drafts = GiftList.objects.filter(state=GiftList.State.DRAFT).select_related("round", "province")
            self.fields["gift_list"].queryset = visible_to(officer, drafts)
        else:
            del self.fields["gift_list"]

    def clean(self):
        data = super().clean()
        if data.get("gift_list") and not data.get("round"):
            data["round"] = data["gift_list"].round
        return data

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(tuple(KINDS)):
            raise ValidationError(
                _("Chỉ nhận tệp .csv, .xlsx, .xls, .ods hoặc .json; hãy lưu lại đúng dạng."), code="upload_kind"
            )
        if file.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(
                _("Tệp lớn hơn %d MB; hãy tách thành nhiều tệp.") % (settings.IMPORT_MAX_BYTES // 2**20),
                code="upload_too_large",
            )
        return file


class ExchangeMixin(ImportMixin, ExportActionMixin):
    """Adds import, template and export of `layout_key` to a ModelAdmin.

    django-import-export brings the addresses, the rights (import_*, export_*), the buttons, the action of the list and
    the filtered export queryset; reading, judging and storing are ours (docs/decisions/0028).
    """

    layout_key = None
    records_title = _("Đủ các cột của mẫu nhập tệp")  # over the records on the page of an export, beside the table
    where_files_come_from = ""  # told in place of an empty form, which serves nobody where rows go by codes of ours
    import_export_change_list_template = "admin/exchange/change_list.html"
    change_form_template = None  # the library's has an export button of its own
    show_change_form_export = False

    @property
    def layout(self):
        return LAYOUTS[self.layout_key]

    @property
    def files(self):
        """The Layout of the files that come in here; that of the list unless told."""
        return self.layout

    def get_urls(self):
        view = self.admin_site.admin_view(self.template_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_template"
        return [re_path(r"^import/mau\.(?P<suffix>csv|xlsx)$", view, name=name), *super().get_urls()]

    def _wanted(self, request):
        """What an upload begins with: the list that leads here, or what was said of the file that comes again."""
        uploads = visible_to(request.user, ImportBatch.objects.filter(layout=self.files.key))
        before = uploads.filter(pk=row_id(request.GET.get("thay-tep", ""))).first()
        if before is None:
            return {"gift_list": request.GET.get("danh-sach")}
        options = Options.from_json(before.options)
        drafts = GiftList.objects.filter(code=options.gift_list)
        rounds = Round.objects.filter(slug=options.common.get("round", ""))
        return {
            "round": before.round_id or rounds.values_list("pk", flat=True).first(),
            "gift_list": drafts.values_list("pk", flat=True).first(),
            "account": options.common.get("account", ""),
            "common": {name: text for name, text in options.common.items() if name not in {"round", "account"}},
        }

    def import_action(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, layout=self.files, officer=request.user, initial=self._wanted(request))
        if form.is_valid():
            try:
                return self._receive(request, form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        recent = visible_to(request.user, ImportBatch.objects.filter(layout=self.files.key)).select_related("owner")
        return self.page(
            request,
            "admin/exchange/import.html",
            _("Nhập tệp %s") % self.files.title,
            form=form,
            columns=self.files.columns,
            where_from=self.where_files_come_from,
            recent=recent[:RECENT],
        )

    def _receive(self, request, data):
        options = intake.first_options(
            self.files, request.user, account=data.get("account", ""), gift_list=data.get("gift_list")
        )
        said_before = self._wanted(request).get("common", {})
        batch = intake.receive(
            data["file"],
            filename=data["file"].name,
            layout=self.files,
            by=request.user,
            round_=data.get("round"),
            options=replace(options, common={**said_before, **options.common}),
        )
        enqueue(batch)
        return redirect("admin:programmes_importbatch_change", batch.pk)

    def get_resource_classes(self, request):
        return [RESOURCES[self.layout_key]]

    def get_resource_kwargs(self, request, *args, **kwargs):
        return {"user": request.user}

    def process_import(self, request, **kwargs):
        """The library's own confirm step is not used: it reports success after a rollback."""
        raise PermissionDenied(_("Tệp được xác nhận ở trang xem trước của nó, sau khi tải lên ở trang “Nhập tệp”."))

    def template_view(self, request, suffix):
        if not (self.has_import_permission(request) or self.has_export_permission(request)):
            raise PermissionDenied
        name = f"mau-{slug(str(self.files.title))}"
        return self._download(self.files.model.objects.none(), suffix, name, layout=self.files)

    def has_export_permission(self, request):
        return not any(exports.check(self.layout_key, request.user))

    def export_url(self, request):
        """The page that offers the records beside the table."""
        if not self.has_export_permission(request):
            return super().export_url(request)
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_export")

    def exported(self, queryset):
        """The records behind the rows of the list; the rows themselves unless told."""
        return queryset

    def export_action(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            # Ids as a plain subquery: the list's own annotations have no place in the file.
            shown = self.get_export_queryset(request).order_by().values("pk")
            shown.exists()  # what no database can look for it says only now
        except (IncorrectLookupParameters, OverflowError):  # as the list itself answers them
            return self.list_again()
        return self._offer(request, shown)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            actions.pop("export_admin_action", None)
        return actions

    def export_admin_action(self, request, queryset):
        """Of the ticked rows, or of all that the list shows: the same page and file as of the whole list."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        ticked = [(ACTION_CHECKBOX_NAME, key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)]
        again = [("action", "export_admin_action"), ("select_across", request.POST.get("select_across", "0")), *ticked]
        return self._offer(request, queryset.order_by().values("pk"), again=again)

    def _offer(self, request, shown, again=()):
        """The page of an export, or its file once a form is chosen; `again` are fields that choose the same rows."""
        records = self.exported(self.model._base_manager.filter(pk__in=shown))
        if request.method == "POST" and request.POST.get("suffix") in FORMATS:
            try:
                return self._export(request, records)
            except FileProblem as problem:
                self.message_user(request, str(problem), messages.ERROR)
        return self.page(
            request,
            "admin/exchange/export.html",
            _("Xuất tệp %s") % self.layout.title,
            count=records.count(),
            records_title=self.records_title,
            lines_of="" if records.model is self.model else records.model._meta.verbose_name,
            columns=self.layout.columns,
            has_numbers=self.shows_numbers(request)
            and not IDENTIFYING.isdisjoint(each.content for each in self.layout.columns),
            query=request.GET.urlencode(),
            again=again,
            **self.table_offer(request, shown.count()),
        )

    def shows_numbers(self, request):
        """Whether citizen numbers are written in full."""
        return request.user.has_perm("programmes.view_citizen_number")

    def _export(self, request, records):
        suffix, about = request.POST["suffix"], {"masked": not self.shows_numbers(request), "officer": request.user}
        name = f"{slug(str(self.layout.title))}-{timezone.localdate():%d-%m-%Y}"
        chosen = self.chosen(request, self.get_changelist_instance(request))
        told = {"records": records, "is_masked": about["masked"], "chosen": chosen}
        return self._download(
            records,
            suffix,
            name,
            written=lambda count: exports.note(self.layout_key, count, by=request.user, **told),
            **about,
        )

    def _download(self, records, suffix, name, written=lambda count: None, layout=None, **about):
        """A file written whole, `about` as columns_of takes it; told to `written` before its first byte leaves."""

        def write(where):
            written(export_file(where, layout or self.layout, records, **about))

        return handed_over(name, suffix, write)


class ListExportMixin(ExchangeMixin):
    """Export alone, of a list that no file brings in; for whoever may export gift lists, which say the same.

    Nothing of it has to be read back, so citizen numbers are masked for everybody.
    """

    records_title = _("Đủ các cột trong sổ")

    @property
    def layout(self):
        return LISTS[self.layout_key]

    def has_import_permission(self, request):
        return False

    def shows_numbers(self, request):
        return False
