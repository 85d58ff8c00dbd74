"""A paper tells the same on the screen, on print, in PDF and in Word, whatever stands in its values."""

from dataclasses import fields, replace
from io import BytesIO

import docx
import pypdf
import pytest
from django.template.loader import render_to_string

from programmes.papers.catalogue import KINDS
from programmes.papers.forms.pdf import pdf
from programmes.papers.forms.word import word
from programmes.papers.letters import THANK_YOU
from programmes.papers.parts import sheet
from programmes.papers.receipts import RECEIPT, SLIP
from programmes.papers.values import declared, line_fields, merge_fields, sample_of, tables
from tests.admin.pages import words_of

HOSTILE = '<b>Công ty</b> & "Ước mơ" #panic("x") $x$ *_{donor}\\ «Ten» {{ 1 }}'


def squeezed(text):
    """Without spaces and line breaks, which each form sets as its page is wide."""
    return "".join(text.split()).casefold()


def on_page(sheets):
    body = render_to_string("admin/papers/sheets.html", {"sheets": sheets, "heading": "Thử"})
    return words_of(body)


def in_pdf(sheets):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf(sheets))).pages)


def in_word(sheets):
    return written_in(word(sheets))


def written_in(document):
    body = docx.Document(BytesIO(document)).element.body
    return "\n".join("".join(text.text or "" for text in line.iter(docx.oxml.ns.qn("w:t"))) for line in body)


FORMS = {"page": on_page, "pdf": in_pdf, "word": in_word}


def told_by(told):
    """Every text of a sheet in its order."""
    yield from (told.head[name] for name in ("office_above", "office", "written", "note"))
    for part in told.parts:
        runs = [*part.get("runs", ())]
        runs += [run for found in (*part.get("texts", ()), *part.get("beside", ())) for run in found]
        for row in part.get("rows", ()) if part["part"] == "table" else ():
            runs += [run for cell in row for run in cell["runs"]]
        for row in part.get("rows", ()) if part["part"] == "pairs" else ():
            yield str(row["label"])
            runs += row["runs"]
        runs += [run for cell in part.get("total", ()) for run in cell["runs"]]
        yield from (run.text for run in runs)
        yield from (each["title"] for each in part.get("who", ()))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_each_form_of_a_paper_tells_all_that_the_paper_tells(kind, form):
    told = sheet(kind, sample_of(kind.values))
    shown = squeezed(FORMS[form]([told, told]))
    missing = {text for text in told_by(told) if shown.count(squeezed(text)) < 2}
    assert missing == set()


@pytest.mark.parametrize("form", FORMS)
def test_what_somebody_is_called_is_text_in_every_form_and_never_a_program(form):
    values = replace(sample_of(THANK_YOU.values), donor=HOSTILE)
    assert squeezed(HOSTILE) in squeezed(FORMS[form]([sheet(THANK_YOU, values)]))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_no_two_fields_of_a_paper_have_one_name(kind):
    known = {*merge_fields(kind.values), *(name for told in line_fields(kind.values).values() for name in told)}
    assert len(known) == len(declared(kind.values)) + sum(len(declared(row)) for row in tables(kind.values).values())


def test_of_goods_a_receipt_tells_what_they_are_worth_and_no_sum_of_money():
    of_goods = replace(sample_of(RECEIPT.values), money_vnd=None, goods_vnd=2_000_000, goods="20 xe đạp")
    told = on_page([sheet(RECEIPT, of_goods)]).replace("\xa0", " ")
    assert "Trị giá hiện vật 2.000.000 đồng" in told
    assert "Số tiền" not in told


def test_a_field_without_a_value_leaves_neither_its_label_nor_its_sentence():
    bare = replace(sample_of(SLIP.values), goods="", taken_by="")
    told = on_page([sheet(SLIP, bare)])
    assert "Hiện vật" not in told
    assert "Người nhận tiền" not in told
    stated = on_page([sheet(SLIP, replace(bare, goods="20 xe đạp"))])
    assert "Hiện vật 20 xe đạp" in stated


def test_money_days_and_the_place_are_written_as_official_papers_write_them():
    told = on_page([sheet(RECEIPT, sample_of(RECEIPT.values))])
    assert "Minh Họa, ngày 04 tháng 3 năm 2026" in told
    assert "5.000.000 đồng" in told.replace("\xa0", " ")
    assert "Ngày nhận 20/02/2026" in told


def test_papers_of_values_of_another_paper_are_refused():
    with pytest.raises(TypeError, match="receipt tells SignedReceipt"):
        sheet(RECEIPT, sample_of(SLIP.values))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_the_second_paper_of_a_file_begins_on_a_page_of_its_own_and_each_page_is_a4(kind):
    told = sheet(kind, sample_of(kind.values))
    one, two = (pypdf.PdfReader(BytesIO(pdf([told] * count))).pages for count in (1, 2))
    assert len(two) == 2 * len(one)
    size = {round(float(side)) for side in one[0].mediabox[2:]}
    assert size == {595, 842}


def test_every_field_of_a_paper_says_what_it_is_called_and_shows_a_sample():
    bare = [
        f"{kind.key}.{each.name}"
        for kind in KINDS.values()
        for row in (kind.values, *tables(kind.values).values())
        for each in fields(row)
        if not each.metadata.get("label")
    ]
    assert bare == []
