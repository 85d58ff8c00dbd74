"""Donors whom a file of donations names and nobody knows: chosen or registered with the file, never unasked."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.actions import undo
from programmes.exchange.desk import intake
from programmes.exchange.desk.answers import asked_of, with_answers
from programmes.exchange.desk.preview import preview_file
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.models import AuditEvent, Donation, Donor, ImportBatch, ValueMemory
from programmes.rules.donor_names import likely_kind
from tests import factories as f
from tests import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DONATIONS = LAYOUTS["donations"]
ENTERPRISE, PERSON = "mới, doanh nghiệp:", "mới, cá nhân:"


@pytest.fixture(autouse=True)
def programme():
    return f.a_programme(slug="tang-so-the", name="Tặng sổ BHXH, thẻ BHYT")


@pytest.fixture
def officer():
    return f.the_maker()


@pytest.fixture
def given(tmp_path):
    """A file with a donation by each of these donors."""

    def write(*donors, start=1, **over):
        line = {"Số tiền": "50.000.000", "Ngày nhận": "4/3/2026", "Chương trình": "tang-so-the", **over}
        rows = [{"Số chứng từ": f"PT-{n:03}", "Nhà hảo tâm": name, **line} for n, name in enumerate(donors, start)]
        return sheets.a_csv(tmp_path, rows)

    return write


def looked_at(path, by, **answers):
    options = with_answers(Options(), answers, DONATIONS)
    return preview_file(path, DONATIONS, filename=path.name, by=by, round_=None, options=options)


def stored(path, by, **answers):
    options = with_answers(intake.first_options(DONATIONS, by), answers, DONATIONS)
    with path.open("rb") as stream:
        batch = intake.receive(stream, filename=path.name, layout=DONATIONS, by=by, options=options)
    outcome = store_upload(batch)
    return ImportBatch.objects.get(pk=batch.pk), outcome


def told(outcome):
    return {
        text.text: (text.likely, [label for _text, label in text.choices]) for text in outcome.reading.values[0].texts
    }


def codes(outcome):
    return [error.code for error in outcome.findings.errors]


def test_each_unknown_donor_is_asked_about_with_whom_in_the_books_it_is_like(given, officer):
    f.a_donor(code="A-1", name="Công ty Cổ phần Sông Lam", tax_code="0100233488")
    f.a_donor(code="A-2", name="Nguyễn Văn Hùng", kind=Donor.Kind.INDIVIDUAL)
    names = ("Công ty CP Sông Lam", "Cty SL - MST 0100233488", "Nguyễn Văn Hưng", "Cty Minh Họa", "Bà Lê Thị Thử")
    outcome = looked_at(given(*names), officer)
    song_lam, hung = "A-1 Công ty Cổ phần Sông Lam, mã số thuế 0100233488", "A-2 Nguyễn Văn Hùng"
    assert told(outcome) == {
        "Công ty CP Sông Lam": ("", [song_lam]),
        "Cty SL - MST 0100233488": ("A-1", [song_lam]),
        "Nguyễn Văn Hưng": ("", [hung]),
        "Cty Minh Họa": (ENTERPRISE, []),
        "Bà Lê Thị Thử": (PERSON, []),
    }
    assert outcome.findings.rejected == 5
    assert asked_of(outcome, {})["choices"]["donor"][ENTERPRISE] == "đăng ký mới: doanh nghiệp"


def test_a_name_with_nothing_but_some_letters_in_common_is_not_offered(given, officer):
    f.a_donor(code="A-1", name="Trần Thị Minh Họa", kind=Donor.Kind.INDIVIDUAL)
    f.a_donor(code="A-2", name="Công ty Hoa Sim")
    outcome = looked_at(given("Bình Minh Xanh", "Công ty Hoa Sen", "Trần Thị Minh Hoa"), officer)
    assert {text: alike for text, (_likely, alike) in told(outcome).items()} == {
        "Bình Minh Xanh": [],
        "Công ty Hoa Sen": [],
        "Trần Thị Minh Hoa": ["A-1 Trần Thị Minh Họa"],
    }


def test_the_wish_not_to_be_named_is_taken_off_the_name_and_kept_with_the_donation(given, officer):
    f.a_donor(code="A-1", name="Lê Thị Thử", kind=Donor.Kind.INDIVIDUAL)
    f.a_donor(code="A-2", name="Một bạn đọc (ẩn danh)", kind=Donor.Kind.ANONYMOUS)
    names = ("Bà Lê Thị Thử (không nêu tên)", "Công ty Minh Họa - xin giấu tên", "Một bạn đọc (ẩn danh)", "Lê Thị Thử")
    answers = {"donor": {"Công ty Minh Họa": ENTERPRISE}}
    _batch, outcome = stored(given(*names), officer, values=answers)
    assert codes(outcome) == []
    assert outcome.findings.repair_counts["donor_unnamed"] == 3
    assert [(one.donor.name, one.is_anonymous) for one in Donation.objects.order_by("code")] == [
        ("Lê Thị Thử", True),
        ("Công ty Minh Họa", True),
        ("Một bạn đọc (ẩn danh)", True),
        ("Lê Thị Thử", False),
    ]
    contradicting = given("Lê Thị Thử (ẩn danh)", start=9, **{"Không nêu tên": "không"})
    assert codes(looked_at(contradicting, officer)) == ["unnamed_and_named"]


def test_new_donors_are_registered_with_their_file_known_to_the_next_and_gone_with_it(given, officer):
    hung = f.a_donor(code="A-2", name="Nguyễn Văn Hùng", kind=Donor.Kind.INDIVIDUAL)
    path = given("Công ty Minh Họa", "Nguyễn Văn Hưng", "CÔNG TY MINH HOẠ", "Cty ML - MST 0100233488", "N.V. Hùng")
    told_new = {"Công ty Minh Họa": ENTERPRISE, "CÔNG TY MINH HOẠ": ENTERPRISE, "Cty ML - MST 0100233488": ENTERPRISE}
    values = {"donor": {**told_new, "Nguyễn Văn Hưng": PERSON, "N.V. Hùng": "A-2"}}
    outcome = looked_at(path, officer, values=values)
    assert (codes(outcome), outcome.decision.new, Donor.objects.count()) == ([], 5, 1)
    assert outcome.findings.repair_counts["value_told"] == 5
    batch, _outcome = stored(path, officer, values=values)
    new = Donor.objects.exclude(pk=hung.pk)
    assert {(one.name, one.kind, one.tax_code, one.batch, one.office) for one in new} == {
        ("Công ty Minh Họa", "enterprise", "", batch, officer.office),
        ("Nguyễn Văn Hưng", "individual", "", batch, officer.office),
        ("Cty ML", "enterprise", "0100233488", batch, officer.office),
    }
    assert Donation.objects.filter(donor=hung).count() == 1
    assert AuditEvent.objects.filter(verb="register", target_type="donor", actor=officer.username).count() == 4
    assert [*ValueMemory.objects.values_list("text", "meaning")] == [("n.v. hùng", "A-2")]
    assert stored(path, officer)[1].decision.unchanged == 5
    promised = undo.outlook(batch)
    undone = undo.undo(batch, reason="Nhập nhầm", by=officer).report["undone"]
    assert (undone["donors"], undone["kept"], promised["donors"]) == (3, 0, 3)
    assert [*Donor.objects.all()] == [hung]


def test_a_new_donor_to_whom_others_have_turned_stays_when_the_file_is_taken_back(given, officer):
    batch, _outcome = stored(given("Công ty Minh Họa"), officer, values={"donor": {"Công ty Minh Họa": ENTERPRISE}})
    f.a_donation(donor=Donor.objects.get(), by=officer)
    assert (undo.outlook(batch)["donors"], undo.outlook(batch)["kept"]) == (0, 1)


def test_without_the_right_nobody_is_registered_and_the_sentence_says_whom_to_ask(given, officer):
    officer.groups.clear()
    wanted = ("import_donation", "add_donation", "change_donation")
    officer.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    officer = type(officer).objects.get(pk=officer.pk)
    path = given("Công ty Minh Họa")
    outcome = looked_at(path, officer)
    assert "đề nghị người có quyền ghi nhà hảo tâm" in outcome.findings.errors.first(1)[0].message
    assert outcome.reading.values == []
    batch, outcome = stored(path, officer, values={"donor": {"Công ty Minh Họa": ENTERPRISE}})
    assert (codes(outcome), Donor.objects.count(), Donation.objects.count()) == (["no_right"], 0, 0)


def test_a_name_that_two_donors_have_is_settled_by_a_code(given, officer):
    for code in ("A-1", "A-2"):
        f.a_donor(code=code, name="Công ty Minh Họa")
    path = given("Công ty Minh Họa")
    assert told(looked_at(path, officer)) == {
        "Công ty Minh Họa": ("", ["A-1 Công ty Minh Họa", "A-2 Công ty Minh Họa"])
    }
    stored(path, officer, values={"donor": {"Công ty Minh Họa": "A-2"}})
    assert Donation.objects.get().donor.code == "A-2"


@pytest.mark.parametrize(
    ("answer", "code"),
    [("mới, quán phở:", "choice_unknown"), ("mới, doanh nghiệp", "not_found"), ("Z-9", "not_found")],
)
def test_an_answer_that_means_nothing_registers_nobody(given, officer, answer, code):
    _batch, outcome = stored(given("Công ty Minh Họa"), officer, values={"donor": {"Công ty Minh Họa": answer}})
    assert (codes(outcome), Donor.objects.count()) == ([code], 0)


def test_a_new_donor_is_one_of_each_office_that_was_given_to_and_found_there_again(tmp_path, headquarters_officer):
    offices = f.an_office(), f.an_office(f.DIEN_BIEN)
    gift = {"Nhà hảo tâm": "Công ty Minh Họa", "Số tiền": "5.000.000", "Ngày nhận": "4/3/2026"}
    gift |= {"Chương trình": "tang-so-the"}
    lines = [{"Số chứng từ": f"PT-{office.code}", "Cơ quan tiếp nhận": office.code, **gift} for office in offices]
    path = sheets.a_csv(tmp_path, lines)
    stored(path, headquarters_officer, values={"donor": {"Công ty Minh Họa": ENTERPRISE}})
    assert {(donation.office, donation.donor.office) for donation in Donation.objects.all()} == {
        (office, office) for office in offices
    }
    assert stored(path, headquarters_officer)[1].decision.unchanged == 2


def test_a_row_that_is_refused_registers_nobody_and_a_new_anonymous_donor_is_never_named(tmp_path, officer):
    line = {"Số tiền": "5.000.000", "Ngày nhận": "4/3/2026", "Chương trình": "tang-so-the"}
    names = {"Mạnh thường quân": "mới, ẩn danh:", "Giấu tên": "mới, ẩn danh:", "Công ty B": ENTERPRISE}
    over = {"Mạnh thường quân": "", "Giấu tên": "không", "Công ty B": "có lẽ"}
    lines = [{"Số chứng từ": name, "Nhà hảo tâm": name, "Không nêu tên": over[name], **line} for name in names]
    _batch, outcome = stored(sheets.a_csv(tmp_path, lines), officer, values={"donor": names}, take_good=True)
    assert sorted(codes(outcome)) == ["anonymous_donor", "yes_no_unknown"]
    assert Donor.objects.get().name == "Mạnh thường quân"
    assert Donation.objects.get().is_anonymous is True


def test_a_cell_that_says_what_an_officer_would_answer_registers_nobody(given, officer):
    _batch, outcome = stored(given("mới, doanh nghiệp: Công ty Minh Họa"), officer)
    assert (codes(outcome), Donor.objects.count()) == (["not_found"], 0)


def test_many_new_donors_take_the_statements_of_few(given, officer):
    taken = []
    for first, count in ((1, 3), (100, 60)):
        names = [f"Công ty Minh Họa {number}" for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as queries:
            _batch, outcome = stored(
                given(*names, start=first), officer, values={"donor": dict.fromkeys(names, ENTERPRISE)}
            )
        assert outcome.decision.new == count
        taken.append(len(queries))
    assert taken[1] <= taken[0]  # the first asks for the rights as well


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ngân hàng TMCP Minh Họa", "bank"),
        ("CONG TY TNHH MINH HOA", "enterprise"),
        ("Hội Chữ thập đỏ", "organisation"),
        ("Chùa Minh Họa", "religious_body"),
        ("Trường THCS Minh Họa", "agency"),
        ("Trương Văn Thử", "individual"),
        ("Đoàn Thị Thử", "individual"),
        ("Công đoàn BHXH tỉnh", "staff"),
        ("Nhà hảo tâm giấu tên", "anonymous"),
        ("Minh Họa", ""),
    ],
)
def test_the_kind_of_a_donor_is_guessed_from_the_first_words_of_the_name(name, kind):
    assert likely_kind(name) == kind


def test_a_new_person_is_registered_without_title_and_a_known_one_found_with_it(given, officer):
    names = ("Bà LÊ THỊ THỬ", "Lê Thị Thử")
    _batch, outcome = stored(given(*names), officer, values={"donor": dict.fromkeys(names, PERSON)})
    assert [(one.before, one.after) for one in outcome.findings.repairs if one.code == "title_of_name"] == [
        ("Bà LÊ THỊ THỬ", "Lê Thị Thử")
    ]
    assert [*Donor.objects.values_list("name", flat=True)] == ["Lê Thị Thử"]
    _batch, outcome = stored(given("Bà Lê Thị Thử", start=10), officer)
    assert (outcome.findings.rejected, Donor.objects.count()) == (0, 1)
