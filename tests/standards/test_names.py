import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.standards.names import check_person_name, fold, slug, sort_key, tidy

from .codes import code_of

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("Nguyễn Văn Ân", "Nguyễn Văn Ân"),
        ("  Nguyễn   Văn\u00a0Ân ", "Nguyễn Văn Ân"),
        (unicodedata.normalize("NFD", "Nguyễn Văn Ân"), "Nguyễn Văn Ân"),
        ("Ðinh Thị Ðào", "Đinh Thị Đào"),
        ("ðường", "đường"),
        ("Họ và\ntên", "Họ và tên"),
        ("\ufeffNguyễn\u200b Văn\u00ad Ân\x00", "Nguyễn Văn Ân"),
        ("Nguyễn\u3000Ｖăn１", "Nguyễn Văn1"),
        ("a\tb\u2003c\u2028d", "a b c d"),
        ("Hoà Hòa", "Hoà Hòa"),
        ("", ""),
    ],
)
def test_a_text_is_tidied_without_changing_its_spelling(text, tidied):
    assert tidy(text) == tidied


@given(st.text())
def test_tidying_and_folding_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)
    assert fold(tidy(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn Ân", "nguyen van an"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ðinh  Thị", "dinh thi"),
        ("nguyen van an", "nguyen van an"),
        ("Y-Blơm Ê\u0306ban", "y-blom eban"),
        ("王 Văn", "王 van"),
        (unicodedata.normalize("NFD", "Trường Sa"), "truong sa"),
    ],
)
def test_a_search_finds_names_without_their_accents(text, folded):
    assert fold(text) == folded


def test_the_alphabet_has_its_vietnamese_order():
    by_code_point = sorted(ALPHABET)
    assert by_code_point != ALPHABET
    assert sorted(by_code_point, key=sort_key) == ALPHABET


def test_a_letter_with_a_sign_follows_all_words_of_the_plain_letter():
    assert sorted(["ăn", "az", "âm", "an", "đa", "da", "dz"], key=sort_key) == [
        "an",
        "az",
        "ăn",
        "âm",
        "da",
        "dz",
        "đa",
    ]


def test_tones_decide_between_equal_letters_only():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Hà Bình", "Hạ An", "Ha Bình"], key=sort_key) == ["Hạ An", "Ha Bình", "Hà Bình"]
    assert sorted(["ấy", "ầy", "ây"], key=sort_key) == ["ây", "ầy", "ấy"]
    assert sorted(["Hà Anh", "Hà"], key=sort_key) == ["Hà", "Hà Anh"]


def test_the_place_of_a_tone_in_its_word_does_not_matter_for_the_order():
    assert sort_key("Khánh Hoà") == sort_key("Khánh Hòa")


def test_addresses_have_no_accents():
    assert slug("Đắk Lắk") == "dak-lak"
    assert slug("Thừa Thiên - Huế") == "thua-thien-hue"
    assert slug("  TP. Hồ Chí Minh! ") == "tp-ho-chi-minh"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn  Văn Ân", "Nguyễn Văn Ân"),
        ("NGUYỄN VĂN ÂN", "NGUYỄN VĂN ÂN"),
        ("Nguyễn Thị A.", "Nguyễn Thị A."),
        ("H’Hen Niê", "H'Hen Niê"),
        ("Y-Blơm Ê\u0306ban", "Y-Blơm Ê\u0306ban"),
        ("Ly", "Ly"),
        ("'Nguyễn Nháy", "Nguyễn Nháy"),
        ("’Nguyễn Nháy", "Nguyễn Nháy"),
        ("Không Thị Có", "Không Thị Có"),
    ],
)
def test_the_name_of_a_person_is_kept_as_written(text, name):
    assert check_person_name(text) == name


@pytest.mark.parametrize(
    "text", ["", "A", "A.", "'-.", "Nguyễn Văn 1", "Nguyễn_Văn", "Lê Thị B²", "=SUM(A)", "TiÕng ViÖt 29"]
)
def test_what_is_no_name_is_refused(text):
    assert code_of(check_person_name, text) == "name_form"


@pytest.mark.parametrize("text", ["Không", "không có", "KHÔNG CÓ", "'Không rõ", "Chưa có"])
def test_words_that_say_that_there_is_no_name_are_no_name(text):
    assert code_of(check_person_name, text) == "name_none"
