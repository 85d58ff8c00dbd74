"""Text typed for fonts of TCVN3 and VNI: recognised, asked about, converted only when the officer says so."""

import itertools
import json
import unicodedata

import pytest
from django.conf import settings

from programmes.exchange.options import Options
from programmes.exchange.reading.old_alphabets import ALPHABETS, TCVN3, VNI, convert, old_alphabets, recognise
from programmes.management.sample import people
from programmes.models import Gift
from tests import sheets
from tests.exchange.doors import codes, judge, take_in
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
        return judge(path, "gifts", officer, round_, options)

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
        told = look(path)
        assert [question.option for question in told.questions] == ["text"]
        assert {value for value, _label in told.questions[0].choices} == {"tcvn3", "vni", "none"}
        assert (told.new, told.errors) == (3, [])
        assert told.repair_counts["old_alphabet"] > 10

        told = look(path, Options(text=alphabet))
        assert (told.questions, told.new, told.errors) == ([], 3, [])
        assert told.header.titles["full_name"] == "Họ và tên"
        assert [name for _line, name, _gift in told.samples["new"]] == [line["Họ và tên"] for line in sheets.lines(3)]


@pytest.mark.django_db
def test_a_workbook_in_an_old_font(look, tmp_path):
    rows = sheets.table(sheets.lines(3))
    path = sheets.a_workbook(tmp_path, [[tcvn3(cell).decode("latin-1") for cell in row] for row in rows])
    told = look(path, Options(text="tcvn3"))
    assert (told.questions, told.new, told.errors) == ([], 3, [])
    first = told.repairs[0]
    assert (first.line, first.column, first.after) == (1, "B", "Họ và tên")


@pytest.mark.django_db
def test_nothing_is_stored_before_the_officer_has_answered(officer, round_, tmp_path):
    for _alphabet, path, data in files(tmp_path):
        path.write_bytes(data)
        assert [problem.code for problem in take_in(path, "gifts", officer, round_).problems] == ["answer_missing"]
    assert not Gift.objects.exists()


# Old letters among Unicode

MINORITY_NAMES = [
    "H'Hen Niê",
    "H’Hen Niê Êban",
    "Y Phôn Ksor",
    "Kpă Klơng",
    "Nay Djruêng",
    "Y Ñuê Niê",
    "Hñi Êban",
    "Aê Bhiô",
    "K'Brếp",
    "Ksor H'Nhơn",
    "Rơ Châm Hùng",
    "Thào A Páo",
    "Sùng A Giống",
    "Cil Múp Ha Krăng",
    "Pơloong Thị Xưn",
    "Siu Blêt",
    "Lò Thị Hoàng",
]
OTHER_WORDS = [
    "Müller",
    "Björn",
    "François",
    "Café Société",
    "São Paulo",
    "5 m²",
    "ABC®",
    "«Bé»",
    "QÐ 12",
    "HÐ 5",
    "3½",
]


@pytest.mark.parametrize(
    ("cell", "alphabets"),
    [
        ("Traàn Thò Aùnh Nguyeät", ["vni"]),
        ("Leâ Haù", ["vni"]),
        ("NguyÔn ThÞ HuÖ", ["tcvn3"]),
        ("Lª V¨n Hoµ", ["tcvn3"]),
        ("Ph¹m ThÞ ChiÕn", ["tcvn3"]),
        ("L\u00adu Anh", ["tcvn3"]),
        ("X· Con Cu«ng", ["tcvn3"]),
        ("n÷", ["tcvn3"]),
    ],
)
def test_one_cell_tells_its_old_alphabet(cell, alphabets):
    assert old_alphabets(cell) == alphabets


def every_name():
    """Names of places, former and present, of the sample people and their communes, and of several peoples."""
    for name in ("provinces", "former_provinces"):
        text = (settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8")
        yield from (
            value for row in json.loads(text) for value in row.get("fields", row).values() if isinstance(value, str)
        )
    given = (people.MIDDLE[sex] + people.GIVEN[sex] for sex in people.MIDDLE)
    yield from (*people.FAMILY, *people.COMMUNES, *itertools.chain(*given), people.WITHOUT_PAPERS)
    yield from (*MINORITY_NAMES, *OTHER_WORDS, *NAMES)


def test_no_true_name_is_taken_for_an_old_font():
    for name in every_name():
        for text in (name, name.upper(), name.lower(), unicodedata.normalize("NFD", name)):
            assert (text, old_alphabets(text)) == (text, [])


def of_both(old_names):
    """Lines in Unicode, and lines of which the name alone is typed for an old font."""
    return [*sheets.lines(5), *(sheets.a_line(n, **{"Họ và tên": name}) for n, name in enumerate(old_names, 6))]


MIXED = pytest.mark.parametrize(
    ("alphabet", "old", "meant"),
    [("vni", "Traàn Thò Aùnh Nguyeät", "Trần Thị Ánh Nguyệt"), ("tcvn3", "NguyÔn ThÞ HuÖ", "Nguyễn Thị Huệ")],
)


@MIXED
@pytest.mark.django_db
def test_an_old_name_among_unicode_is_asked_about(look, tmp_path, alphabet, old, meant):
    path = sheets.a_csv(tmp_path, of_both([old] * 2))
    told = look(path)
    assert [question.option for question in told.questions] == ["text"]
    assert [(repair.line, repair.before, repair.after) for repair in told.repairs] == [
        (7, old, meant),
        (8, old, meant),
    ]
    named = [shown[1] for shown in told.samples["new"]]
    chosen = look(path, Options(text=alphabet))
    assert (chosen.questions, chosen.errors, [shown[1] for shown in chosen.samples["new"]]) == ([], [], named)
    assert named == [*(line["Họ và tên"] for line in sheets.lines(5)), meant, meant]


@MIXED
@pytest.mark.django_db
def test_an_old_name_among_unicode_is_never_stored_unasked(officer, round_, tmp_path, alphabet, old, meant):
    path = sheets.a_csv(tmp_path, of_both([old]))
    assert [problem.code for problem in take_in(path, "gifts", officer, round_).problems] == ["answer_missing"]
    assert not Gift.objects.exists()


@MIXED
@pytest.mark.django_db
def test_a_name_in_another_old_font_than_the_officer_chose_is_refused(look, tmp_path, alphabet, old, meant):
    (other,) = ALPHABETS.keys() - {alphabet}
    told = look(sheets.a_csv(tmp_path, of_both([old])), Options(text=other))
    assert (codes(told), told.errors[0].line, told.new) == (["old_alphabet"], 7, 5)


@MIXED
@pytest.mark.django_db
def test_what_the_officer_says_is_no_old_font_stays_as_it_is(look, tmp_path, alphabet, old, meant):
    told = look(sheets.a_csv(tmp_path, of_both([old])), Options(text="none"))
    assert (told.questions, told.errors, told.repairs) == ([], [], [])
    assert told.samples["new"][-1][1] == old


@pytest.mark.django_db
def test_headings_in_unicode_over_old_cells_keep_their_columns(look, tmp_path):
    headings, *rows = sheets.table(sheets.lines(3))
    headings[headings.index("Xã/Phường")] = "Xã"
    rows = [[tcvn3(cell).decode("latin-1") for cell in row] for row in rows]
    told = look(sheets.a_workbook(tmp_path, [headings, *rows]), Options(text="tcvn3"))
    assert told.header.titles["commune"] == "Xã"
    assert (told.header.unknown, told.errors, told.new) == ([], [], 3)
    assert [name for _line, name, _gift in told.samples["new"]] == [line["Họ và tên"] for line in sheets.lines(3)]


@pytest.mark.django_db
def test_no_conversion_shows_a_citizen_number(look, tmp_path):
    line = sheets.a_line(1)
    number = line["Số CCCD"]
    _alphabet, path, _data = next(files(tmp_path))
    path.write_bytes(tcvn3(sheets.csv_text(sheets.table([{**line, "Số CCCD": f"{number} à"}, *sheets.lines(3)[1:]]))))
    told = look(path)
    assert (told.new, [error.line for error in told.errors]) == (2, [2])
    assert number not in json.dumps([told.report, told.questions], ensure_ascii=False, default=str)
