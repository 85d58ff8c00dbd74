"""A row of a spreadsheet becomes a gift and a public total."""

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Sum

from programmes.actions import gift_lists
from programmes.models import AuditEvent, Gift, GiftList, ImportBatch, Recipient
from programmes.totals import read
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import sheets
from tests.exchange.doors import command, export_file, import_file

pytestmark = pytest.mark.django_db

FAULTS = [  # what is wrong in the row, column of the register, code
    ({"Họ và tên": ""}, "Họ và tên", "name_missing"),
    ({"Họ và tên": "Lò Văn 7"}, "Họ và tên", "name_form"),
    ({"Ngày sinh": "31/02/1956"}, "Ngày sinh", "date_impossible"),
    ({"Ngày sinh": "01/01/2090"}, "Ngày sinh", "birth_out_of_range"),
    ({"Ngày sinh": "mùa xuân"}, "Ngày sinh", "date_form"),
    ({"Giới tính": "chưa rõ"}, "Giới tính", "choice_unknown"),
    ({"Số CCCD": "40156000001"}, "Số định danh/CCCD", "citizen_lost_zero"),
    ({"Số CCCD": "4,0156E+10"}, "Số định danh/CCCD", "citizen_lost_digits"),
    ({"Số CCCD": "187654321"}, "Số định danh/CCCD", "citizen_old_id"),
    ({"Số CCCD": "04015600000A"}, "Số định danh/CCCD", "citizen_form"),
    ({"Số CCCD": "040299000001"}, "Số định danh/CCCD", "citizen_future"),
    ({"Số CCCD": ""}, "Số định danh/CCCD", "number_missing"),
    ({"Tỉnh/TP": "Điện Biên"}, "Tỉnh/Thành phố", "other_office"),
    ({"Tỉnh/TP": "Nghệ Tĩnh"}, "Tỉnh/Thành phố", "not_found"),
    ({"Loại quà": ""}, "Loại quà", "cell_missing"),
    ({"Số tháng": "0"}, "Số tháng", "months_range"),
    ({"Từ tháng": "tháng Chạp"}, "Từ tháng", "month_form"),
    ({"Số tiền (đồng)": "-379.080"}, "Số tiền (đồng)", "money_negative"),
    ({"Số tiền (đồng)": "379,08"}, "Số tiền (đồng)", "money_fraction"),
    (sheets.a_line(1, STT="2000"), "Số định danh/CCCD", "repeated_in_file"),
]


@pytest.fixture
def officer():
    f.an_office(f.DIEN_BIEN)
    f.a_round(slug="so-the-2025")
    return f.the_maker()


def with_faults(rows):
    """The rows with one fault in every hundredth, and what must be said of each."""
    rows, expected = [dict(row) for row in rows], []
    for number, (wrong, column, code) in enumerate(FAULTS, 1):
        place = number * 100 - 1
        rows[place].update(wrong)
        expected.append({"line": place + 2, "column": column, "code": code})  # line 1 is the header
    return rows, expected


def state_of_the_books():
    """A hash of each table but the uploads and the audit trail, which tell that somebody was here."""
    return {
        model._meta.db_table: hashlib.sha256(
            repr(list(model.objects.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_app_config("programmes").get_models()
        if model not in (ImportBatch, AuditEvent)
    }


def test_twenty_faults_among_2000_rows_are_named_and_once_mended_become_public(officer, tmp_path):
    rows = sheets.lines(2000)
    faulty, expected = with_faults(rows)
    before = state_of_the_books()

    status, told = import_file("gifts", sheets.a_csv(tmp_path, faulty), officer, "--round", "so-the-2025")
    assert status == 1
    assert [{key: error[key] for key in ("line", "column", "code")} for error in told["errors"]] == expected
    for error in told["errors"]:
        assert error["message"].endswith("."), error
        assert not error["message"].isascii(), error
    assert (told["rows"], told["rejected"]) == (2000, 20)
    assert state_of_the_books() == before

    mended = sheets.a_csv(tmp_path, rows)
    status, told = import_file("gifts", mended, officer, "--round", "so-the-2025")
    assert status == 0
    counts = {"rows": 2000, "new": 2000, "changed": 0, "unchanged": 0, "rejected": 0}
    sums = {"people": 2000, "donor_cost_vnd": 758_160_000}
    assert told == {**counts, **sums, "errors": [], "warnings": [], "repairs": 0}
    assert Recipient.objects.count() == Gift.objects.count() == 2000
    assert Gift.objects.aggregate(dong=Sum("donor_cost_vnd"))["dong"] == 2000 * 379_080

    before, last = state_of_the_books(), AuditEvent.objects.latest("pk").pk
    status, told = import_file("gifts", mended, officer, "--round", "so-the-2025")
    assert (status, told["new"], told["changed"], told["unchanged"]) == (0, 0, 0, 2000)
    assert state_of_the_books() == before
    events = AuditEvent.objects.filter(pk__gt=last)
    assert {event.verb for event in events} <= {"upload", "import"}
    assert [event.after["new"] + event.after["changed"] for event in events if event.verb == "import"] == [0]

    hand_over_everything(officer)
    (cell,) = read.given()[1]
    assert (cell.year, cell.province, cell.quantity) == (2025, "nghe-an", 2000)
    assert (cell.donor_cost_vnd, cell.total_vnd) == (2000 * 379_080, 2000 * (379_080 + 884_520))
    assert differences() == []
    call_command("rebuild_totals", "--check")

    for name in ("gui-lai.csv", "gui-lai.xlsx"):
        assert export_file("gifts", tmp_path / name, "--round", "so-the-2025")[0] == 0
        status, told = import_file("gifts", tmp_path / name, officer)
        assert (status, told["rows"], told["unchanged"]) == (0, 2000, 2000)


def hand_over_everything(officer):
    """Submit by who entered, approve by another officer, hand over."""
    (gift_list,) = GiftList.objects.all()
    approved = f.approved(gift_lists.submit(gift_list, by=officer))
    f.a_handover([approved], held_on=date(2025, 12, 20))


def test_one_wrong_province_keeps_the_whole_file_out(officer, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1), sheets.a_line(2, **{"Tỉnh/TP": "Atlantis"})])
    status, told = import_file("gifts", path, officer, "--round", "so-the-2025")
    assert (status, told["rejected"], told["new"]) == (1, 1, 1)
    assert told["errors"][0]["line"] == 3
    assert not Gift.objects.exists()


def test_a_file_of_several_provinces_makes_one_list_for_each_province_and_round(officer, tmp_path):
    f.a_round(slug="tet-binh-ngo-2026")
    rows = [
        sheets.a_line(number, **{"Tỉnh/TP": province, "Đợt": round_})
        for number, (province, round_) in enumerate(
            [
                ("Nghệ An", "so-the-2025"),
                ("Tỉnh Điện Biên", "so-the-2025"),
                ("T. Nghệ An", "tet-binh-ngo-2026"),
                ("NGHỆ AN", "so-the-2025"),
            ],
            1,
        )
    ]
    status, told = import_file("gifts", sheets.a_csv(tmp_path, rows), f.the_maker(f.headquarters()))
    assert (status, told["new"]) == (0, 4)
    found = {(each.round.slug, each.province.name): each.gifts.count() for each in GiftList.objects.all()}
    assert found == {
        ("so-the-2025", "Nghệ An"): 2,
        ("so-the-2025", "Điện Biên"): 1,
        ("tet-binh-ngo-2026", "Nghệ An"): 1,
    }
    offices = set(GiftList.objects.values_list("office__code", "province__code"))
    assert offices == {("40", "40"), ("11", "11")}, "a list belongs to the office of its province"


def test_the_next_file_goes_on_the_open_list_and_after_submission_on_a_new_one(officer, tmp_path):
    def send(number):
        path = sheets.a_csv(tmp_path, [sheets.a_line(number)])
        assert import_file("gifts", path, officer, "--round", "so-the-2025")[0] == 0

    send(1)
    send(2)
    (gift_list,) = GiftList.objects.all()
    assert gift_list.gifts.count() == 2
    gift_lists.submit(gift_list, by=officer)
    send(3)
    assert GiftList.objects.count() == 2
    assert gift_list.gifts.count() == 2


def test_a_dry_run_tells_the_same_and_stores_nothing(officer, tmp_path):
    path = sheets.a_csv(tmp_path, sheets.lines(5))
    status, told = import_file("gifts", path, officer, "--round", "so-the-2025", "--dry-run")
    assert (status, told["new"]) == (0, 5)
    assert not Gift.objects.exists()
    assert not ImportBatch.objects.exists()


def test_without_json_the_command_speaks_vietnamese(officer, tmp_path):
    path = sheets.a_csv(tmp_path, [sheets.a_line(1, **{"Số tháng": "200"})])
    status, printed = command("import_file", "gifts", path, "--by", officer.username, "--round", "so-the-2025")
    assert status == 1
    assert "dòng 2, cột Số tháng: Số tháng phải từ 1 đến 120" in printed
    assert "1 dòng: 0 mới, 0 thay đổi, 0 không đổi, 1 bị từ chối." in printed
