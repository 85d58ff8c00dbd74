"""JSON as our own export writes it, and what others call JSON: read, or refused with its place and the cure."""

import json

import pytest

from programmes.exchange.desk import errors_file, intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.reading.readers import SourceRow
from programmes.models import Donor
from tests.exchange.doors import import_file, read

DEEP = '[{"a": ' + "[" * 100_000
REFUSED = {  # what the file holds -> code, what the sentence names
    "": ("json_no_list", "danh sách bản ghi"),
    "null": ("json_no_list", "danh sách bản ghi"),
    '{"donors": [{"name": "A"}]}': ("json_no_list", "danh sách bản ghi"),
    "[ ]\n": ("json_empty", "không có bản ghi nào"),
    "[{}, {}]": ("json_empty", "không có bản ghi nào"),
    '[{"a": 1},\n\n 2]': ("json_no_object", "bản ghi 2, dòng 3"),
    '[{"a": 1}, ["b"]]': ("json_no_object", "bản ghi 2"),
    '[{"a": 1},\n{"b": 2},]': ("json_broken", "bản ghi 3, dòng 2"),
    '[{"a": 1}\n{"b": 2}]': ("json_broken", "bản ghi 1, dòng 2"),
    '[{"a": 1},\n{"b": ': ("json_broken", "bản ghi 2, dòng 2"),
    '[{"a": 1}': ("json_broken", "bản ghi 1"),
    '[{"a": 1}] [': ("json_broken", "bản ghi 1"),
    '[{"a": "một\tô"}]': ("json_broken", "bản ghi 1"),
    "[{'a': 1}]": ("json_broken", "bản ghi 1"),
    DEEP: ("json_broken", "bản ghi 1"),
    '[{"a": "' + "x" * 2_000_000 + '"}]': ("json_broken", "bản ghi 1"),
    '[{"a": 1}, {"a": {"b": 1}}]': ("json_record", "(bản ghi 2): “a”"),
    '[{"a": 1}, {"a": []}]': ("json_record", "(bản ghi 2): “a”"),
    '[{"a": 1}, {"b": 1, "a": 2, "b": 1}]': ("json_record", "(bản ghi 2): “b”"),
    '[{"a": NaN}]': ("json_record", "(bản ghi 1): “a”"),
    '[{"a": -Infinity}]': ("json_record", "(bản ghi 1): “a”"),
    '[{"a": "\\ud800"}]': ("json_record", "ký tự hỏng"),
    '[{"\\udfff": 1}]': ("json_record", "ký tự hỏng"),
    json.dumps([{f"k{number}": 1} for number in range(200)]): ("json_keys", "bản ghi 101"),
}


def written(folder, text, encoding="utf-8"):
    path = folder / "tep.json"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:30])
def test_what_is_no_list_of_plain_records_is_refused_with_its_place_and_the_cure(tmp_path, text):
    code, told = REFUSED[text]
    with pytest.raises(FileProblem) as refused:
        list(read(written(tmp_path, text)))
    assert refused.value.code == code
    assert told in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_another_encoding_than_utf_8_is_refused(tmp_path, encoding):
    with pytest.raises(FileProblem, match="không phải mã UTF-8"):
        list(read(written(tmp_path, '[{"a": "Đông"}]', encoding)))


def test_values_are_read_as_they_stand_and_numbers_never_as_floats(tmp_path):
    text = """\ufeff[ {"a": 54380000000, "b": "  x ", "c": true},
        {"c": false, "a": 12345678901234567.0, "d": null},

        {"a": 1.263, "b": 0.50, "d": 1e400}, {"d": -5, "a": %s, "b": "\\ud83d\\udc89"}, {} ]""" % ("9" * 5000)
    assert [*read(written(tmp_path, text))] == [
        SourceRow(0, ["a", "b", "c", "d"]),
        SourceRow(1, ["54380000000", "  x ", "x", ""]),
        SourceRow(2, ["12345678901234567", "", "", ""]),
        SourceRow(3, ["1.2630", "0.5", "", "1e400"]),
        SourceRow(4, ["9" * 5000, "💉", "", "-5"]),
    ]


def test_records_are_whole_wherever_the_file_is_cut_into_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("programmes.exchange.reading.json_records.PIECE", 7)
    records = [{"Tên": f"Nguyễn “{number}”, {{", "a": number} for number in range(50)]
    path = written(tmp_path, json.dumps(records, ensure_ascii=False, indent=1))
    assert [row.cells for row in read(path)][1:] == [[record["Tên"], str(record["a"])] for record in records]


def test_more_records_than_a_file_may_have_are_refused(tmp_path, settings):
    settings.IMPORT_MAX_ROWS = 3
    path = written(tmp_path, '[{"a": 1}, {}, {"a": 3}, {"a": 4}]')
    with pytest.raises(FileProblem) as refused:
        list(read(path))
    assert refused.value.code == "too_many_rows"


@pytest.mark.django_db
def test_a_refused_record_is_told_by_its_number_and_given_back_for_mending(officer, tmp_path):
    records = [
        {"name": "Công ty Minh Họa", "kind": "doanh nghiệp", "Ghi chú": "khóa thêm", "lạ": "x"},
        {"kind": "cá nhân"},
        {"kind": "doanh nghiệp", "name": "Công ty Hai", "tax_code": 100233488},
    ]
    path = written(tmp_path, json.dumps(records))
    status, told = import_file("donors", path, officer)
    assert (status, told["rows"], told["new"], told["rejected"]) == (1, 3, 1, 2)
    assert [(error["line"], error["code"]) for error in told["errors"]] == [(2, "cell_missing"), (3, "tax_code_form")]
    assert not Donor.objects.exists()

    with path.open("rb") as stream:
        batch = intake.receive(stream, filename=path.name, layout=LAYOUTS["donors"], by=officer)
    preview_upload(batch)
    assert errors_file.is_there(batch)
    errors_file.write(tmp_path / "loi.csv", batch)
    assert [row.line for row in read(tmp_path / "loi.csv")] == [1, 2, 3], "the keys as headings, and the two records"
