"""The part of the museum that shows what single cells say, in rooms as in cases.py: each kind with its neighbours."""

from tests.museum.cases import NAME, ones, refused, stored

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
CELLS = [case for room in (LETTERS,) for case in room]
