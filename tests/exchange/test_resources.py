"""django-import-export is a door like any other: the same rules, rights, masks and trail."""

import io
import json
from datetime import date, datetime
from decimal import Decimal

import pytest
import tablib
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string
from import_export import exceptions
from import_export.results import Result

from programmes.access import roles
from programmes.exchange.layouts import LAYOUTS, LISTS
from programmes.exchange.resources import RESOURCES, DonorResource, GiftResource, RecipientResource
from programmes.models import AuditEvent, Donation, Donor, Gift, ImportBatch, PublishedFigure, Rate
from programmes.rules.problems import RuleViolation
from tests import factories as f
from tests import sheets
from tests.exchange.doors import command, import_file

pytestmark = pytest.mark.django_db
CLOSED = [
    *(
        "programmes.Rate",
        "programmes.Officer",
        "programmes.AuditEvent",
        "programmes.GiftPayment",
        "auth.Group",
        "rates",
    ),
    *("sessions.Session", "import_export.resources.ModelResource", "programmes.models.Donor", "os.system", "rates", ""),
]


def sent(resource, path, by, *arguments):
    """(exit status, what was printed) of manage.py import."""
    return command("import", resource, path, "--noinput", "--by", by.username, *arguments)


def a_dataset(*lines):
    head, *rows = sheets.table(list(lines))
    return tablib.Dataset(*rows, headers=head)


def state():
    """How many records and events there are."""
    return [model.objects.count() for model in (Donor, Donation, Gift, ImportBatch, AuditEvent)]


# The command import


def test_a_gift_file_has_the_counts_of_import_file(officer, round_, tmp_path):
    lines = [*sheets.lines(3), {"Họ và tên": "Tổng cộng", "Số tiền (đồng)": "1.137.240"}]
    good = sheets.a_csv(tmp_path, lines)
    bad = sheets.a_csv(tmp_path, [*sheets.lines(3), sheets.a_line(4, **{"Số tháng": "0"})], name="hong.csv")
    before = state()
    status, told = sent("programmes.Gift", bad, officer, "--round", round_.slug, "--dry-run")
    wanted = import_file("gifts", bad, officer, "--round", round_.slug, "--dry-run")[1]
    assert state() == before, "a dry run writes nothing"
    assert (status, wanted["rejected"]) == (1, 1)
    assert "4 dòng: 3 mới, 0 thay đổi, 0 không đổi, 1 bị từ chối." in told
    assert "dòng 5, cột Số tháng: Số tháng phải từ 1 đến 120" in told

    assert sent("gifts", bad, officer, "--round", round_.slug)[0] == 1
    assert not Gift.objects.exists()
    status, told = sent("programmes.exchange.resources.GiftResource", good, officer, "--round", round_.slug)
    assert (status, told.strip()) == (0, "3 dòng: 3 mới, 0 thay đổi, 0 không đổi, 0 bị từ chối.")
    batch = ImportBatch.objects.latest("pk")
    assert (batch.state, batch.owner, batch.filename, len(batch.sha256)) == ("stored", officer, "danh-sach.csv", 64)
    assert import_file("gifts", good, officer, "--round", round_.slug)[1]["unchanged"] == 3


@pytest.mark.parametrize("name", CLOSED)
def test_what_has_no_layout_goes_neither_in_nor_out(officer, tmp_path, name):
    f.the_rates()
    before = list(Rate.objects.values())
    path = sheets.a_csv(tmp_path, [{"id": str(row["id"]), "value": "1", "amount_vnd": "1"} for row in before])
    for arguments in (["import", name, path, "--noinput"], ["export", "CSV", name]):
        with pytest.raises(CommandError, match="không nhập, xuất bằng tệp") as refused:
            call_command(*map(str, arguments), "--by", officer.username)
        assert "import_file LOẠI TỆP --by TÊN" in str(refused.value)
    assert list(Rate.objects.values()) == before


def test_a_figure_is_changed_at_headquarters_alone_and_by_a_draft_with_its_reason(
    officer, headquarters_officer, tmp_path
):
    figure = f.a_published_figure(by=headquarters_officer)
    over = {"value": "999", "wording": "999 đồng", "reason": "Nguồn đính chính"}
    path = sheets.a_csv(tmp_path, exported("published_figures", headquarters_officer, **over))
    status, told = sent("programmes.PublishedFigure", path, officer)
    assert (status, "không có quyền" in told) == (1, True)
    assert sent("programmes.PublishedFigure", path, headquarters_officer)[0] == 0
    now, draft = PublishedFigure.objects.order_by("version")
    assert (now.pk, now.value, now.state) == (figure.pk, 54_380_000_000, "published")
    assert (draft.version, draft.value, draft.state, draft.reason) == (2, 999, "draft", "Nguồn đính chính")


def test_a_donation_and_a_donor_are_changed_by_the_rules_and_with_an_event(officer, tmp_path):
    f.an_approved_donation(amount_vnd=5_000_000)
    path = sheets.a_csv(tmp_path, exported("donations", officer, amount_vnd=1))
    assert sent("programmes.Donation", path, officer)[0] == 1
    assert Donation.objects.get().amount_vnd == 5_000_000

    path = sheets.a_csv(tmp_path, exported("donors", officer, consented_on="25/12/2025"))
    assert sent("programmes.Donor", path, officer)[0] == 0
    donor = Donor.objects.get()
    assert donor.consented_on == date(2025, 12, 25)
    assert AuditEvent.objects.get(verb="correct", target_type="donor").target_id == str(donor.pk)


def exported(key, by, **over):
    """The records of a layout as lines of a file, with some cells otherwise."""
    dataset = RESOURCES[key](user=by).export()
    headings = {column.name: str(column.heading) for column in LAYOUTS[key].columns}
    return [{**row, **{headings[name]: str(value) for name, value in over.items()}} for row in dataset.dict]


def test_who_acts_is_told_or_nothing_is_done(officer, tmp_path):
    path = sheets.a_csv(tmp_path, [{"Tên nhà tài trợ": "A", "Loại": "cá nhân"}])
    for arguments, told in (
        (["import", "donors", path, "--noinput"], "import_file donors"),
        (["export", "CSV", "donors"], "export_file"),
        (["import", "donors", path, "--noinput", "--by", "khong-ai"], "Không có cán bộ nào"),
        (["export", "CSV", "donors", "--by", "khong-ai"], "Không có cán bộ nào"),
        (["export", "CSV", "donors", "--by", f.an_officer(roles.AUDITOR).username], "không có quyền"),
        (["import", "donors", path, "--by", officer.username, "--encoding", "utf-8"], "bỏ --encoding"),
        (["import", "donors", path, "--by", officer.username, "--noinput", "--format", "yaml"], "thêm --format"),
        (["import", "donors", tmp_path / "a.csv", "--by", officer.username, "--noinput"], "Không thấy tệp"),
        (["import", "gifts", path, "--by", officer.username, "--noinput", "--round", "x"], "Không có đợt nào"),
        (["export", "YAML", "donors", "--by", officer.username], "CSV, XLSX hoặc JSON"),
    ):
        with pytest.raises(CommandError, match=told):
            call_command(*map(str, arguments))
    assert (Donor.objects.count(), ImportBatch.objects.count()) == (0, 0)
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_a_list_that_no_file_brings_in_is_not_imported(officer, tmp_path):
    status, told = sent("programmes.Recipient", sheets.a_csv(tmp_path, sheets.lines(1)), officer)
    assert (status, "Không nhập người nhận bằng tệp" in told) == (1, True)


def test_the_command_asks_before_it_writes_and_reads_what_is_piped_in(officer, tmp_path, monkeypatch):
    path = sheets.a_csv(tmp_path, [{"Tên nhà tài trợ": "A", "Loại": "cá nhân"}])
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="chưa ghi gì"):
        call_command("import", "donors", str(path), by=officer.username)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert sent("donors", "-", officer, "--format", "CSV")[0] == 0
    assert Donor.objects.get().name == "A"


# Datasets of other programs


def test_a_dataset_is_judged_row_by_row_and_column_by_column(officer):
    dataset = a_dataset(
        {"Tên nhà tài trợ": "Công ty A", "Loại": "doanh nghiệp", "Đồng ý nêu tên ngày": datetime(2025, 12, 25)},
        {"Tên nhà tài trợ": None, "Loại": "quán phở", "Mã số thuế": 12.0},
        {"Tên nhà tài trợ": "Lò Thị Ân", "Loại": "cá nhân"},
    )
    before = state()
    result = DonorResource().import_data(dataset, dry_run=True, collect_failed_rows=True, user=officer)
    assert isinstance(result, Result)
    assert [row.import_type for row in result] == ["new", "invalid", "new"]
    assert (result.total_rows, result.totals["new"], result.totals["invalid"]) == (3, 2, 1)
    assert not result.has_errors(), "a preview finds rows to mend, and no fault of its own"
    (invalid,) = result.invalid_rows
    assert (invalid.number, invalid.values[1]) == (2, "quán phở")
    assert set(invalid.field_specific_errors) == {"Tên nhà hảo tâm", "Loại", "Mã số thuế"}
    assert result.failed_dataset.headers == [*dataset.headers, "Error"]
    assert result.failed_dataset["Loại"] == ["quán phở"]
    assert state() == before, "a dry run writes nothing"

    result = DonorResource(user=officer).import_data(dataset, file_name="nhà hảo tâm.xlsx")
    assert result.has_errors(), "nobody reads a file as stored of which nothing was"
    assert "Chưa ghi dòng nào vì có 1 dòng bị từ chối" in str(result.base_errors[0].error)
    assert not Donor.objects.exists()
    with pytest.raises(exceptions.ImportError, match="Chưa ghi dòng nào"):
        DonorResource(user=officer).import_data(dataset, raise_errors=True)

    del dataset[1]
    for outcome in ("new", "skip"):
        result = DonorResource(user=officer).import_data(dataset, raise_errors=True)
        assert [row.import_type for row in result] == [outcome] * 2
        assert result.totals[outcome] == 2
    donor = Donor.objects.get(name="Công ty A")
    assert (donor.consented_on, donor.batch.owner, donor.batch.filename) == (date(2025, 12, 25), officer, "donors.json")
    DonorResource(user=officer).import_data(dataset, file_name="nh\udce0.xlsx")  # a name that is not UTF-8 on the disk
    assert ImportBatch.objects.latest("pk").filename == "nh?.json"


@pytest.mark.parametrize("value", [Decimal("1.263"), 1.263, Decimal("0.5"), "1,5"])
def test_no_number_of_a_dataset_is_taken_for_another(officer, value):
    dataset = a_dataset(
        {"Số chứng từ": "PT-1", "Nhà hảo tâm": f.a_donor().code, "Số tiền": value, "Ngày nhận": "4/3/2026"}
    )
    result = RESOURCES["donations"](user=officer, round_=f.a_round()).import_data(dataset, dry_run=True)
    (invalid,) = result.invalid_rows
    (error,) = invalid.error.error_dict["Số tiền (đồng)"]
    assert error.code in {"money_fraction", "money_form", "money_rate"}


@pytest.mark.parametrize(
    ("dataset", "told"),
    [
        (tablib.Dataset(["A", "cá nhân"]), "phải có dòng tiêu đề"),
        (tablib.Dataset(["A", "B"], headers=["Loại", "Loại"]), "mỗi cột một tên"),
        (tablib.Dataset(["A", "B"], headers=["x", "y"]), "Không thấy dòng tiêu đề cột"),
        (tablib.Dataset(headers=["Tên nhà hảo tâm", "Loại"]), "không có bản ghi nào"),
        (
            tablib.Dataset(["A\ud800", "cá nhân"], headers=["Tên nhà hảo tâm", "Loại"]),
            "Dòng 1 của Dataset có ký tự hỏng",
        ),
        (tablib.Dataset(["A", "B"], headers=["Tên nhà hảo tâm", "Loại\ud800"]), "Dòng 0 của Dataset có ký tự hỏng"),
    ],
)
def test_a_dataset_that_is_no_table_is_refused_as_a_whole(officer, dataset, told):
    result = DonorResource(user=officer).import_data(dataset)
    assert told in str(result.base_errors[0].error)
    assert not Donor.objects.exists()


def test_without_an_officer_or_the_right_nothing_is_imported(officer):
    dataset = a_dataset({"Tên nhà tài trợ": "A", "Loại": "cá nhân"})
    nobody = "import_file … --by"
    for user, told in ((None, nobody), (officer.username, nobody), (f.an_officer(roles.AUDITOR), "không có quyền")):
        for dry_run in (True, False):
            result = DonorResource(user=user).import_data(dataset, dry_run=dry_run)
            assert (result.has_errors(), told in str(result.base_errors[0].error)) == (True, True)
    assert not ImportBatch.objects.exists()


def test_nothing_is_written_row_by_row_or_without_a_transaction(officer):
    resource, donor = DonorResource(user=officer), Donor(name="A", kind="person", code="A", office=officer.office)
    dataset = a_dataset({"Tên nhà tài trợ": "A", "Loại": "cá nhân"})
    for closed in (
        lambda: resource.save_instance(donor, True, {}),
        lambda: resource.import_row(dataset.dict[0], None),
        lambda: resource.import_data_inner(dataset, False, True, True, False),
    ):
        with pytest.raises(PermissionDenied, match="dùng import_data"):
            closed()
    with pytest.raises(ValueError, match="một giao dịch"):
        resource.import_data(dataset, use_transactions=False)
    assert not Donor.objects.exists()


# Export


def test_an_export_is_that_of_the_officer_masked_narrowed_and_noted(officer):
    gift = f.a_gift()
    f.a_gift(f.a_gift_list(office=f.an_office(f.DIEN_BIEN)))
    clerk = f.an_officer(None)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_recipient", "export_giftlist"]))
    number = gift.recipient.citizen_number
    hidden = f"{number[:3]}•••••{number[-4:]}"
    exports = [
        (GiftResource(user=officer).export(), number),
        (GiftResource().export(Gift.objects.filter(pk=gift.pk), user=clerk), hidden),
        (RecipientResource().export(user=clerk), hidden),
        (RecipientResource().export(user=officer), hidden),
    ]
    for dataset, shown in exports:
        (row,) = dataset.dict
        assert (row["Họ và tên"], row["Số định danh/CCCD"]) == (gift.recipient.full_name, shown)
    events = (
        AuditEvent.objects.filter(verb="export").order_by("pk").values_list("actor", "after__layout", "after__records")
    )
    assert list(events) == [
        (officer.username, "gifts", 1),
        (clerk.username, "gifts", 1),
        (clerk.username, "recipients", 1),
        (officer.username, "recipients", 1),
    ]


def test_the_command_export_writes_what_the_officer_sees(officer, monkeypatch):
    f.a_donor(name="Công ty Sông Lam")
    f.a_donor(name="Công ty Mường Phăng", office=f.an_office(f.DIEN_BIEN))
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written))
    call_command("export", "JSON", "programmes.Donor", by=officer.username)
    assert [row["name"] for row in json.loads(written.getvalue())] == ["Công ty Sông Lam"]
    assert AuditEvent.objects.get(verb="export").after == {"layout": "donors", "records": 1}


def test_an_export_without_an_officer_the_right_or_its_own_records_is_refused(officer):
    refused = {
        lambda: DonorResource().export(): (PermissionDenied, "user=…"),
        lambda: DonorResource(user=officer.username).export(): (PermissionDenied, "user=…"),
        lambda: DonorResource(user=f.an_officer(roles.AUDITOR)).export(): (RuleViolation, "không có quyền"),
        lambda: RecipientResource(user=f.an_officer(None)).export(): (RuleViolation, "không có quyền"),
        lambda: DonorResource(user=officer).export(Gift.objects.all()): (TypeError, "programmes.Donor"),
        lambda: DonorResource(user=officer).export([f.a_donor()]): (TypeError, "programmes.Donor"),
        lambda: DonorResource(user=officer).export(Donor.objects.union(Donor.objects.all())): (TypeError, "union"),
        lambda: DonorResource(user=officer).export(export_fields=["pk"]): (exceptions.FieldError, "“pk”"),
    }
    for export, (error, told) in refused.items():
        with pytest.raises(error, match=told):
            export()
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_a_dataset_of_ours_runs_nowhere_and_comes_back_unchanged(headquarters_officer):
    for name in ("=HYPERLINK(1)", "'Công ty có dấu phẩy trên'", "+84", "@SUM(A1)"):
        f.a_donor(by=headquarters_officer, name=name, note=name)
    resource = DonorResource(user=headquarters_officer)
    dataset = resource.export(export_fields=["code", "name", "Loại", "note"])
    assert dataset.headers == ["Mã nhà hảo tâm", "Tên nhà hảo tâm", "Loại", "Ghi chú"]
    assert not [cell for row in dataset for cell in row if cell.startswith(("=", "+", "@"))]
    result = resource.import_data(dataset, raise_errors=True)
    assert (result.totals["skip"], result.total_rows) == (4, 4)


def test_every_layout_is_a_resource_that_a_dotted_path_names():
    assert RESOURCES.keys() == LAYOUTS.keys() | LISTS.keys()
    for key, resource in RESOURCES.items():
        assert import_string(f"programmes.exchange.resources.{resource.__name__}") is resource
        assert resource.get_display_name() == str({**LISTS, **LAYOUTS}[key].title)
        assert [field.column_name for field in resource().get_user_visible_fields()] == resource().get_export_headers()
    with pytest.raises(ImportError, match="RateResource"):
        import_string("programmes.exchange.resources.RateResource")
