"""import_file and export_file: who may, what they print, how they end."""

import json

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from programmes.access import roles
from programmes.exchange.reading.readers import KINDS
from programmes.management.commands import import_file as import_file_command
from programmes.models import AuditEvent, Donor, Gift, ImportBatch, Recipient
from tests import factories as f
from tests import sheets
from tests.exchange.doors import command, export_file, import_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def gifts(round_, tmp_path):
    return sheets.a_csv(tmp_path, sheets.lines(3))


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        call_command(*map(str, arguments))
    return str(refused.value)


def test_the_answer_has_the_promised_shape(gifts, officer):
    status, told = import_file("gifts", gifts, officer, "--round", "so-the-2025")
    assert status == 0
    counts = {"rows": 3, "new": 3, "changed": 0, "unchanged": 0, "rejected": 0}
    sums = {"people": 3, "donor_cost_vnd": 1_137_240}
    assert told == {**counts, **sums, "errors": [], "warnings": [], "repairs": 0}


def test_each_refused_cell_has_its_line_column_code_and_sentence(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **{"Số tháng": "0", "Ngày sinh": "x"})])
    status, told = import_file("gifts", path, officer, "--round", "so-the-2025")
    assert status == 1
    assert (told["rows"], told["rejected"]) == (2, 1), "a row with two faults is one row"
    assert [set(error) for error in told["errors"]] == [{"line", "column", "code", "message"}] * 2
    assert [(error["line"], error["code"]) for error in told["errors"]] == [(3, "date_form"), (3, "months_range")]


def test_a_file_that_cannot_be_read_is_one_error_without_a_line(officer, tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"khong phai bang tinh")
    status, told = import_file("gifts", path, officer)
    assert status == 1
    assert [(error["line"], error["column"], error["code"]) for error in told["errors"]] == [(0, "", "wrong_container")]
    assert ImportBatch.objects.get().state == ImportBatch.State.FAILED


def test_a_refused_file_of_the_command_line_waits_for_nobody(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **{"Số tháng": "0"})])
    import_file("gifts", path, officer, "--round", "so-the-2025")
    batch = ImportBatch.objects.get()
    assert batch.state == ImportBatch.State.CANCELLED
    assert AuditEvent.objects.filter(verb="cancel_import", target_id=str(batch.pk)).exists()


def test_a_stored_file_of_the_command_line_is_stored(gifts, officer):
    import_file("gifts", gifts, officer, "--round", "so-the-2025")
    assert ImportBatch.objects.get().state == ImportBatch.State.STORED


def test_a_refused_file_says_that_nothing_was_stored(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **{"Số tháng": "0"})])
    status, printed = command("import_file", "gifts", path, "--by", officer.username, "--round", round_.slug)
    assert status == 1
    assert "Chưa ghi dòng nào" in printed


# Control totals


def summed_to(folder, written, count=2):
    """A list of `count` people of 379.080 đồng whose own totals row says `written`."""
    return sheets.a_csv(folder, [*sheets.lines(count), {"Họ và tên": "Tổng cộng", "Số tiền (đồng)": written}])


def test_a_file_that_does_not_add_up_to_its_own_totals_row_is_not_stored(officer, round_, tmp_path):
    path = summed_to(tmp_path, "99.758.160")
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, told["new"], told["donor_cost_vnd"]) == (1, 2, 758_160)
    assert [(error["line"], error["column"], error["code"]) for error in told["errors"]] == [(0, "", "control_differs")]
    assert "Không khớp số đồng: tổng ghi 99.758.160, đếm được 758.160, lệch 99.000.000." in told["errors"][0]["message"]
    assert not Gift.objects.exists()
    assert ImportBatch.objects.get().state == ImportBatch.State.CANCELLED


def test_the_refused_total_is_told_in_words_too_and_by_a_dry_run(officer, round_, tmp_path):
    path = summed_to(tmp_path, "99.758.160")
    for arguments in ([], ["--dry-run"]):
        status, told = command(
            "import_file", "gifts", path, "--by", officer.username, "--round", round_.slug, *arguments
        )
        assert status == 1
        assert "cả tệp: Không khớp số đồng: tổng ghi 99.758.160, đếm được 758.160, lệch 99.000.000." in told
        assert ("Chưa ghi dòng nào" in told) == (not arguments)
        assert "Cộng các dòng nhận được: 2 người, 758.160 đồng." in told


def test_a_file_that_adds_up_is_stored(officer, round_, tmp_path):
    status, told = import_file("gifts", summed_to(tmp_path, "758.160"), officer, "--round", round_.slug)
    assert (status, told["new"], told["errors"]) == (0, 2, [])


def test_a_register_adds_nothing_up_so_its_totals_row_stops_nothing(officer, tmp_path):
    donor = {"Tên nhà hảo tâm": "Nguyễn Văn A", "Loại": "cá nhân"}
    path = sheets.a_csv(tmp_path, [donor, {"Tên nhà hảo tâm": "Tổng cộng: 3 người"}])
    status, told = import_file("donors", path, officer)
    assert (status, told["new"], told["errors"]) == (0, 1, [])


def test_a_sheet_that_was_not_read_and_a_mended_cell_are_told_at_the_command_line(officer, round_, tmp_path):
    path = sheets.a_workbook(tmp_path, [sheets.a_line(1, **{"Ngày sinh": "2/2/41"})])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Đợt 2").append(["Họ và tên", "Loại quà"])
    book["Đợt 2"].append(["Lò Thị Bình", "thẻ BHYT"])
    book.save(path)
    status, told = import_file("gifts", path, officer, "--round", round_.slug)
    assert (status, [warning["code"] for warning in told["warnings"]]) == (0, ["sheet_not_read"])
    assert told["repairs"] == 1
    _status, printed = command("import_file", "gifts", path, "--by", officer.username, "--round", round_.slug)
    assert "Nên xem lại: " in printed
    assert "Trang “Đợt 2” có các cột khác trang đầu nên không được đọc" in printed
    assert "Ô hệ thống tự sửa khi đọc: 1." in printed


@pytest.mark.parametrize(
    ("layout", "role"),
    [
        ("gifts", roles.APPROVER),
        ("donors", roles.AUDITOR),
        ("donations", roles.ADMINISTRATOR),
        ("published_figures", roles.PROVINCIAL_OFFICER),
        ("donors", None),
    ],
)
def test_without_the_right_there_is_no_import(gifts, layout, role):
    stranger = f.an_officer(role)
    assert "Bạn không có quyền" in refusal("import_file", layout, gifts, "--by", stranger.username)
    assert "Bạn không có quyền" in refusal("import_file", layout, gifts, "--by", stranger.username, "--dry-run")
    assert not ImportBatch.objects.exists()


def test_the_right_to_one_file_is_no_right_to_another(gifts, round_):
    officer = f.an_officer(role=None)
    officer.user_permissions.add(Permission.objects.get(codename="import_donor"))
    for layout in {*ImportBatch.Layout} - {ImportBatch.Layout.DONORS}:
        assert "Bạn không có quyền" in refusal("import_file", layout, gifts, "--by", officer.username)


def test_an_inactive_account_and_one_without_an_office_import_nothing(gifts):
    gone = f.an_officer(is_active=False)
    assert "Bạn không có quyền" in refusal("import_file", "gifts", gifts, "--by", gone.username)
    homeless = f.a_superuser(office=None)
    homeless.office = None
    homeless.save()
    assert "chưa gắn với cơ quan" in refusal("import_file", "gifts", gifts, "--by", homeless.username)


def test_words_that_name_nothing_are_told(gifts, officer, tmp_path):
    assert "Không có cán bộ nào" in refusal("import_file", "gifts", gifts, "--by", "khong-ai")
    assert "Không thấy tệp" in refusal("import_file", "gifts", tmp_path / "khong-co.csv", "--by", officer.username)
    assert "Không có đợt nào" in refusal("import_file", "gifts", gifts, "--by", officer.username, "--round", "x")
    assert "invalid choice" in refusal("import_file", "volunteers", gifts, "--by", officer.username)
    assert "đuôi .csv, .xlsx hoặc .json" in refusal("export_file", "gifts", tmp_path / "o.pdf")
    assert "Không có đợt nào" in refusal("export_file", "gifts", tmp_path / "o.csv", "--round", "x")
    assert "Không có thư mục" in refusal("export_file", "gifts", tmp_path / "khong-co" / "o.csv")


@pytest.mark.parametrize(
    ("file", "by", "slug", "code", "sentence"),
    [
        ("danh-sach.csv", "khong-ai", "so-the-2025", "officer_unknown", "Không có cán bộ nào"),
        ("khong-co.csv", "can-bo", "so-the-2025", "file_missing", "Không thấy tệp"),
        ("danh-sach.csv", "can-bo", "x", "round_unknown", "Không có đợt nào"),
        ("danh-sach.csv", "kiem-toan", "so-the-2025", "no_right", "Bạn không có quyền"),
    ],
)
@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_a_machine_that_names_nothing_reads_one_object_with_the_error(
    gifts, round_, file, by, slug, code, sentence, arguments
):
    f.an_officer(username="can-bo")
    f.an_officer(roles.AUDITOR, username="kiem-toan")
    status, printed = command(
        "import_file", "gifts", gifts.with_name(file), "--by", by, "--round", slug, "--json", *arguments
    )
    told = json.loads(printed)
    assert (status, told["rows"], [error["code"] for error in told["errors"]]) == (1, 0, [code])
    assert sentence in told["errors"][0]["message"]


def test_the_help_names_every_kind_of_file_that_is_read():
    told = import_file_command.Command.help
    assert all(kind.lstrip(".").upper() in told for kind in KINDS - {".txt", ".tsv"})


def test_an_export_is_noted_with_its_count(officer, tmp_path):
    f.a_gift()
    status, printed = export_file("gifts", tmp_path / "o.csv")
    assert (status, "1 bản ghi" in printed) == (0, True)
    event = AuditEvent.objects.latest("pk")
    told = {"layout": "gifts", "records": 1, "masked": False, "people": [[Recipient.objects.get().pk] * 2]}
    assert (event.verb, event.actor, event.after) == ("export", "dòng lệnh", told)


def test_two_officers_with_the_same_new_people_are_both_told_the_truth(officer, round_, tmp_path):
    path = sheets.a_csv(tmp_path, sheets.lines(3))
    colleague = f.an_officer()
    assert import_file("gifts", path, officer, "--round", round_.slug)[1]["new"] == 3
    assert import_file("gifts", path, colleague, "--round", round_.slug)[1]["unchanged"] == 3
    assert Gift.objects.count() == 3


def test_a_code_that_somebody_took_does_not_stop_the_numbering(officer, tmp_path):
    """Codes of the office's own are free text: one may look like those that the portal gives."""
    taken = [{"Mã nhà hảo tâm": f"NHT-{n:06}", "Tên nhà hảo tâm": f"A {n}", "Loại": "cá nhân"} for n in (6, 7, 8)]
    assert import_file("donors", sheets.a_csv(tmp_path, taken), officer)[0] == 0
    unnamed = [{"Tên nhà hảo tâm": f"Người {number}", "Loại": "cá nhân"} for number in range(5)]
    status, told = import_file("donors", sheets.a_csv(tmp_path, unnamed), officer)
    assert (status, told["new"]) == (0, 5), told
    assert Donor.objects.count() == 8
