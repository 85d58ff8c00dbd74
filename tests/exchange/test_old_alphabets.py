"""Text typed for fonts of TCVN3 and VNI: recognised, asked about, converted only when the officer says so."""

import pytest

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.old_alphabets import TCVN3, VNI, convert, recognise
from programmes.exchange.options import Options
from programmes.exchange.preview import examine
from programmes.models import Gift
from tests import sheets
from tests.exchange.doors import codes, take_in
from tests.exchange.tcvn3 import tcvn3, windows_1258

NAMES = ["Nguyễn Văn Ân", "Nguyễn Thị Thìn", "Vừ Thị Mỷ", "Lò Văn Đôi", "Trần Thị Kim Chị", "Hồ Văn Ơn"]
TO_VNI = {letter: written for written, letter in sorted(VNI.items(), reverse=True)}


def vni(text):
    return "".join(TO_VNI.get(char, char) for char in text)


def test_the_tables_are_whole():
    small = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    assert len(small) == 67
    assert set(small) <= set(TCVN3.values())
    assert set(small) | set(small.upper()) == set(VNI.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_recognised_and_converted(name):
    old = tcvn3(name).decode("latin-1")
    assert (recognise(old), convert(old, "tcvn3")) == ("tcvn3", name)
    assert (recognise(tcvn3(name).decode("cp1258"), old), convert(vni(name), "vni")) == ("tcvn3", name)


@pytest.mark.parametrize(
    ("old", "alphabet", "text"),
    [
        ("TiÕng ViÖt cã 29 ch÷ c¸i", "tcvn3", "Tiếng Việt có 29 chữ cái"),
        ("Tieáng Vieät coù 29 chöõ caùi", "vni", "Tiếng Việt có 29 chữ cái"),
        ("Nguyeãn Vaên AÙnh", "vni", "Nguyễn Văn Ánh"),
    ],
)
def test_the_usual_examples(old, alphabet, text):
    assert (recognise(old), convert(old, alphabet)) == (alphabet, text)


@pytest.mark.parametrize(
    "text",
    ["Ðặng Văn A – 5 m², “x” 50°", "H’Hen Niê Êban, Y-Bhiô ê̆ ô̆", "ASCII", "", "Hà Thị Hoà", "Đỗ Quý Huỳnh", *NAMES],
)
def test_good_vietnamese_is_no_old_font(text):
    assert recognise(text) == ""


@pytest.mark.parametrize("text", ["Hà Thị Hoà", "Đỗ Quý Huỳnh", *NAMES])
def test_windows_1258_is_no_old_font(text):
    windows = windows_1258(text)
    assert recognise(windows.decode("cp1258"), windows.decode("latin-1")) == ""


def test_a_cell_in_unicode_among_others_stays():
    assert convert("Hộ nghèo", "tcvn3") == "Hộ nghèo"


@pytest.fixture
def look(officer, round_, tmp_path):
    def examined(path, options=None):
        options = options or Options()
        return examine(path, LAYOUTS["gifts"], filename=path.name, by=officer, round_=round_, options=options)

    return examined


def files(folder):
    """The same list in bytes of TCVN3, in letters that look like it, and in VNI."""
    text = sheets.csv_text(sheets.table(sheets.lines(3)))
    yield "tcvn3", folder / "cu.csv", tcvn3(text)
    yield "tcvn3", folder / "gia.csv", tcvn3(text).decode("latin-1").encode()
    yield "vni", folder / "vni.csv", vni(text).encode()


@pytest.mark.django_db
def test_an_old_file_is_read_for_trial_and_asked_about(look, tmp_path):
    for alphabet, path, data in files(tmp_path):
        path.write_bytes(data)
        tally = look(path).tally
        assert [question.option for question in tally.questions] == ["text"]
        assert {value for value, _label in tally.questions[0].choices} == {"tcvn3", "vni", "none"}
        assert (tally.new, tally.errors) == (3, [])
        assert tally.repair_counts["old_alphabet"] > 10

        tally, header = look(path, Options(text=alphabet))
        assert (tally.questions, tally.new, tally.errors) == ([], 3, [])
        assert header.titles["full_name"] == "Họ và tên"
        assert [name for _line, name, _gift in tally.samples["new"]] == [line["Họ và tên"] for line in sheets.lines(3)]


@pytest.mark.django_db
def test_a_workbook_in_an_old_font(look, tmp_path):
    rows = sheets.table(sheets.lines(3))
    path = sheets.a_workbook(tmp_path, [[tcvn3(cell).decode("latin-1") for cell in row] for row in rows])
    tally = look(path, Options(text="tcvn3")).tally
    assert (tally.questions, tally.new, tally.errors) == ([], 3, [])
    first = tally.repairs[0]
    assert (first.line, first.column, first.after) == (1, "B", "Họ và tên")


@pytest.mark.django_db
def test_nothing_is_stored_before_the_officer_has_answered(officer, round_, tmp_path):
    for _alphabet, path, data in files(tmp_path):
        path.write_bytes(data)
        assert codes(take_in(path, "gifts", officer, round_)) == ["answer_missing"]
    assert not Gift.objects.exists()
