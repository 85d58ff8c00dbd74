"""A layout as a Resource of django-import-export: its methods and results, by our engine."""

from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from import_export.exceptions import FieldError, ImportError
from import_export.resources import Resource
from tablib import Dataset

from programmes.access.scope import visible_to
from programmes.actions import exports
from programmes.exchange.desk.unattended import preview_unattended, store_unattended
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.reading.json_records import decimal_text
from programmes.exchange.reading.readers import JSON, plain, text_of
from programmes.exchange.resources.results import library_result
from programmes.exchange.writing.export import columns_of, export_file, headings, rows_of
from programmes.exchange.writing.writers import harmless, write_json
from programmes.models import Officer
from programmes.rules.problems import insist


class LayoutResource(Resource):
    """Imports and exports records of `layout` for an officer: `user=`, here or with each call.

    `round_` is that of the rows that name none, `account` that of a bank statement. All or nothing is stored, whatever
    `rollback_on_validation_errors` says: a file of which a row is refused stores none.
    """

    layout = None

    def __init__(self, user=None, round_=None, account="", **kwargs):
        super().__init__(**kwargs)
        self.user, self.round, self.account = user, round_, account

    @classmethod
    def get_display_name(cls):
        return str(cls.layout.title)

    # Import

    def import_data(
        self,
        dataset,
        dry_run=False,
        raise_errors=False,
        use_transactions=None,
        collect_failed_rows=False,
        rollback_on_validation_errors=False,
        **kwargs,
    ):
        """The Result of a tablib Dataset with headings; kept as an upload of `user` unless `dry_run`.

        A number of a row is that of the Dataset, from 1. `file_name` is what the upload is called.
        """
        if use_transactions is False:
            raise ValueError(_("Tệp luôn được ghi trong một giao dịch; bỏ use_transactions=False."))
        titles, rows = [str(title) for title in dataset.headers or ()], list(dataset)

        def row_of(number):
            return dict(zip(titles, rows[number - 1], strict=True))

        with TemporaryDirectory() as folder:
            path = Path(folder, f"dataset{JSON}")
            name = f"{Path(kwargs.get('file_name') or self.layout.key).stem}{JSON}"
            try:
                _write(path, titles, rows)
            except FileProblem as problem:
                result = self._refusal(problem)
            else:
                result = self._result(path, name, titles, row_of, dry_run, kwargs.get("user"))
        if collect_failed_rows:
            result.add_dataset_headers(titles)
            for row in result.invalid_rows:
                result.append_failed_row(row_of(row.number), row.error)
        return _raised(result) if raise_errors else result

    def import_file(self, path, filename, *, dry_run=False, raise_errors=False):
        """As `import_data`, of a file in any form that the portal reads; a number of a row is its line."""
        result = self._result(path, filename, headings(self.layout), lambda line: {}, dry_run)
        return _raised(result) if raise_errors else result

    def _result(self, path, filename, titles, row_of, dry_run, user=None):
        officer, act = user or self.user, preview_unattended if dry_run else store_unattended
        about = {"filename": filename, "by": officer, "round_": self.round, "account": self.account}
        try:
            self._insist_imported(officer)
            outcome = act(path, self.layout, **about)
        except FileProblem as problem:
            return self._refusal(problem)
        result = library_result(outcome, titles, row_of)
        if outcome.findings.rejected and not dry_run:
            message = _("Chưa ghi dòng nào vì có %d dòng bị từ chối; sửa các dòng đó rồi nhập lại.")
            self.handle_import_error(result, FileProblem("nothing_stored", message % outcome.findings.rejected))
        return result

    def _refusal(self, problem):
        """The Result of a file that was not even looked at."""
        result = self.get_result_class()()
        self.handle_import_error(result, problem)
        return result

    def _insist_imported(self, officer):
        if self.layout.key not in LAYOUTS:
            message = _("Không nhập %s bằng tệp; ghi ở trang quản trị.")
            raise FileProblem("layout_not_imported", message % self.layout.title)
        if not isinstance(officer, Officer):
            raise FileProblem(
                "user_missing",
                _("Chưa biết cán bộ nào nhập: thêm user=… vào lời gọi, hoặc dùng lệnh import_file … --by TÊN."),
            )

    def _row_by_row(self, *args, **kwargs):
        """Closed: what writes a row without the rules of the whole file."""
        raise PermissionDenied(_("Không ghi từng dòng bên ngoài quy tắc; dùng import_data hoặc lệnh import_file."))

    import_data_inner = import_row = import_instance = import_obj = import_field = save_m2m = _row_by_row
    save_instance = do_instance_save = delete_instance = bulk_create = bulk_update = bulk_delete = _row_by_row

    # Export

    def export(self, queryset=None, export_fields=None, **kwargs):
        """A tablib Dataset of those of the records that `user` may see, in the columns that are imported.

        `export_fields` are names or headings of columns. What a spreadsheet would run as a formula has an apostrophe in
        front, which `import_data` takes off again. Citizen numbers are masked, and the export is noted, as on screen.
        """
        user = kwargs.get("user") or self.user
        records, masked = self._records(queryset, user), self._is_masked(user)
        titles = headings(self.layout)
        places = self._places(export_fields or titles)
        dataset = Dataset(headers=[titles[place] for place in places], title=self.get_display_name()[:31])
        for row in rows_of(columns_of(self.layout, records, masked=masked, officer=user)):
            dataset.append([harmless(row[place]) for place in places])
        exports.note(self.layout.key, len(dataset), by=user, records=records, is_masked=masked)
        return dataset

    def export_file(self, path, queryset=None, **narrow):
        """As `export`, to a .csv, .xlsx or .json; `narrow` by round_ and year. Returns the number of records."""
        records, masked = self._records(queryset, self.user), self._is_masked(self.user)
        written = export_file(path, self.layout, records, masked=masked, officer=self.user, **narrow)
        taken = self.layout.records(records, narrow.get("round_"), narrow.get("year"))
        chosen = [f"{name}: {value}" for name, value in narrow.items() if value]
        exports.note(self.layout.key, written, by=self.user, records=taken, is_masked=masked, chosen=chosen)
        return written

    def _records(self, queryset, user):
        """Those of the records that `user` may see; insists on the right to export them."""
        if not isinstance(user, Officer):
            raise PermissionDenied(
                _("Chưa biết cán bộ nào xuất: thêm user=… vào lời gọi, hoặc dùng lệnh export_file trên máy chủ.")
            )
        insist(exports.check(self.layout.key, user))
        model = self.layout.model
        if queryset is not None and not (getattr(queryset, "model", None) is model and not queryset.query.combinator):
            raise TypeError(_("Chỉ xuất được một QuerySet của %s, không phải union.") % model._meta.label)
        records = visible_to(user, model._base_manager.all())
        return records if queryset is None else records.filter(pk__in=queryset.values("pk"))

    def _is_masked(self, user):
        """What is not read back shows nobody's number; the rest to those who may see numbers."""
        return self.layout.key not in LAYOUTS or not user.has_perm("programmes.view_citizen_number")

    def _places(self, names):
        """The positions of columns, by name or heading."""
        known = {word: place for place, c in enumerate(self.layout.columns) for word in (c.name, str(c.heading))}
        if unknown := [name for name in names if name not in known]:
            raise FieldError(_("Không có cột %s.") % ", ".join(f"“{name}”" for name in unknown))
        return [known[name] for name in names]


def _write(path, titles, rows):
    """The rows as a file that our reader takes, a record each. Raises FileProblem."""
    if not titles or len({*titles}) < len(titles):
        raise FileProblem("dataset_headings", _("Dataset phải có dòng tiêu đề, mỗi cột một tên khác nhau."))
    _insist_letters(titles, 0)
    write_json(path, map(_as_texts, count(1), rows), titles)


def _as_texts(number, row):
    texts = [_text(cell) for cell in row]
    _insist_letters(texts, number)
    return texts


def _insist_letters(texts, number):
    """Row 0 is that of the headings."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        message = _("Dòng %d của Dataset có ký tự hỏng (dòng 0 là dòng tiêu đề); hãy ghi lại ô đó.")
        raise FileProblem("dataset_letters", message % number) from None


def _text(cell):
    if isinstance(cell, Decimal):
        return decimal_text(f"{cell:f}")
    return plain(cell) if isinstance(cell, str) else text_of(cell)


def _raised(result):
    """The result, or its first fault as the library raises it."""
    for error in result.base_errors:
        raise ImportError(error.error)
    for row in result.invalid_rows:
        raise ImportError(row.error, number=row.number)
    return result
