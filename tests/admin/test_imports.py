"""Files in the browser: upload, preview, confirm, template, export; who may do which."""

import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from programmes.access import roles
from programmes.actions import gift_lists
from programmes.exchange.desk.intake import receive
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.writing.export import headings
from programmes.models import AuditEvent, Donation, Donor, Gift, GiftList, ImportBatch
from tests import sheets
from tests.admin.pages import changelist, said, text_of
from tests.factories import (
    DIEN_BIEN,
    a_donation,
    a_donor,
    a_gift,
    a_gift_list,
    a_round,
    a_superuser,
    an_office,
    an_officer,
    headquarters,
    the_checker,
    the_maker,
)

MODELS = {
    "donors": "donor",
    "donations": "donation",
    "gifts": "giftlist",
    "published_figures": "publishedfigure",
    "issued": "issuance",
}
pytestmark = pytest.mark.django_db


def address(model, view, *arguments):
    return reverse(f"admin:programmes_{model}_{view}", args=arguments)


def an_upload(*lines, name="danh-sach.csv"):
    text = "\ufeff" + sheets.csv_text(sheets.table(list(lines)))
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def send(client, *lines, model="giftlist", **data):
    """Upload and follow to the preview; the batch and its page."""
    answer = client.post(address(model, "import"), {"file": an_upload(*lines), **data}, follow=True)
    return ImportBatch.objects.latest("pk"), answer


def confirm(client, batch):
    answer = client.post(address("importbatch", "confirm", batch.pk), follow=True)
    batch.refresh_from_db()
    return answer


def streamed(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def officer(db):
    return the_maker()


@pytest.fixture
def client_of_officer(at, officer):
    return at(officer)


@pytest.fixture
def round_(db):
    return a_round(slug="so-the-2025", name="Sổ, thẻ 2025")


# From upload to stored


def test_a_list_goes_from_upload_by_preview_to_stored(client_of_officer, officer, round_):
    batch, preview = send(client_of_officer, *sheets.lines(3), round=round_.pk)
    assert (batch.state, batch.owner, batch.round) == ("previewed", officer, round_)
    assert "Nếu xác nhận, sẽ ghi" in text_of(preview)
    assert "3 3 0 0 0" in text_of(preview), "rows, new, changed, unchanged, refused"
    assert not Gift.objects.exists(), "a preview stores nothing"
    stored = confirm(client_of_officer, batch)
    assert batch.state == "stored"
    assert "Đã ghi vào sổ" in text_of(stored)
    assert Gift.objects.filter(batch=batch).count() == 3
    verbs = list(AuditEvent.objects.filter(target_type="importbatch").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["upload", "preview", "confirm_import", "import"]


def test_the_preview_shows_what_each_column_was_taken_for(client_of_officer, round_):
    _batch, preview = send(client_of_officer, sheets.a_line(1, **{"Dân tộc": "Thái"}), round=round_.pk)
    assert "Cột không dùng tới: Dân tộc." in text_of(preview)
    assert "Số định danh/CCCD Số CCCD" in text_of(preview)


def test_refused_rows_are_listed_with_their_cure_and_nothing_can_be_stored(client_of_officer, round_):
    batch, preview = send(client_of_officer, sheets.a_line(1), sheets.a_line(2, **{"Số tháng": "0"}), round=round_.pk)
    assert "3 Số tháng Số tháng phải từ 1 đến 120" in text_of(preview)
    assert "Xác nhận ghi 1 dòng" not in text_of(preview)
    answer = confirm(client_of_officer, batch)
    assert "Còn dòng bị từ chối" in text_of(answer)
    assert batch.state == "previewed"
    assert not Gift.objects.exists()


def test_a_file_that_is_mended_comes_again_to_the_same_round_and_list(client_of_officer, round_, at):
    gift_list = a_gift_list(round=round_)
    batch, preview = send(client_of_officer, sheets.a_line(2, **{"Số tháng": "0"}), gift_list=gift_list.pk)
    again = f"{address('giftlist', 'import')}?thay-tep={batch.pk}"
    assert f'href="{again}">Tải lên tệp đã sửa' in preview.content.decode()
    form = client_of_officer.get(again).context["form"]
    assert [form[name].value() for name in ("round", "gift_list")] == [round_.pk, gift_list.pk]
    elsewhere = at(an_officer(office=an_office(DIEN_BIEN)))
    assert elsewhere.get(again).context["form"]["round"].value() is None


def test_what_was_said_for_a_whole_file_is_not_asked_again_of_the_mended_one(client_of_officer, round_):
    batch, _preview = send(client_of_officer, sheets.a_line(1))
    said_once = {"common-round": round_.slug, "common-decision_number": "245/QĐ-BHXH"}
    client_of_officer.post(address("importbatch", "choose", batch.pk, "doc-lai"), said_once)
    again = f"{address('giftlist', 'import')}?thay-tep={batch.pk}"
    assert client_of_officer.get(again).context["form"]["round"].value() == round_.pk
    client_of_officer.post(again, {"file": an_upload(sheets.a_line(1)), "round": round_.pk})
    confirm(client_of_officer, ImportBatch.objects.latest("pk"))
    stored = GiftList.objects.get()
    assert (stored.round, stored.decision_number) == (round_, "245/QĐ-BHXH")


def test_an_unreadable_file_is_told_in_one_sentence(client_of_officer):
    broken = SimpleUploadedFile("danh-sach.xlsx", b"khong phai bang tinh")
    answer = client_of_officer.post(address("giftlist", "import"), {"file": broken}, follow=True)
    assert "Tệp không đúng dạng như phần mở rộng" in text_of(answer)
    assert b"/ghi/" not in answer.content, "there is nothing to confirm"
    assert ImportBatch.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("danh-sach.pdf", b"%PDF"), "Chỉ nhận tệp .csv, .xlsx, .xls, .ods hoặc .json"),
        (SimpleUploadedFile("danh-sach.csv", b""), "Tệp được gửi không có nội dung"),
        ("", "Bắt buộc nhập ô này"),
    ],
)
def test_what_is_no_table_is_refused_on_the_form(client_of_officer, file, sentence):
    answer = client_of_officer.post(address("giftlist", "import"), {"file": file})
    assert sentence in text_of(answer)
    assert not ImportBatch.objects.exists()


def test_a_json_file_of_ours_is_uploaded_and_its_records_are_told_by_number(client_of_officer):
    records = [{"name": "Công ty A", "kind": "doanh nghiệp"}, {"name": "B", "kind": "quán phở"}]
    file = SimpleUploadedFile("nha-hao-tam.json", json.dumps(records).encode())
    answer = client_of_officer.post(address("donor", "import"), {"file": file}, follow=True)
    page = text_of(answer)
    assert "2 1 0 0 1" in page
    assert "“quán phở” Loại 1" in page
    assert "Trong tệp JSON, số dòng là số thứ tự của bản ghi." in page
    assert address("importbatch", "errors", ImportBatch.objects.get().pk, "csv") in answer.content.decode()


def test_markup_in_a_file_is_text_on_the_page(client_of_officer, round_):
    line = sheets.a_line(1, **{"Đối tượng": "<script>alert(1)</script>", "<b>lạ</b>": "x"})
    _batch, preview = send(client_of_officer, line, round=round_.pk)
    assert b"<script>alert" not in preview.content
    assert b"<b>l\xe1\xba\xa1" not in preview.content
    assert b"&lt;script&gt;alert" in preview.content


# Confirming


def test_a_second_click_stores_nothing_twice(client_of_officer, round_):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    confirm(client_of_officer, batch)
    confirm(client_of_officer, batch)
    assert batch.state == "stored"
    assert Gift.objects.count() == 2
    assert AuditEvent.objects.filter(verb="import").count() == 1


def test_only_the_owner_confirms_or_puts_aside(client_of_officer, round_, at):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    for view in ("confirm", "cancel"):
        answer = at(an_officer()).post(address("importbatch", view, batch.pk))
        assert said(answer) == ["Chỉ người tải tệp lên mới được quyết định về tệp này."]
    batch.refresh_from_db()
    assert batch.state == "previewed"
    assert not Gift.objects.exists()


def test_a_file_that_nobody_has_previewed_is_not_stored(client_of_officer, officer, round_):
    batch = receive(
        io.BytesIO(sheets.csv_text(sheets.table(sheets.lines(1))).encode()),
        filename="danh-sach.csv",
        layout=LAYOUTS["gifts"],
        by=officer,
        round_=round_,
    )
    confirm(client_of_officer, batch)
    assert batch.state == "uploaded"
    assert not Gift.objects.exists()


def test_a_file_that_was_changed_after_its_preview_is_not_stored(client_of_officer, round_):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    with open(batch.file.path, "a", encoding="utf-8") as file:
        file.write("\n")
    answer = confirm(client_of_officer, batch)
    assert "Tệp đã thay đổi sau khi xem trước" in text_of(answer)
    assert not Gift.objects.exists()


def test_a_file_put_aside_is_not_stored(client_of_officer, round_):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    client_of_officer.post(address("importbatch", "cancel", batch.pk))
    confirm(client_of_officer, batch)
    assert batch.state == "cancelled"
    assert not Gift.objects.exists()


def test_nothing_new_is_nothing_to_confirm(client_of_officer, round_):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    confirm(client_of_officer, batch)
    _again, preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    assert "2 0 0 2 0" in text_of(preview)
    assert "Tệp không có gì mới để ghi" in text_of(preview)


def test_what_became_wrong_after_the_preview_is_told_at_the_confirmation(client_of_officer, officer, round_):
    confirm(client_of_officer, send(client_of_officer, sheets.a_line(1), round=round_.pk)[0])
    dearer = sheets.a_line(1, **{"Số tiền (đồng)": "400.000"})
    batch, preview = send(client_of_officer, dearer, round=round_.pk)
    assert "1 0 1 0 0" in text_of(preview)
    gift_lists.submit(GiftList.objects.get(), by=officer)
    answer = confirm(client_of_officer, batch)
    assert batch.state == "previewed"
    assert "không sửa được nữa" in text_of(answer)
    assert Gift.objects.get().donor_cost_vnd == 379_080


def test_who_lost_the_right_after_the_preview_stores_nothing(client_of_officer, officer, round_):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    officer.groups.clear()
    officer.user_permissions.add(Permission.objects.get(codename="view_importbatch"))
    answer = client_of_officer.post(address("importbatch", "confirm", batch.pk))
    assert said(answer) == ["Bạn không có quyền làm việc này; hãy chuyển cho người có quyền."]
    assert not Gift.objects.exists()


@pytest.mark.parametrize("view", ["confirm", "cancel"])
def test_a_link_alone_decides_nothing(client_of_officer, round_, view):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    assert client_of_officer.get(address("importbatch", view, batch.pk)).status_code == 405


# Rights


@pytest.mark.parametrize("model", MODELS.values())
@pytest.mark.parametrize("role", [roles.APPROVER, roles.AUDITOR, roles.ADMINISTRATOR, None])
def test_without_the_right_there_is_no_page(at, model, role):
    client = at(an_officer(role))
    for page in (address(model, "import"), address(model, "template", "csv"), address(model, "export")):
        assert client.get(page).status_code == 403
    assert client.post(address(model, "import"), {"file": an_upload({"a": "b"})}).status_code == 403
    assert not ImportBatch.objects.exists()


def test_headquarters_alone_publishes_figures_by_file(at, officer):
    assert at(officer).get(address("publishedfigure", "import")).status_code == 403
    answer = at(the_maker(headquarters())).get(address("publishedfigure", "import"))
    assert "Nhập tệp số liệu công bố" in text_of(answer)


def test_the_right_to_import_donors_is_no_right_to_import_donations(at):
    officer = an_officer(role=None)
    officer.user_permissions.set(Permission.objects.filter(codename__in=["import_donor", "view_donor"]))
    client = at(officer)
    assert "Nhập tệp nhà hảo tâm" in text_of(client.get(address("donor", "import")))
    for model in ("donation", "giftlist", "publishedfigure"):
        assert client.get(address(model, "import")).status_code == 403
        assert client.post(address(model, "import"), {"file": an_upload({"a": "b"})}).status_code == 403


def test_the_buttons_show_only_to_those_who_may(at, officer):
    assert address("giftlist", "import") in at(officer).get(changelist("giftlist")).content.decode()
    approver = at(the_checker()).get(changelist("giftlist")).content.decode()
    assert address("giftlist", "import") not in approver
    assert address("giftlist", "export") not in approver


@pytest.mark.parametrize("model", MODELS.values())
def test_the_confirm_step_of_the_library_is_closed(at, model):
    client = at(a_superuser())
    answer = client.post(address(model, "process_import"), {"import_file_name": "x"})
    assert (answer.status_code, "sau khi tải lên ở trang “Nhập tệp”" in text_of(answer)) == (403, True)


def test_another_office_does_not_see_the_file(client_of_officer, round_, at):
    batch, _preview = send(client_of_officer, *sheets.lines(2), round=round_.pk)
    stranger = at(an_officer(office=an_office(DIEN_BIEN)))
    for view in ("change", "progress"):
        assert stranger.get(address("importbatch", view, batch.pk)).status_code == 404
    for view, *rest in (("confirm",), ("cancel",), ("errors", "csv"), ("choose", "doc-lai"), ("verb", "rut-lai")):
        assert stranger.post(address("importbatch", view, batch.pk, *rest)).status_code == 404
    assert batch.filename not in text_of(stranger.get(changelist("importbatch")))
    assert batch.filename not in text_of(stranger.get(address("giftlist", "import")))


def test_an_address_without_a_file_is_no_error(client_of_officer):
    for key in ("0", "999999", "abc"):
        assert client_of_officer.get(f"{changelist('importbatch')}{key}/change/").status_code == 404


def test_an_account_without_an_office_is_told_so(at):
    officer = a_superuser()
    officer.office = None
    officer.save()
    answer = at(officer).post(address("giftlist", "import"), {"file": an_upload({"a": "b"})})
    assert "Tài khoản chưa gắn với cơ quan nào" in text_of(answer)


# Templates and exports


@pytest.mark.parametrize(("layout", "model"), MODELS.items())
def test_a_template_is_the_heading_row_alone(at, layout, model):
    client = at(the_maker(headquarters()))
    csv = streamed(client.get(address(model, "template", "csv"))).decode("utf-8-sig")
    assert csv == sheets.csv_text([headings(LAYOUTS[layout])])
    book = openpyxl.load_workbook(io.BytesIO(streamed(client.get(address(model, "template", "xlsx")))))
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] == [list(headings(LAYOUTS[layout]))]


def test_there_are_templates_in_two_forms_only(client_of_officer):
    with pytest.raises(NoReverseMatch):
        address("donor", "template", "exe")
    answer = client_of_officer.get(f"{address('donor', 'import')}mau.exe", follow=True)
    assert "mau-nha-hao-tam" not in answer.headers.get("Content-Disposition", "")


def exported(client, model, query=""):
    answer = client.post(f"{address(model, 'export')}?{query}", {"suffix": "csv"})
    return streamed(answer).decode("utf-8-sig")


def test_an_export_holds_the_rows_of_the_office_only(client_of_officer):
    ours = a_donor(name="Công ty Sông Lam")
    a_donor(name="Công ty Mường Phăng", office=an_office(DIEN_BIEN))
    page = client_of_officer.get(address("donor", "export"))
    assert "Sẽ xuất 1 bản ghi" in text_of(page)
    text = exported(client_of_officer, "donor")
    assert ours.code in text
    assert "Mường Phăng" not in text


def test_an_export_follows_the_filters_of_the_list(client_of_officer):
    a_donation(code="TIEN-1")
    a_donation(code="HIEN-VAT-1", form=Donation.Form.IN_KIND, route="in_kind", goods="Gạo")
    text = exported(client_of_officer, "donation", "form__exact=in_kind")
    assert "HIEN-VAT-1" in text
    assert "TIEN-1" not in text
    text = exported(client_of_officer, "donation", "q=tien")
    assert "TIEN-1" in text
    assert "HIEN-VAT-1" not in text


def test_the_export_of_lists_holds_their_gifts(client_of_officer, round_):
    gift_list = a_gift_list(round=round_)
    gifts = [a_gift(gift_list) for _each in range(2)]
    a_gift(a_gift_list(office=an_office(DIEN_BIEN), round=round_))
    lines = exported(client_of_officer, "giftlist").splitlines()
    assert len(lines) == 3
    assert all(any(gift.recipient.citizen_number in line for line in lines) for gift in gifts)


def test_an_export_of_the_browser_comes_back_unchanged(client_of_officer, round_):
    gift_list = a_gift_list(round=round_, decision_number="12/QĐ-BHXH")
    a_gift(gift_list)
    a_gift(gift_list, group_name="Người cao tuổi", quantity=120)
    file = SimpleUploadedFile("gui-lai.csv", ("\ufeff" + exported(client_of_officer, "giftlist")).encode())
    answer = client_of_officer.post(address("giftlist", "import"), {"file": file}, follow=True)
    assert "2 0 0 2 0" in text_of(answer)


def test_each_export_is_noted_with_its_count(client_of_officer, officer):
    a_donor()
    a_donor()
    client_of_officer.get(address("donor", "export"))
    assert not AuditEvent.objects.filter(verb="export").exists(), "looking at the page takes nothing out"
    exported(client_of_officer, "donor")
    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.after) == (officer.username, {"layout": "donors", "records": 2})


def test_citizen_numbers_are_masked_for_those_who_may_not_see_them(at, round_):
    gift = a_gift(a_gift_list(round=round_))
    officer = an_officer(role=None)
    wanted = ["export_giftlist", "view_giftlist"]
    officer.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    number = gift.recipient.citizen_number
    text = exported(at(officer), "giftlist")
    assert number not in text
    assert f"{number[:3]}•••••{number[-4:]}" in text
    assert number in exported(at(the_maker()), "giftlist")


def test_an_import_page_names_the_columns_and_the_recent_files(client_of_officer, round_):
    send(client_of_officer, *sheets.lines(1), round=round_.pk)
    page = text_of(client_of_officer.get(address("giftlist", "import")))
    for column in LAYOUTS["gifts"].columns:
        assert column.heading in page
    assert "danh-sach.csv chờ xác nhận" in page


def test_a_donor_file_goes_the_same_way(client_of_officer):
    lines = [{"Tên nhà tài trợ": f"Công ty {number}", "Loại": "doanh nghiệp"} for number in range(3)]
    batch, _preview = send(client_of_officer, *lines, model="donor")
    confirm(client_of_officer, batch)
    assert batch.state == "stored"
    assert Donor.objects.count() == 3
