"""The part of the museum that shows what single cells say, in rooms as in cases.py: each kind with its neighbours."""

import datetime

from tests.museum.cases import BORN, COMMUNE, MONEY, MONTHS, NAME, ones, refused, stored

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
        "phone",
        "Điện thoại",
        [
            *refused("phone_filler", "0000000000", "0999999999", "0123456789", "1234567890", "0111 111 111"),
            *refused("phone_lost_digits", "9.12E+08", "9,1E+8", "8.49123E+10"),
            *refused("phone_several", "0912000001; 0987000002", "0912000001 - 0987000002", "0912000001/0987000002"),
            *refused("phone_several", "024 3824 1234 hoặc 0912 000 001", "0912000001 0987000002"),
            *refused("phone_form", "0912 000 001 (con gái)", "gọi bác Tư", "05/12/2025", "0912000001/02", "12"),
            *stored(
                "recipient.phone",
                *((number, number) for number in ("+84 912 000 001", "0912.000.001", "(024) 3824 1234", "84912000001")),
                ("912000001", "0912000001"),
                ("Zalo: 0912000001", "0912000001"),
            ),
        ],
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
                ("Ông Thị Bình", "Ông Thị Bình"),
                ("Anh Đào", "Anh Đào"),
                ("Bá Thị Bình", "Bá Thị Bình"),
                ("LÒ THỊ BÌNH.", "LÒ THỊ BÌNH"),
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
CELLS = [case for room in (LETTERS, NUMBERS, NAMES, ENDS) for case in room]
