"""The part of the museum that shows days, months and spans, in rooms as in cases.py."""

import datetime

import openpyxl

from tests.museum.builders import book, cell, csv, line, table
from tests.museum.cases import BORN, MONEY, MONTHS, REPAIRED, ones, refused, stored

PRECISION, START = "recipient.birth_precision", "starts_on"
A_YEAR = {"months": 12, START: datetime.date(2026, 1, 1)}
A_SPAN = {REPAIRED: {"months_of_span": 1, "start_of_span": 1}}
WHO_GETS_A_CARD = ["Họ và tên", "Ngày sinh", "Số CCCD", "Tỉnh/TP", "Đối tượng", "Loại quà", MONEY]
WHO_HAS_A_CARD = [line()[heading] for heading in WHO_GETS_A_CARD]


def refuse_months(how):
    return [(2, MONTHS, f"months_{how}")]


def from_1904(made):
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["C2"] = 13_548


DAYS = [
    *ones(
        "words-of-birth",
        "Ngày sinh",
        [
            *stored(
                BORN,
                *(
                    (text, datetime.date(1941, 2, 3))
                    for text in (
                        *(
                            "3 tháng 2 năm 1941",
                            "ngày 03 tháng 02 năm 1941",
                            "3-thg 2-1941",
                            "03 thg 2, 1941",
                            "ngày 3/2/1941",
                        ),
                        *(
                            "1941/02/03",
                            "1941.2.3",
                            "3-Feb-41",
                            "03-Feb-1941",
                            "3 February 1941",
                            "Feb 3, 1941",
                            "sinh ngày 3.2.1941",
                        ),
                    )
                ),
                *(
                    (text, datetime.date(1941, 1, 1))
                    for text in ("khoảng 1941", "?/?/1941", "xx/xx/1941", "năm 1941", "SN 1941")
                ),
                *((text, datetime.date(1941, 3, 1)) for text in ("tháng 3/1941", "?/3/1941", "T3 năm 1941")),
                ("31-Dec-19", datetime.date(2019, 12, 31)),
                *(
                    (text, datetime.date(1941, 2, 3))
                    for text in (
                        *("19410203", "03021941", "1941-02-03T00:00:00", "1941-02-03 00:00:00.000"),
                        *("1941-02-02T17:00:00Z", "1941-02-03T00:00:00+07:00", "03/02/1941 12:00:00 SA"),
                    )
                ),
            ),
            *stored(PRECISION, ("khoảng 1941", "year"), ("tháng 3/1941", "month"), ("3 tháng 2 năm 1941", "day")),
            *stored(PRECISION, *((text, "year") for text in ("19410000", "1941-00-00", "00001941"))),
            *stored(PRECISION, *((text, "month") for text in ("19410200", "1941-02", "194102", "1941-02-00"))),
            *refused("date_impossible", "31 tháng 2 năm 1941", "1941/14/02", "02/14/1941", "31-Feb-41"),
            *refused("date_form", "tháng hai năm nọ", "3-Fez-41", "200112", "030241", "12636000", "1263600"),
            *refused("date_form", "1941-02-02T23:05:00Z"),
            *refused("date_impossible", "19410230", "19410015", "1941-02-30T00:00:00"),
        ],
    ),
    ("words-listed", "csv", csv(line(**{"Ngày sinh": "3 tháng 2 năm 1941"})), {REPAIRED: {"day_in_words": 1}}),
    ("machine-number", "xlsx", book(spoil=cell("C2", 19_410_203)), {BORN: datetime.date(1941, 2, 3)}),
    ("machine-month", "xlsx", book(spoil=cell("K2", 202_601)), {START: datetime.date(2026, 1, 1)}),
    ("machine-year", "xlsx", book(spoil=cell("C2", 19_410_000)), {PRECISION: "year"}),
    *(
        (f"machine-parts-{number}", "csv", csv(line(**{"Ngày sinh": "01/02/1941", heading: code})), {PRECISION: known})
        for number, (heading, code, known) in enumerate(
            [("ChiCoNamSinh", "2", "year"), ("CCNS", "1", "month"), ("Chỉ có năm sinh", "0", "day")]
        )
    ),
    ("words-short-year", "csv", csv(line(**{"Ngày sinh": "3-Feb-41"})), {REPAIRED: {"year_of_two_digits": 1}}),
    *ones(
        "span-months",
        MONTHS,
        [
            *stored(
                "months",
                ("01/12/2025 - 30/11/2026", 12),
                ("Từ 01/12/2025 đến 30/11/2026", 12),
                ("15/12/2025-14/06/2026", 6),
                ("01-12-2025 - 31-12-2025", 1),
                ("từ ngày 01/12/2025 đến hết ngày 28/02/2026", 3),
                ("tháng 12/2025 đến tháng 11/2026", 12),
            ),
            *refused("months_not_whole", "01/12/2025 - 29/11/2026", "01/12/2025 - 01/12/2026"),
            *refused("months_range", "mười hai", "T12", "12/12"),
        ],
    ),
    *(
        (f"span-of-columns-{number:02}", "csv", csv(line(**dict(zip(headings, cells, strict=True)))), wanted)
        for number, (headings, cells, wanted) in enumerate(
            [
                (("Số tháng", "Từ tháng", "Đến tháng"), ("", "01/2026", "12/2026"), A_YEAR),
                (("Số tháng", "Từ tháng", "Đến tháng"), ("12", "01/01/2026", "01/12/2026"), A_YEAR),
                (("Số tháng", "Từ tháng", "Đến ngày"), ("", "01/01/2026", "31/12/2026"), A_YEAR),
                (("Số tháng", "Từ tháng", "Kết thúc"), ("1 năm", "T1/26", "31.12.2026"), A_YEAR),
                (("Số tháng", "Từ tháng"), ("01/01/2026 – 31/12/2026", ""), A_YEAR),
                (("Số tháng", "Từ tháng"), ("12 tháng (T1 - T12/2026)", ""), A_YEAR),
                (("Số tháng", "Từ tháng"), ("", "cả năm 2026"), A_YEAR),
                (("Số tháng", "Từ tháng"), ("", "Quý I/2026"), {"months": 3, START: datetime.date(2026, 1, 1)}),
                (("Số tháng", "Từ tháng", "Đến tháng"), ("6", "01/2026", "12/2026"), refuse_months("disagree")),
                (("Số tháng", "Từ tháng", "Đến ngày"), ("", "01/01/2026", "30/12/2026"), refuse_months("not_whole")),
                (("Số tháng", "Từ tháng", "Đến ngày"), ("12", "01/01/2026", "hết năm"), refuse_months("range")),
                (("Số tháng", "Từ tháng"), ("01/2026 - 12/2026", "02/2026"), [(2, "Từ tháng", "month_disagrees")]),
            ],
            1,
        )
    ),
    *(
        (f"span-heading-{number:02}", "csv", table(headings, cells), A_YEAR)
        for number, (headings, cells) in enumerate(
            [
                ([*WHO_GETS_A_CARD, first, last], [*WHO_HAS_A_CARD, "01/01/2026", "31/12/2026"])
                for first, last in (
                    ("Từ ngày", "Đến ngày"),
                    ("Bắt đầu", "Kết thúc"),
                    ("Ngày bắt đầu", "Ngày kết thúc"),
                    ("Giá trị sử dụng từ", "Giá trị sử dụng đến"),
                    ("Thẻ có giá trị từ ngày", "Thẻ có giá trị đến ngày"),
                    ("TuNgay", "DenNgay"),
                )
            ]
            + [
                ([*WHO_GETS_A_CARD, heading], [*WHO_HAS_A_CARD, "từ 01/2026 đến 12/2026"])
                for heading in ("Thời hạn", "Thời hạn sử dụng", "Thời hạn (từ … đến …)", "Từ tháng - đến tháng")
            ],
            1,
        )
    ),
    (
        "span-two-levels",
        "csv",
        table(
            [*WHO_GETS_A_CARD, "Thời hạn", ""],
            [*[""] * len(WHO_GETS_A_CARD), "Từ", "Đến"],
            [*WHO_HAS_A_CARD, "01/2026", "12/2026"],
        ),
        A_YEAR,
    ),
    ("span-listed", "csv", csv(line(**{"Số tháng": "01/2026 - 12/2026", "Từ tháng": ""})), A_SPAN),
    *ones(
        "span-start",
        "Từ tháng",
        [
            *stored(
                START,
                ("01/12/2025 - 30/11/2026", datetime.date(2025, 12, 1)),
                ("12/2025-11/2026", datetime.date(2025, 12, 1)),
                ("Dec-25", datetime.date(2025, 12, 1)),
                ("ngày 1 tháng 12 năm 2025", datetime.date(2025, 12, 1)),
            ),
            *refused("month_form", "15/12/2025 - 14/12/2026", "cuối năm"),
        ],
    ),
    ("days-from-1904", "xlsx", book(spoil=from_1904), {BORN: datetime.date(1941, 2, 3)}),
]
DAY = datetime.date(2025, 12, 5)


def with_column(heading, value, number_format="General"):
    """A workbook of one line that has one more column."""

    def spoil(made):
        made.active["N1"], made.active["N2"] = heading, value
        made.active["N2"].number_format = number_format

    return book(spoil=spoil)


def far_boxes(made):
    for row in range(3, 50):
        made.active[f"N{row}"] = False


TRUE_DAYS = [
    *(
        (f"day-in-{number}", "xlsx", with_column(heading, DAY, "d/m"), [(2, heading, "day_in_text")])
        for number, heading in enumerate(("Số quyết định", "Ghi chú", "Địa chỉ"))
    ),
    ("day-in-commune", "xlsx", book(spoil=cell("G2", DAY, "d/m")), [(2, "Xã/Phường", "day_in_text")]),
    ("day-typed", "xlsx", with_column("Số quyết định", "05/12/2025"), {"gift_list.decision_number": "05/12/2025"}),
    (
        "day-of-month",
        "xlsx",
        book(spoil=cell("K2", datetime.date(2025, 12, 1), "mm/yyyy")),
        {START: datetime.date(2025, 12, 1)},
    ),
    (
        "day-of-year",
        "xlsx",
        book(spoil=cell("C2", datetime.date(1905, 5, 3), "dd/mm/yyyy")),
        [(2, "Ngày sinh", "year_as_day")],
    ),
    ("mark-in-note", "xlsx", with_column("Ghi chú", True), {"note": "TRUE"}),
    ("no-mark-in-note", "xlsx", with_column("Ghi chú", False), {"note": "FALSE"}),
    ("mark-of-sex", "xlsx", with_column("Nữ", True), {"recipient.sex": "female"}),
    ("boxes-below", "xlsx", book(spoil=far_boxes), {"told.rows": 1}),
]
