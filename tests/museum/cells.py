"""The part of the museum that shows what single cells say, in rooms as in cases.py: each kind with its neighbours."""

import datetime

from tests.museum.builders import book, cell, csv, line, table, workbook
from tests.museum.cases import (
    BORN,
    CATEGORY,
    COMMUNE,
    MONEY,
    MONTHS,
    NAME,
    NUMBER,
    REPAIRED,
    WARNED,
    ones,
    refused,
    stored,
)
from tests.museum.days import with_column


def day_in_note(made):
    made.active["O1"], made.active["O2"] = "Ghi chú", datetime.date(2025, 12, 5)


LETTERS = [
    *ones(
        "letters-name",
        "Họ và tên",
        [
            *refused(
                "letters_foreign", "Hоàng Văn Dụ", "Phạm Τhị Ví", "𝐋ò Thị Bình", "Lò Thị Bình\u1d43", "Lò Thị Bınh"
            ),
            *refused("name_letters", "Lò Thị 王"),
            *refused("letters_turned", "Lò \u2067íhT\u2069 Bình", "\u202ehnìB ihT òL", "Lò Thị\u200f Bình"),
            *stored(
                NAME,
                ("\u202aLò Thị Bình\u202c", "Lò Thị Bình"),
                ("Lò\u3164Thị\ufe0f Bình\u034f", "Lò Thị Bình"),
                ("Lò Thị\u200d Bình\U000e0041", "Lò Thị Bình"),
                ("Y Ƀlŏ Êban", "Y Ƀlŏ Êban"),
            ),
        ],
    ),
    *ones(
        "letters-commune",
        "Xã/Phường",
        [*refused("letters_foreign", "Xã Тhử"), *refused("letters_turned", "Xã \u202eABC")],
    ),
    *ones(
        "letters-note",
        "Ghi chú",
        [(f"Thuốc № 5 – 37 ℃, {sign}", None, "note", f"Thuốc № 5 – 37 ℃, {sign}") for sign in "½…"],
    ),
]
NUMBERS = [
    *ones(
        "filler-citizen",
        "Số CCCD",
        refused(
            "citizen_filler",
            *("111111111111", "000000000000", "000000000001", "123456789012", "012345678901", "987654321098"),
            *("121212121212", "123123123123", "999999999998", "040141000000", "000141000123"),
        ),
    ),
    *ones(
        "filler-si",
        "Mã số BHXH",
        [
            *refused("si_filler", "1111111111", "0000000001", "1234567890", "0123456789", "0101010101"),
            *refused("si_lost_digits", "1.23E+09", "1,2E+9"),
            *stored("recipient.si_number", ("0112233445", "0112233445")),
        ],
    ),
    *ones(
        "labelled-citizen",
        "Số CCCD",
        [
            *stored(
                NUMBER,
                *(
                    (text, "040141000011")
                    for text in (
                        *("040-141-000-011", "040_141_000_011", "CCCD: 040141000011", "Số căn cước 040141000011"),
                        *("ĐDCN 040 141 000 011", "040141000011 (CCCD)", "CCCD040141000011"),
                    )
                ),
            ),
            *refused("citizen_old_id", "CMND 186123456", "CMT: 186 123 456"),
            *refused("citizen_lost_zero", "CCCD 40141000011"),
            *refused("citizen_form", "040141000011 cấp 2021", "186123456; 040141000011", "SĐT 0912345678"),
        ],
    ),
    ("labelled-listed", "csv", csv(line(**{"Số CCCD": "CCCD: 040141000011"})), {REPAIRED: {"number_without_signs": 1}}),
    *ones(
        "money-in-short",
        MONEY,
        [
            *stored(
                "donor_cost_vnd",
                *((text, 500_000) for text in ("500k", "500 K", "500 ngđ", "VND 500.000", "500.000 đồng chẵn")),
                *((text, 1_200_000) for text in ("1tr2", "1 tr 2", "1tr200", "1 triệu 200 nghìn")),
                ("1 tỷ 200 nghìn", 1_000_200_000),
            ),
            *refused("money_form", "1tr25", "500n", "500k/suất", "1 triệu 2000 nghìn", "2 nghìn 1 triệu", "1,264k"),
        ],
    ),
    ("money-in-short-listed", "csv", csv(line(**{MONEY: "500k"})), {REPAIRED: {"money_in_words": 1}}),
    *ones(
        "phone",
        "Điện thoại",
        [
            *refused("phone_filler", "0000000000", "0999999999", "0123456789", "1234567890", "0111 111 111"),
            *refused("phone_lost_digits", "9.12E+08", "9,1E+8", "8.49123E+10"),
            *refused("phone_several", "0912000001; 0987000002", "0912000001 - 0987000002", "0912000001/0987000002"),
            *refused("phone_several", "024 3824 1234 hoặc 0912 000 001", "0912000001 0987000002"),
            *refused("phone_several", "0912000001 (con) 0987000002", "0912000001 (CCCD 040141000011)"),
            *refused(
                "phone_form",
                "05/12/2025",
                "0912000001/02",
                "12",
                "09120000 (con gái)",
                "0912000001 2 con",
                "0111 111 111 (con)",
            ),
            *stored(
                "recipient.phone",
                *((number, number) for number in ("+84 912 000 001", "0912.000.001", "(024) 3824 1234", "84912000001")),
                ("912000001", "0912000001"),
                ("Zalo: 0912000001", "0912000001"),
                ("0912000001 (Zalo)", "0912000001"),
                ("+84912000001 - chị Hoa", "+84912000001"),
                ("912000001 con gái", "0912000001"),
                *((words, "") for words in ("gọi bác Tư", "chung với mẹ", "không có số", "ko có ĐT", "không dùng")),
            ),
            *stored(
                "note",
                *((f"{text}", "Điện thoại: con gái") for text in ("0912 000 001 (con gái)", "con gái: 0912.000.001")),
                ("0912.000.001 - chị Hoa", "Điện thoại: chị Hoa"),
                ("Chị Hoa (0912000001) trưởng thôn", "Điện thoại: Chị Hoa trưởng thôn"),
                ("chung với mẹ: 0912000001", "Điện thoại: chung với mẹ"),
                ("gọi bác Tư", "Điện thoại: gọi bác Tư"),
                *((text, "") for text in ("0912000001 (Zalo)", "không có", "chưa có số điện thoại", "0912000001")),
            ),
        ],
    ),
    (
        "phone-beside-note",
        "csv",
        csv(line(**{"Điện thoại": "0912000001 (con gái)", "Ghi chú": "ốm"})),
        {"note": "ốm; điện thoại: con gái", "recipient.phone": "0912000001"},
    ),
    (
        "phone-as-above",
        "csv",
        csv(line(**{"Điện thoại": "0912000001 (mẹ)"}), line(2, **{"Điện thoại": "như trên"})),
        {"told.new": 2, REPAIRED: {"phone_words": 2, "like_above": 1}},
    ),
    ("phone-listed", "csv", csv(line(**{"Điện thoại": "gọi bác Tư"})), {REPAIRED: {"phone_words": 1}}),
    (
        "phone-and-day-in-note",
        "xlsx",
        book(line(**{"Điện thoại": "gọi bác Tư"}), spoil=day_in_note),
        [(2, "Ghi chú", "day_in_text")],
    ),
]
NAMES = [
    *ones(
        "title",
        "Họ và tên",
        [
            *stored(
                NAME,
                *(
                    (f"{title} Lò Thị Bình", "Lò Thị Bình")
                    for title in (
                        "Bà",
                        "BÀ:",
                        "Ông",
                        "Cụ",
                        "Cụ bà",
                        "Anh",
                        "Chị",
                        "Em",
                        "Cháu",
                        "Ông/Bà",
                        "Hộ bà",
                        "1.",
                        "2",
                        "- ",
                    )
                ),
                ("3) Bà. Lò Thị Bình", "Lò Thị Bình"),
                ("Bà Rah Lan H'Nga", "Rah Lan H'Nga"),
                ("Ông: Ích Khiêm Ân", "Ích Khiêm Ân"),
                ("Ông Ích Khiêm", "Ông Ích Khiêm"),
                ("Em Xồng Sỹ Quý", "Xồng Sỹ Quý"),
                ("ông Cụt Công Bảy", "Cụt Công Bảy"),
                ("Ông Cụt Công Bảy", "Cụt Công Bảy"),
                ("Em Kha Thị Hồng Thủy", "Kha Thị Hồng Thủy"),
                ("Ông Thị Bình", "Ông Thị Bình"),
                ("Anh Đào", "Anh Đào"),
                ("Bá Thị Bình", "Bá Thị Bình"),
                ("LÒ THỊ BÌNH.", "Lò Thị Bình"),
            ),
            *refused("name_title", "Bà Năm", "Cụ: Tư", "1. Cháu Bình"),
            *refused("name_form", "Lò Thị Bình (mất 2024)", "Lò Thị Bình, Vừ A Ba", "1."),
            *refused("name_none", "TRUE", "Không có"),
        ],
    ),
]
ENDS = [
    *ones("end-months", MONTHS, stored("months", ("12 tháng.", 12), ("12.", 12), ("1 năm;", 12))),
    *ones(
        "end-money",
        MONEY,
        stored("donor_cost_vnd", *((f"379.080{end}", 379_080) for end in (".", "đ.", ",", ".-", "./."))),
    ),
    *ones(
        "end-birth",
        "Ngày sinh",
        stored(BORN, ("02/02/1941.", datetime.date(1941, 2, 2)), ("-", None), ("không rõ", None)),
    ),
    *ones(
        "end-phone", "Điện thoại", stored("recipient.phone", ("0912000001.", "0912000001"), ("–", ""), ("chưa có", ""))
    ),
    *ones("end-si", "Mã số BHXH", stored("recipient.si_number", ("...", ""), ("không", ""))),
    *ones("end-note", "Ghi chú", stored("note", ("—", ""), ("không", "không"), ("ốm.", "ốm."))),
    *ones("end-commune", "Xã/Phường", stored(COMMUNE, ("-", ""))),
]
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Loại quà", "Số tiền"]
FIRST = ["1", "Lò Thị Bình", "02/02/1941", "040141000011", "quà Tết", "500.000"]
CHOICES = [
    *ones(
        "category",
        "Đối tượng",
        [
            *stored(
                CATEGORY,
                *((text, "near_poor_household") for text in ("Hộ CN", "H. cận nghèo", "Thuộc diện hộ cận nghèo")),
                *(
                    (text, "near_poor_household")
                    for text in ("Hộ gia đình cận nghèo", "hgđ cận nghèo", "HCN (cận nghèo)")
                ),
                *(
                    (text, "near_poor_household")
                    for text in ("Hộ GĐ cận nghèo", "cận nghèo (DTTS)", "Cận nghèo đa chiều")
                ),
                *((text, "poor_household") for text in ("Gia đình nghèo", "HGĐ nghèo", "hộ nghèo đa chiều")),
                *(
                    (text, "student_in_hardship")
                    for text in ("hs", "sv", "HS-SV", "HS, SV", "học sinh SV", "HSSV có HCKK")
                ),
                *((text, "ethnic_minority") for text in ("người DTTS", "DT", "dân tộc TS")),
                *(
                    (text, "average_living_standard_farming")
                    for text in ("hộ nông lâm ngư", "GB", "hộ NLNN", "Hộ gia đình làm nông, lâm, ngư, diêm nghiệp MSTB")
                ),
                *((text, "informal_worker") for text in ("LĐ tự do", "LĐ phi chính thức", "người lao động tự do")),
                *((text, "policy_family") for text in ("GĐ chính sách", "GĐCS", "hộ chính sách")),
                *((text, "other_hardship") for text in ("HCKK", "hoàn cảnh KK", "người có HCKK")),
                *((text, "island_resident") for text in ("XD", "người dân xã đảo")),
                ("TEMC", "child_special_circumstances"),
                ("BN", "patient_in_hardship"),
                ("mẹ đơn thân", "single_mother"),
                *((text, "poor_household") for text in ("H.Nghèo", "Diện hộ nghèo", "Nghèo")),
                ("NKT nặng", "disabled"),
                ("Mồ côi", "child_special_circumstances"),
                ("ĐBDTTS", "ethnic_minority"),
                ("Hộ cận nghèo, người cao tuổi", "near_poor_household"),
                ("DTTS; hộ cận nghèo", "near_poor_household"),
                ("Người cao tuổi và NKT", "elderly"),
            ),
            *refused("category_several", "Hộ nghèo, hộ cận nghèo", "Hộ nghèo/HSSV", "Hộ nghèo (hộ cận nghèo)"),
            *refused("choice_unknown", "Hộ cận ngèo", "Hộ nghèo, abc", "xyz"),
            *refused("choice_unknown", "BTXH", "HGĐ", "Hộ gia đình", "Hộ gia đình khác", "TE", "KT", "dân tộc", "MSTB"),
        ],
    ),
    (
        "category-of-group-row",
        "csv",
        table([*HEADER, "Đối tượng"], ["I", "Hộ gia đình cận nghèo"], [*FIRST, ""]),
        {CATEGORY: "near_poor_household"},
    ),
    ("category-listed", "csv", csv(line(**{"Đối tượng": "DTTS, HCN"})), {REPAIRED: {"category_of_several": 1}}),
    *ones(
        "kind",
        "Loại quà",
        [
            *stored(
                "kind",
                *(
                    (text, "hi_card")
                    for text in (
                        "Thẻ BHYT HGĐ",
                        "BHYT hộ cận nghèo",
                        "Tặng thẻ BHYT",
                        "Trao tặng thẻ BHYT cho người cao tuổi",
                    )
                ),
                *((text, "hi_card") for text in ("Thẻ Bảo hiểm y tế 12 tháng", "BHYT (12 tháng)", "01 thẻ BHYT.")),
                ("Sổ BHXH 6 tháng", "si_book"),
                ("BHXHTN", "si_book"),
                ("Thẻ BHYT HGĐ 12 th", "hi_card"),
            ),
            *refused("choice_unknown", "Tặng", "thẻ xe buýt", "BHYT BHXH"),
        ],
    ),
]
DECISION = "gift_list.decision_number"
FORMATS = [
    ("format-zeros", "xlsx", with_column("Số quyết định", 12, "0000"), {DECISION: "0012"}),
    ("format-long", "xlsx", with_column("Số quyết định", 12_345, "0000"), {DECISION: "12345"}),
    ("format-words", "xlsx", with_column("Số quyết định", 12, '"QĐ-"000"/BHXH"'), {DECISION: "QĐ-012/BHXH"}),
    ("format-plain", "xlsx", with_column("Số quyết định", 12, "0"), {DECISION: "12"}),
    ("format-of-text", "xlsx", with_column("Số quyết định", "12", "0000"), {DECISION: "12"}),
    (
        "format-of-phone",
        "xlsx",
        with_column("Điện thoại", 912_000_001, "0000\\ 000\\ 000"),
        {"recipient.phone": "0912 000 001"},
    ),
    ("format-of-number", "xlsx", book(spoil=cell("E2", 40_141_000_001, "000000000000")), {NUMBER: "040141000001"}),
    ("format-of-rate", "xlsx", book(spoil=cell("M2", 0.7, "0%")), [(2, "NSNN hỗ trợ", "money_rate")]),
    ("format-of-rate-made", "xlsx", book(spoil=cell("M2", 0.705, "#,##0.0%")), [(2, "NSNN hỗ trợ", "money_rate")]),
]


def merged_people(second, *places):
    """Two rows of a workbook, cells of which are merged."""
    return workbook([HEADER, FIRST, second], spoil=lambda made: [made.active.merge_cells(place) for place in places])


PEOPLE = [
    (
        "merged-name",
        "xlsx",
        merged_people(["2", None, "03/03/1941", "040141000012", "quà Tết", "500.000"], "B2:B3"),
        [(3, "Họ và tên", "person_as_above")],
    ),
    (
        "merged-name-other-birth",
        "xlsx",
        merged_people(["2", None, "03/03/1941", None, "quà Tết", "500.000"], "B2:B3"),
        [(3, "Họ và tên", "person_as_above")],
    ),
    (
        "merged-number",
        "xlsx",
        merged_people(["2", "Vừ A Ba", None, None, "quà Tết", "500.000"], "D2:D3"),
        [(3, "Số định danh/CCCD", "person_as_above")],
    ),
    (
        "merged-person",
        "xlsx",
        merged_people(["2", None, None, None, "hỗ trợ bão lũ", "1.000.000"], "B2:B3", "C2:C3", "D2:D3"),
        {"told.new": 2, "told.warned": ["category_empty"]},
    ),
    ("old-person", "csv", csv(line(**{"Ngày sinh": "02/02/1909", "Số CCCD": "040109000011"})), {WARNED: ["very_old"]}),
    (
        "old-person-without-papers",
        "csv",
        csv(line(**{"Ngày sinh": "1910", "Số CCCD": "", "Không có giấy tờ (lý do)": "mất"})),
        {WARNED: ["very_old"]},
    ),
    ("costs-nothing", "csv", csv(line(**{MONEY: "0"})), {WARNED: ["amount_small"]}),
    (
        "costs-nothing-of-total",
        "csv",
        csv(line(**{MONEY: "", "Tổng mức đóng": "884.520"})),
        {WARNED: ["costs_nothing"]},
    ),
    *ones("rate", "NSNN hỗ trợ", refused("money_rate", "70%", "70 %", "0,7", "0.70", "70 phần trăm")),
]
CELLS = [case for room in (LETTERS, NUMBERS, NAMES, ENDS, CHOICES, PEOPLE, FORMATS) for case in room]
