"""The museum: (name, ending, bytes, what must happen).

What must happen is the code of a FileProblem, or a list of (line, heading, code), or a dict of what is stored
of the first gift: dotted path -> value; a path that begins with "told." is what is told of the file, and "common" is
what its officer tells of all its rows.
"""

import datetime
import unicodedata

import openpyxl

from tests import old_excel, sheets
from tests.exchange.tcvn3 import tcvn3, windows_1258
from tests.museum.builders import (
    SHEET,
    bad_checksum,
    bomb,
    book,
    box,
    cell,
    csv,
    line,
    lying,
    merged,
    parts,
    protected,
    repacked,
    replaced,
    table,
    workbook,
    xls_merged,
)

NAME, BORN, NUMBER, SEX, MONTHS = (
    "recipient.full_name",
    "recipient.birth_date",
    "recipient.citizen_number",
    "Giới tính",
    "Số tháng",
)
MONEY, WARNED, REPAIRED = "Số tiền (đồng)", "told.warned", "told.repair_counts"
GOOD = {NAME: "Lò Thị Bình", "donor_cost_vnd": 379_080, "months": 12}
PLAIN = csv()
TEXT = PLAIN.decode("utf-8-sig")
BOOK = book()


def one(heading, written, code=None, path=None, value=None):
    """A CSV whose one line has `written` under `heading`: refused with `code`, or `value` is stored at `path`."""
    columns = {"Số CCCD": "Số định danh/CCCD", "Tỉnh/TP": "Tỉnh/Thành phố"}
    data = csv(line(**{heading: written}))
    return data, [(2, columns.get(heading, heading), code)] if code else {path: value}


def ones(prefix, heading, table):
    for number, (written, *outcome) in enumerate(table, 1):
        code, path, value = outcome if len(outcome) == 3 else (outcome[0], None, None)
        yield (f"{prefix}-{number:02}", "csv", *one(heading, written, code, path, value))


def stored(path, *table):
    return [(written, None, path, value) for written, value in table]


def refused(code, *texts):
    return [(written, code) for written in texts]


ENCODINGS = [
    ("enc-utf8-bom", "csv", PLAIN, GOOD),
    ("enc-utf8", "csv", TEXT.encode(), GOOD),
    ("enc-utf16-le-bom", "csv", ("\ufeff" + TEXT).encode("utf-16-le"), GOOD),
    ("enc-utf16-be-bom", "csv", ("\ufeff" + TEXT).encode("utf-16-be"), GOOD),
    ("enc-1258", "csv", windows_1258(TEXT), GOOD),
    ("enc-utf16-no-bom", "csv", TEXT.encode("utf-16-le"), "binary_file"),
    ("enc-utf8-bom-then-bad", "csv", PLAIN + b"\xff\xfe\xfa", "broken_encoding"),
    ("enc-bytes", "csv", b"Ten,Loai\r\n\x81\x8d\x8f\x90,x\r\n", "unknown_encoding"),
    ("enc-nul", "csv", TEXT.replace("Lò", "L\0ò").encode(), "binary_file"),
]

UNICODE = [
    ("uni-nfd", "csv", unicodedata.normalize("NFD", TEXT).encode(), GOOD),
    ("uni-nfkd-digits", "csv", TEXT.replace(",12,", ",１２,").encode(), GOOD),
    ("uni-nbsp", "csv", TEXT.replace("Lò Thị", "Lò\u00a0Thị").encode(), GOOD),
    ("uni-zero-width", "csv", TEXT.replace("Lò", "\u200bLò\ufeff").encode(), GOOD),
    ("uni-eth", "csv", csv(line(**{"Họ và tên": "Ðặng Văn Ân"})), {NAME: "Đặng Văn Ân"}),
    ("uni-spaces", "csv", csv(line(**{"Họ và tên": "  Lò   Thị  Bình "})), GOOD),
    ("uni-quote", "csv", csv(line(**{"Họ và tên": "H’Hen Niê"})), {NAME: "H'Hen Niê"}),
]

STRUCTURE = [
    ("str-semicolon", "csv", csv(delimiter=";"), GOOD),
    ("str-tab", "csv", csv(delimiter="\t"), GOOD),
    ("str-tsv", "tsv", csv(delimiter="\t"), GOOD),
    ("str-txt", "txt", csv(delimiter="\t"), GOOD),
    ("str-sep-line", "csv", csv(delimiter=";", before="sep=;\r\n"), GOOD),
    ("str-unix-lines", "csv", TEXT.replace("\r\n", "\n").encode(), GOOD),
    ("str-mac-lines", "csv", TEXT.replace("\r\n", "\r").encode(), GOOD),
    ("str-mixed-lines", "csv", TEXT.replace("\r\n", "\n", 1).encode(), GOOD),
    ("str-blank-lines", "csv", TEXT.replace("\r\n", "\r\n\r\n").encode(), GOOD),
    ("str-title-rows", "csv", csv(before="BẢO HIỂM XÃ HỘI\r\n\r\nDANH SÁCH\r\n"), GOOD),
    ("str-empty", "csv", b"", "no_header"),
    ("str-spaces-only", "csv", b"  \r\n \r\n", "no_header"),
    ("str-header-only", "csv", TEXT.splitlines()[0].encode(), "no_rows"),
    ("str-no-header", "csv", TEXT.splitlines()[1].encode(), "no_header"),
    ("str-open-quote", "csv", TEXT.replace("Lò", '"Lò').encode(), "csv_broken"),
    ("str-endless-cell", "csv", (TEXT + '"' + "x" * 3_000_000).encode(), "csv_broken"),
    ("str-long-cell", "csv", (TEXT + "y" * 40_000 + ",x\r\n").encode(), "csv_broken"),
    ("str-no-kind-column", "csv", csv({"Họ và tên": "Lò Thị Bình", "Số CCCD": "040141000001"}), "heading_missing"),
    ("str-many-columns", "csv", csv(line(**{f"Cột {n}": "x" for n in range(120)})), "too_many_columns"),
]

HEADER = ["STT", "Họ và tên", "Năm sinh", "Xã", "Đối tượng", "Loại quà", "Số tiền"]


def person(number, name="Lò Thị Bình", **over):
    cells = {"STT": number, "tên": name, "sinh": "1956", "xã": "Xã Minh Họa", "diện": "hộ nghèo", "quà": "quà Tết"}
    return [*{**cells, "tiền": "500.000", **over}.values()]


TWO = {"told.new": 2, "told.people": 2, "told.donor_cost_vnd": 1_000_000}
COMMUNE, CATEGORY, ADDRESS = "recipient.commune", "category", "recipient.address"
PRICED = ["Nhóm người nhận", "Số lượng", "Loại quà", "Đơn giá"]
LEVELS = [
    ["STT", "Họ và tên", "Năm sinh", "", "Địa chỉ", "", "Loại quà", "Số tiền"],
    ["", "", "Nam", "Nữ", "Thôn", "Xã", "", ""],
]
MAN = ["1", "Lò Văn Ân", "1956", "", "Thôn 1", "Xã Minh Họa", "quà Tết", "500.000"]


def merged_communes(made):
    made.active.merge_cells("D2:D3")


SHEETS = [
    (
        "sheet-two-level-header",
        "csv",
        table(*LEVELS, MAN),
        {"recipient.sex": "male", COMMUNE: "Xã Minh Họa", ADDRESS: "Thôn 1", "told.warned": ["category_empty"]},
    ),
    ("sheet-column-marks", "csv", table(*LEVELS, ["A", "B", "1", "2", "3", "4", "5", "6"], MAN), {"told.rows": 1}),
    ("sheet-marks-in-brackets", "csv", table(HEADER, [f"({n})" for n in range(7)], person("1")), {"told.rows": 1}),
    (
        "sheet-group-rows",
        "csv",
        table(HEADER, ["I", "Hộ cận nghèo"], person("1", diện=""), ["II. Hộ nghèo"], person("2", "Vừ A Ba", diện="")),
        {CATEGORY: "near_poor_household", REPAIRED: {"group_carried": 2}, **TWO},
    ),
    ("sheet-group-commune", "csv", table(HEADER, ["A. Xã Nam Đông"], person("1", xã="")), {COMMUNE: "Xã Nam Đông"}),
    (
        "sheet-group-unknown",
        "csv",
        table(HEADER, ["I", "Danh sách bổ sung"], person("1")),
        {CATEGORY: "poor_household", WARNED: ["group_unknown"]},
    ),
    (
        "sheet-group-of-money-from-society",
        "csv",
        table(HEADER, ["I", "Xã hội hóa"], person("1")),
        {COMMUNE: "Xã Minh Họa", WARNED: ["group_unknown"]},
    ),
    (
        "sheet-totals-row",
        "csv",
        table(HEADER, person("1"), person("2", "Vừ A Ba"), ["", "Tổng cộng: 2 người", "", "", "", "", "1.000.000"]),
        {"told.control": {"people": 2, "donor_cost_vnd": 1_000_000}, **TWO},
    ),
    (
        "sheet-totals-unreadable",
        "csv",
        table(HEADER, person("1"), ["", "Tổng cộng", "", "", "", "", "#REF!"]),
        {"told.control": {}, WARNED: ["total_unreadable"]},
    ),
    (
        "sheet-signatures",
        "csv",
        table(HEADER, person("1"), ["", "NGƯỜI LẬP BIỂU", "", "", "GIÁM ĐỐC"], ["", "Lò Thị Hoa"]),
        {"told.rows": 1},
    ),
    *(
        (
            f"sheet-as-above-{number}",
            "csv",
            table(HEADER, person("1"), person("2", "Vừ A Ba", xã=sign)),
            {REPAIRED: {"like_above": 1}, **TWO},
        )
        for number, sign in enumerate(("nt", "-nt-", "như trên", '"'), 1)
    ),
    ("sheet-as-above-first", "csv", table(HEADER, person("1", xã="nt")), [(2, "Xã/Phường", "nothing_above")]),
    (
        "sheet-numbered-only",
        "csv",
        table(HEADER, person("1"), ["2."], ["3"]),
        {"told.rows": 1, WARNED: ["only_numbered"]},
    ),
    ("sheet-header-again", "csv", table(HEADER, person("1"), HEADER, person("2", "Vừ A Ba")), TWO),
    ("sheet-several", "xlsx", workbook([HEADER, person("1")], [HEADER, person("1", "Vừ A Ba")]), TWO),
    (
        "sheet-several-and-a-cover",
        "xlsx",
        workbook([["BẢO HIỂM XÃ HỘI"], ["Ghi chú"]], [HEADER, person("1")], [HEADER, person("1", "Vừ A Ba")]),
        TWO,
    ),
    (
        "sheet-of-other-columns",
        "xlsx",
        workbook([HEADER, person("1")], [[*HEADER[:5], "Quà gì", "Số tiền"], person("2")]),
        {"told.new": 1, WARNED: ["sheet_without_heading"]},
    ),
    (
        "sheet-merged-cells",
        "xlsx",
        workbook([HEADER, person("1"), person("2", "Vừ A Ba", xã=None)], spoil=merged_communes),
        TWO,
    ),
    (
        "sheet-unit-price",
        "csv",
        table(PRICED, ["Bản Mới", "120", "quà Tết", "500.000"]),
        {"donor_cost_vnd": 60_000_000, "quantity": 120, REPAIRED: {"unit_price_times": 1}},
    ),
    (
        "sheet-unit-price-differs",
        "csv",
        table([*PRICED, "Thành tiền"], ["Bản Mới", "2", "quà Tết", "500.000", "500.000"]),
        [(2, MONEY, "unit_price_differs")],
    ),
    (
        "sheet-hamlet-and-address",
        "csv",
        table([*HEADER, "Thôn", "Địa chỉ"], [*person("1"), "Thôn 1", "gần chợ"]),
        {ADDRESS: "Thôn 1, gần chợ", WARNED: ["columns_joined"]},
    ),
    ("sheet-two-tables", "csv", table([*HEADER, "", *HEADER], [*person("1"), "", *person("2")]), "tables_side_by_side"),
    ("sheet-heading-twice", "csv", table([*HEADER, "Kinh phí"], [*person("1"), "1"]), "heading_twice"),
    (
        "sheet-names-in-two-columns",
        "csv",
        table(
            ["Họ và tên đệm", "Tên", "Năm sinh", "Xã", "Loại quà", "Số tiền"],
            ["Lò Thị", "Bình", *person("")[2:4], "quà Tết", "1"],
        ),
        {NAME: "Lò Thị Bình"},
    ),
    (
        "sheet-sex-marked",
        "csv",
        table([*HEADER, "Nam", "Nữ"], [*person("1"), "", "x"]),
        {"recipient.sex": "female"},
    ),
]
OLD = csv(line(1), line(2), line(3)).decode("utf-8-sig")
REPAIRS = [
    (
        "rep-eaten-zero",
        "csv",
        csv(line(**{"Số CCCD": "40141000001"})),
        [(2, "Số định danh/CCCD", "citizen_lost_zero")],
    ),
    (
        "rep-eaten-zero-number",
        "xlsx",
        book(spoil=cell("E2", 40141000001)),
        [(2, "Số định danh/CCCD", "citizen_lost_zero")],
    ),
    ("rep-nfd", "csv", unicodedata.normalize("NFD", TEXT).encode(), {**GOOD, "told.repaired": ["letters_composed"]}),
    ("rep-eth", "csv", csv(line(**{"Họ và tên": "Ðặng Văn Ân"})), {REPAIRED: {"eth_to_d": 1}}),
    (
        "rep-invisible",
        "csv",
        csv(line(**{"Họ và tên": "Lò Thị\u200b Bình"})),
        {**GOOD, REPAIRED: {"invisible_signs": 1}},
    ),
    ("rep-full-width", "csv", csv(line(**{MONEY: "３７９０８０"})), {**GOOD, REPAIRED: {"full_width": 1}}),
    ("rep-tcvn3", "csv", tcvn3(OLD), {"told.asked": ["text"], "told.repaired": ["old_alphabet"], "told.new": 3}),
    ("rep-only-year", "csv", csv(line(**{"Ngày sinh": "1941"})), {"recipient.birth_precision": "year", REPAIRED: {}}),
    ("rep-month-and-year", "csv", csv(line(**{"Ngày sinh": "02/1941"})), {"recipient.birth_precision": "month"}),
    (
        "rep-excel-serial",
        "xlsx",
        book(spoil=cell("C2", 15009)),
        {BORN: datetime.date(1941, 2, 2), REPAIRED: {"excel_serial": 1}},
    ),
    (
        "rep-year-of-two-digits",
        "csv",
        csv(line(**{"Ngày sinh": "2/2/41"})),
        {BORN: datetime.date(1941, 2, 2), REPAIRED: {"year_of_two_digits": 1}},
    ),
    ("rep-dots-of-date", "csv", csv(line(**{"Ngày sinh": "02.02.1941"})), {REPAIRED: {"marks_of_date": 1}}),
    ("rep-money-in-words", "csv", csv(line(**{MONEY: "379 nghìn"})), {REPAIRED: {"money_in_words": 1}}),
    ("rep-phone-zero", "csv", csv(line(**{"Điện thoại": "912000001"})), {"recipient.phone": "0912000001"}),
    ("rep-si-zero", "csv", csv(line(**{"Mã số BHXH": "123456780"})), [(2, "Mã số BHXH", "si_lost_zero")]),
    (
        "rep-number-with-spaces",
        "csv",
        csv(line(**{"Số CCCD": "040 141 000 001"})),
        {REPAIRED: {"number_without_signs": 1}},
    ),
    (
        "rep-sign-of-column",
        "csv",
        csv(line(1, **{MONEY: "94.770"}), line(2, **{MONEY: "1,263,600"})),
        {"told.asked": ["decimal"]},
    ),
]
ROWS = [
    ("dup-same-line", "csv", csv(line(), line()), [(3, "Số định danh/CCCD", "repeated_in_file")]),
    ("req-kind", "csv", csv(line(**{"Loại quà": ""})), [(2, "Loại quà", "cell_missing")]),
]

NUMBERS = [
    *ones(
        "num",
        "Số tiền (đồng)",
        [
            *stored(
                "donor_cost_vnd",
                ("94.770", 94_770),
                ("1.263.600", 1_263_600),
                ("1 263 600", 1_263_600),
                ("1263600 VNĐ", 1_263_600),
                ("1.263.600đ", 1_263_600),
                ("1.263.600 đồng", 1_263_600),
                ("379 nghìn", 379_000),
                ("2 triệu", 2_000_000),
                ("1\u00a0263\u00a0600", 1_263_600),
                ("１２３４５６", 123_456),
            ),
            *refused("money_negative", "-5", "(5.000)"),
            *refused("money_form", "abc", "1.2.3", "12..000", "=1+1", "NaN"),
        ],
    )
]
DATES = [
    *ones(
        "date",
        "Ngày sinh",
        [
            *stored(
                BORN,
                ("02/02/1941", datetime.date(1941, 2, 2)),
                ("2.2.1941", datetime.date(1941, 2, 2)),
                ("2-2-1941", datetime.date(1941, 2, 2)),
                ("1941-02-02", datetime.date(1941, 2, 2)),
                ("1941", datetime.date(1941, 1, 1)),
                ("02/1941", datetime.date(1941, 2, 1)),
                ("  /  /1941", datetime.date(1941, 1, 1)),
                ("'02/02/1941", datetime.date(1941, 2, 2)),
            ),
            *refused("date_impossible", "31/02/1941", "02/13/1941", "29/02/1941"),
            *refused("birth_out_of_range", "01/01/1899", "01/01/2099"),
            *refused("date_form", "hôm qua", "=TODAY()"),
        ],
    )
]
IDENTIFIERS = [
    *ones(
        "id",
        "Số CCCD",
        [
            *stored(
                NUMBER,
                ("040141000001", "040141000001"),
                ("040 141 000 001", "040141000001"),
                ("'040141000001", "040141000001"),
                ("040.141.000.001", "040141000001"),
                ("０４０１４１０００００１", "040141000001"),
            ),
            *refused("citizen_lost_digits", "4,01E+10", "4.0141E+10"),
            *refused("citizen_old_id", "187654321"),
            *refused("citizen_form", "O40141000001", "0401410000011"),
            *refused("number_missing", "chưa có"),
        ],
    ),
    *ones(
        "months",
        MONTHS,
        [
            *stored("months", ("12 tháng", 12), ("1 năm", 12), ("03 tháng", 3)),
            *refused("months_range", "0", "-1", "121", "x"),
        ],
    ),
]
FORMULAS = [
    (f"inj-{number:02}", "csv", csv(line(**{"Ghi chú": text})), {"note": kept})
    for number, (text, kept) in enumerate(
        [
            ("=1+1", "=1+1"),
            ("'=1+1", "=1+1"),
            ("+84 912", "+84 912"),
            ("-x", "-x"),
            ("@SUM(A1)", "@SUM(A1)"),
            ("'@x", "@x"),
            ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
            ('=HYPERLINK("http://x";"a")', '=HYPERLINK("http://x";"a")'),
        ],
        1,
    )
]
MARKUP = [
    (f"web-{number:02}", "csv", csv(line(**{"Ghi chú": text})), {"note": text})
    for number, text in enumerate(
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "{{ 7*7 }}",
            "; DROP TABLE x; --",
            "${7*7}",
            "%s %d",
        ],
        1,
    )
]


def hidden_row(made):
    made.active.row_dimensions[2].hidden = True


def hidden_sheet(made):
    made.active.sheet_state = "hidden"
    made.create_sheet("Ghi chú").append(["Danh sách do xã lập"])


def merged_below(made):
    made.active.merge_cells("B5:C6")


def with_empty_rows(made):
    for row in range(3, 400):
        made.active.cell(row, 1).font = openpyxl.styles.Font(bold=True)


ANOTHER_ROW = b'<row r="2"><c r="B2" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
OTHERWISE_SPELT = ANOTHER_ROW.replace(b'"', b"'").replace(b"<row ", b"<row spans='1:1' ")
WORKBOOKS = [
    ("xlsx-plain", "xlsx", BOOK, GOOD),
    ("xlsx-number-cell", "xlsx", book(spoil=cell("L2", 379_080)), GOOD),
    (
        "xlsx-date-cell",
        "xlsx",
        book(spoil=cell("C2", datetime.date(1941, 2, 2), "dd/mm/yyyy")),
        {BORN: datetime.date(1941, 2, 2)},
    ),
    ("xlsx-number-as-id", "xlsx", book(spoil=cell("E2", 187654321)), [(2, "Số định danh/CCCD", "citizen_old_id")]),
    ("xlsx-formula-without-value", "xlsx", book(spoil=cell("L2", "=1+1")), [(2, MONEY, "cell_broken")]),
    ("xlsx-error-cell", "xlsx", book(spoil=cell("L2", "#REF!")), [(2, MONEY, "cell_broken")]),
    ("xlsx-error-in-optional-cell", "xlsx", book(spoil=cell("G2", "#N/A")), [(2, "Xã/Phường", "cell_broken")]),
    ("xlsx-formula-in-optional-cell", "xlsx", book(spoil=cell("G2", "=A1")), [(2, "Xã/Phường", "cell_broken")]),
    ("xlsx-formula-in-number-column", "xlsx", book(spoil=cell("A2", "=ROW()-1")), GOOD),
    ("xlsx-hidden-row", "xlsx", book(spoil=hidden_row), {**GOOD, WARNED: ["hidden_rows"]}),
    (
        "xlsx-hidden-sheet",
        "xlsx",
        book(spoil=hidden_sheet),
        {**GOOD, WARNED: ["hidden_sheet", "sheet_without_heading"]},
    ),
    ("xlsx-merged", "xlsx", book(spoil=merged_below), GOOD),
    ("xlsx-empty-formatted-rows", "xlsx", book(spoil=with_empty_rows), GOOD),
    ("xlsx-lying-dimension", "xlsx", replaced(b'<dimension ref="A1:M2"', b'<dimension ref="A1:B1"'), GOOD),
    (
        "xlsx-no-dimension",
        "xlsx",
        replaced(b'<dimension ref="A1:M2"/>', b"") if b'"A1:M2"/>' in parts(BOOK)[SHEET] else BOOK,
        GOOD,
    ),
    ("xlsx-far-cell", "xlsx", book(spoil=cell("XFD1048576", "x")), "far_cell"),
    ("xlsx-far-row", "xlsx", book(spoil=cell("A1048576", "x")), "far_cell"),
    ("xlsx-far-column", "xlsx", book(spoil=cell("ZZ2", "x")), "far_cell"),
    ("xlsx-sparse", "xlsx", book(spoil=cell("CV400000", "x")), "far_cell"),
    ("xlsx-far-single-quotes", "xlsx", replaced(b'r="M2"', b"r='XFD1048576'"), "far_cell"),
    ("xlsx-merged-to-the-end", "xlsx", merged("G2:G1048576", "H2:H1048576"), GOOD),
    ("xlsx-merged-everywhere", "xlsx", merged(*(f"G{n}:G500000" for n in range(3, 2000))), GOOD),
    (
        "xlsx-merged-over-each-other",
        "xlsx",
        book(
            *map(line, (1, 2, 3)), spoil=lambda made: [made.active.merge_cells(place) for place in ("G2:G3", "G3:G4")]
        ),
        "workbook_broken",
    ),
    ("xlsx-merged-beyond-measure", "xlsx", merged(*["A9:A10"] * 210_000), "too_many_merged"),
    ("xlsx-row-twice", "xlsx", replaced(b"</sheetData>", ANOTHER_ROW), "workbook_broken"),
    ("xlsx-row-twice-otherwise-spelt", "xlsx", replaced(b"</sheetData>", OTHERWISE_SPELT), "workbook_broken"),
    ("xlsx-rows-back", "xlsx", replaced(b'<row r="1"', b'<row r="3"'), "workbook_broken"),
    ("xlsx-cell-twice", "xlsx", replaced(b'<c r="C2"', b'<c r="B2"'), "workbook_broken"),
    ("xlsx-long-cell", "xlsx", book(spoil=cell("G2", "x" * 32_767)), [(2, "Xã/Phường", "text_too_long")]),
]


def ods(cell="", hidden=()):
    """An ODS of one line, its commune spoilt."""
    rows = sheets.table([line(**({"Xã/Phường": cell} if cell else {}))])
    return box(sheets.ods_parts(sheets.ods_sheet(rows, hidden=hidden)))


def xls(cell="", hidden=()):
    """An old workbook of one line, its commune spoilt."""
    rows = sheets.table([line(**({"Xã/Phường": cell} if cell else {}))])
    return old_excel.boxed(old_excel.workbook([rows], hidden))


ODS_FORMULA = '<table:table-cell table:formula="of:=[.A1]"{}><text:p>{}</text:p></table:table-cell>'
ZERO = ' office:value-type="float" office:value="0"'
BROKEN = [(2, "Xã/Phường", "cell_broken")]
OTHER_WORKBOOKS = [
    ("ods-plain", "ods", ods(), GOOD),
    ("ods-error-cell", "ods", ods(ODS_FORMULA.format(ZERO, "#REF!")), BROKEN),
    ("ods-error-of-libreoffice", "ods", ods(ODS_FORMULA.format(ZERO, "Err:502")), BROKEN),
    ("ods-formula-without-value", "ods", ods('<table:table-cell table:formula="of:=[.A1]"/>'), BROKEN),
    ("ods-hidden-row", "ods", ods(hidden=(2,)), {**GOOD, WARNED: ["hidden_rows"]}),
    ("xls-plain", "xls", xls(), GOOD),
    ("xls-error-cell", "xls", xls(old_excel.Error("#REF!")), BROKEN),
    ("xls-error-typed", "xls", xls(old_excel.Error("#N/A", of_formula=False)), BROKEN),
    ("xls-hidden-row", "xls", xls(hidden=(2,)), {**GOOD, WARNED: ["hidden_rows"]}),
    (
        "xls-merged-everywhere",
        "xls",
        xls_merged(sheets.table([line()]), *((n, 65_535, 6, 6) for n in range(1, 3000))),
        GOOD,
    ),
    (
        "xls-merged-over-each-other",
        "xls",
        xls_merged(sheets.table([line(1), line(2)]), (1, 60_000, 6, 6), (2, 65_000, 6, 6)),
        "workbook_broken",
    ),
    ("xls-merged-beyond-measure", "xls", xls_merged([["a"]], *[(8, 9, 0, 0)] * 210_000), "too_many_merged"),
    ("xls-cut", "xls", xls()[:-512], "container_broken"),
]
ODS = sheets.ods_parts("")
REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000">'
    "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
)
DOCTYPE = b'?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
CONTAINERS = [
    ("zip-bomb", "xlsx", bomb(60), "container_too_large"),
    ("zip-bomb-that-lies", "xlsx", lying(bomb(60)), "container_broken"),
    ("zip-lying-sizes", "xlsx", lying(BOOK, 10), "container_broken"),
    ("zip-many-members", "xlsx", repacked(more={f"xl/media/{n}.png": "" for n in range(250)}), "container_too_large"),
    ("zip-nested", "xlsx", box({"a.zip": box({"b.zip": b"x" * 1000})}), "wrong_container"),
    ("zip-slip", "xlsx", repacked(more={"../../etc/cron.d/x": "x"}), "wrong_container"),
    ("zip-slip-back", "xlsx", repacked(more={"..\\..\\x": "x"}), "wrong_container"),
    ("zip-absolute", "xlsx", repacked(more={"/etc/x": "x"}), "wrong_container"),
    ("zip-cut", "xlsx", BOOK[: len(BOOK) // 2], "container_broken"),
    ("zip-cut-tail", "xlsx", BOOK[:-10], "container_broken"),
    ("zip-bad-checksum", "xlsx", bad_checksum(BOOK), "container_broken"),
    ("zip-no-workbook", "xlsx", box({"anh.jpg": "x"}), "wrong_container"),
    (
        "xxe-sheet",
        "xlsx",
        replaced(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><worksheet"),
        "container_markup",
    ),
    (
        "xxe-laughs",
        "xlsx",
        replaced(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><worksheet"),
        "container_markup",
    ),
    (
        "xxe-other-part",
        "xlsx",
        repacked(more={"xl/thua.xml": b"<?xml version='1.0'" + DOCTYPE + b"<x/>"}),
        "container_markup",
    ),
    ("xxe-utf16", "xlsx", repacked(more={"xl/thua.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), "container_markup"),
    ("xxe-ods", "ods", box({**ODS, "content.xml": b"<?xml version='1.0'" + LAUGHS + b"<x/>"}), "container_markup"),
    (
        "ods-repeated-rows",
        "ods",
        box({**ODS, "content.xml": sheets.ODS_ROOT.format(f'<table:table table:name="A">{REPEATED}</table:table>')}),
        "far_cell",
    ),
    ("ext-csv-as-xlsx", "xlsx", PLAIN, "wrong_container"),
    ("ext-html-as-xls", "xls", b"<html><table><tr><td>x</td></tr></table></html>", "wrong_container"),
    ("ext-pdf-as-xlsx", "xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "wrong_container"),
    ("ext-xlsx-as-xls", "xls", BOOK, "wrong_container"),
    ("ext-xlsx-as-csv", "csv", BOOK, "binary_file"),
    ("ext-xlsx-as-ods", "ods", BOOK, "wrong_container"),
    ("ext-pdf", "pdf", b"%PDF-1.7\n", "file_kind"),
    ("ext-exe", "exe", b"MZ", "file_kind"),
    ("ext-empty-xlsx", "xlsx", b"", "wrong_container"),
    ("ole-password", "xlsx", protected(), "password"),
    ("ole-word-as-xls", "xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "wrong_container"),
]
FOREIGN_MONEY = [
    ("usd-in-heading", "csv", PLAIN.replace("Số tiền (đồng)".encode(), "Số tiền (USD)".encode()), "money_foreign"),
    ("euro-in-heading", "csv", PLAIN.replace("Số tiền (đồng)".encode(), "Số tiền €".encode()), "money_foreign"),
    ("yen-above", "csv", csv(before="Đơn vị tiền tệ: JPY\r\n"), "money_foreign"),
    ("dong-above", "csv", csv(before="Loại tiền/Currency: VND\r\n"), GOOD),
    ("dong-of-dollars", "csv", PLAIN.replace("Số tiền (đồng)".encode(), "Số tiền (đồng từ USD)".encode()), GOOD),
]
CASES = [
    case
    for room in (
        ENCODINGS,
        UNICODE,
        STRUCTURE,
        SHEETS,
        REPAIRS,
        ROWS,
        NUMBERS,
        DATES,
        IDENTIFIERS,
        FORMULAS,
        MARKUP,
        WORKBOOKS,
        OTHER_WORKBOOKS,
        CONTAINERS,
        FOREIGN_MONEY,
    )
    for case in room
]
