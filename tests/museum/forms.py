"""Lists on the forms of social insurance, from the paper, from the programs that fill them, and like them."""

from tests.museum.builders import table
from tests.sheets import a_citizen_number

CARD, BOOK = {"common": {"kind": "hi_card"}}, {"common": {"kind": "si_book"}}
COSTS = {"common": {"donor_cost_vnd": "379.080"}}
A_YEAR = {"kind": "hi_card", "months": "12", "starts_on": "12/2025", "donor_cost_vnd": "379.080"}
SEX, CATEGORY, PROVINCE = "recipient.sex", "category", "gift_list.province.name"
NUMBER, COMMUNE, ADDRESS = "recipient.citizen_number", "recipient.commune", "recipient.address"
COST, STATE, LOCAL = "donor_cost_vnd", "state_support_vnd", "local_topup_vnd"
NEW, WARNED, REPAIRED, CONTROL = "told.new", "told.warned", "told.repair_counts", "told.control"
WOMAN, MAN = a_citizen_number(11, sex="nữ", year=1950), a_citizen_number(12, sex="nam", year=1951)
TWO = [("Lò Thị Ân", WOMAN, "13/01/1950", "nữ"), ("Vừ Văn Ba", MAN, "14/02/1951", "nam")]
NEAR_POOR = {CATEGORY: "near_poor_household"}


def listed(headings, *cells, above=()):
    """A CSV: the title rows, the heading rows, and Lò Thị Ân and Vừ Văn Ba with `cells` behind name, number, birth."""
    return table(*above, *headings, *([*person[:3], *cells] for person in TWO))


PERSON = ["Họ và tên", "Số CCCD", "Ngày sinh"]
OTHERS = [  # a heading of something else, over headings that the list has or might have
    ("Nơi đăng ký KCB ban đầu", "Tỉnh", "Bệnh viện"),
    ("Nơi cấp giấy khai sinh", "Tỉnh/TP", "Xã/phường"),
    ("Người giám hộ", "Họ và tên", "Số CCCD"),
    ("Chủ hộ", "Họ và tên", "Ngày sinh"),
]
SUB_HEADINGS = [
    (
        f"form-below-something-else-{number}",
        "csv",
        listed(
            [[*PERSON, "Loại quà", "Số tháng", "Từ tháng", "Đối tượng", upper, ""], [*[""] * 7, *lower]],
            *["thẻ BHYT", "12", "12/2025", "hộ cận nghèo", "Hà Tĩnh", "Xã Xa"],
        ),
        {**COSTS, NUMBER: WOMAN, PROVINCE: "Nghệ An", COMMUNE: "", NEW: 2},
    )
    for number, (upper, *lower) in enumerate(OTHERS, 1)
] + [
    (
        "form-below-the-address",
        "csv",
        listed([[*PERSON, "Loại quà", "Nơi cư trú", ""], [*[""] * 4, "Xã", "Tỉnh"]], "quà Tết", "Xã Gần", "Nghệ An"),
        {COMMUNE: "Xã Gần", "common": {"donor_cost_vnd": "1"}},
    )
]

PAID = {COST: 379_080, STATE: 884_520, LOCAL: 0, NEW: 2, "told.donor_cost_vnd": 758_160, "told.rejected": 0}
CARDS = [*PERSON, "Loại quà", "Số tháng", "Từ tháng", "Đối tượng"]
FOR_A_YEAR = ["thẻ BHYT", "12", "12/2025", "hộ cận nghèo"]
BLANKS = [""] * 7
PARTS = ["1.263.600", "884.520", "0", "379.080"]
UNDER_ONE = ["", "Người được tặng", "", "", "Cơ sở KCB", "", "", "Mức hỗ trợ", "", "", ""]
LEVELS = [
    (
        "form-the-hospital-says-more-than-the-list",
        "csv",
        table(
            UNDER_ONE,
            ["STT", *PERSON, "Tỉnh", "Xã", "Địa chỉ", "Loại quà", "Số tháng", "Từ tháng", "Số tiền"],
            ["1", *TWO[0][:3], "Hà Tĩnh", "Xã Xa", "số 1", "thẻ BHYT", "12", "12/2025", "379.080"],
        ),
        {PROVINCE: "Nghệ An", COMMUNE: "", ADDRESS: "", COST: 379_080},
    ),
    (
        "form-three-levels-of-money",
        "csv",
        listed(
            [
                [*CARDS, "Số tiền", "", "", ""],
                [*BLANKS, "Tổng số", "Chia ra", "", ""],
                [*BLANKS, "", "NSNN hỗ trợ", "NSĐP hỗ trợ", "Tổ chức, cá nhân hỗ trợ"],
            ],
            *FOR_A_YEAR,
            *PARTS,
        ),
        PAID,
    ),
    (
        "form-two-levels-of-money",
        "csv",
        listed(
            [
                [*CARDS, "Kinh phí (đồng)", "", "", ""],
                [*BLANKS, "Tổng cộng", "Ngân sách nhà nước", "Ngân sách địa phương", "Nguồn xã hội hóa"],
            ],
            *FOR_A_YEAR,
            *PARTS,
        ),
        PAID,
    ),
    (
        "form-four-levels-of-money-and-rates",
        "csv",
        listed(
            [
                [*CARDS, "Số tiền đóng", *[""] * 7],
                [*BLANKS, "Số tiền phải đóng theo quy định", "Người tham gia đóng", "Trong đó", *[""] * 5],
                [*BLANKS, "", "", "NSNN hỗ trợ theo quy định", "", "NSĐP hỗ trợ thêm", "", "Hỗ trợ khác", ""],
                [*BLANKS, "", "", *["Tỷ lệ % được hỗ trợ", "Số tiền"] * 3],
                [*"ABC", *map(str, range(1, 13))],
            ],
            *FOR_A_YEAR,
            *["1.263.600", "0", "70", "884.520", "0", "0", "30", "379.080"],
        ),
        PAID,
    ),
    (
        "form-three-levels-without-marks",
        "csv",
        listed(
            [
                [*CARDS, "Số tiền", "Tiền lương", "", ""],
                [*BLANKS, "", "Mức lương", "Phụ cấp", ""],
                [*BLANKS, "", "", "Chức vụ", "Thâm niên nghề (%)"],
            ],
            *FOR_A_YEAR,
            *["379.080", "5.000.000", "", ""],
        ),
        {COST: 379_080, NEW: 2, "told.rejected": 0},
    ),
    (
        "form-what-another-pays",
        "csv",
        listed(
            [[*CARDS, "Hỗ trợ khác", "", "Người dân tự đóng", ""], [*BLANKS, *["Tỷ lệ", "Số tiền"] * 2]],
            *FOR_A_YEAR,
            *["30", "379.080", "0", "884.520"],
        ),
        {COST: 379_080, STATE: 0, NEW: 2},
    ),
]

OLD_NUMBERS = [
    (
        "form-old-number-beside-the-new",
        "csv",
        table(
            ["Họ và tên", "Số CMND", "Số CCCD", "Ngày sinh", *CARDS[3:]],
            ["Lò Thị Ân", "186000001", *TWO[0][1:3], *FOR_A_YEAR],
        ),
        {**COSTS, NUMBER: WOMAN, NEW: 1, WARNED: ["column_second"]},
    ),
    (
        "form-old-number-of-one-without-a-new",
        "csv",
        table(
            ["Họ và tên", "CMT", "Thẻ căn cước", "Ngày sinh", *CARDS[3:]],
            ["Lò Thị Ân", "186000001", "", "1950", *FOR_A_YEAR],
        ),
        [(2, "Số tiền (đồng)", "value_missing"), (2, "Số định danh/CCCD", "citizen_old_id")],
    ),
    (
        "form-new-number-below-the-old-heading",
        "csv",
        table(["HoTen", "NgaySinh", "CMND", "SoCCCD", *CARDS[3:]], ["Lò Thị Ân", "1950", WOMAN, "", *FOR_A_YEAR]),
        {**COSTS, NUMBER: WOMAN, WARNED: ["column_second"]},
    ),
    (
        "form-old-heading-alone",
        "csv",
        table(["Họ và tên", "Số CMND", "Ngày sinh", *CARDS[3:]], [*TWO[0][:3], *FOR_A_YEAR]),
        {**COSTS, NUMBER: WOMAN, WARNED: []},
    ),
]

LONG = {
    "recipient.full_name": "Lò Thị Ân",
    NUMBER: WOMAN,
    COMMUNE: "Xã Gần",
    COST: 379_080,
    "months": 12,
    **NEAR_POOR,
    "told.rejected": 0,
}
LONG_HEADINGS = [
    (
        *["Họ và tên người được tặng thẻ BHYT", "Số CCCD/ ĐDCN/ Hộ chiếu", "Ngày, tháng, năm sinh (dương lịch)"],
        *["Nơi cư trú (xã, phường)", "Thuộc đối tượng", "Hình thức hỗ trợ", "Số tháng được hỗ trợ đóng"],
        *["Thời điểm bắt đầu tham gia", "Số tiền chương trình hỗ trợ (đồng)"],
    ),
    (
        *["Họ tên người nhận hỗ trợ đóng BHYT", "Số định danh cá nhân hoặc số căn cước", "Ngày sinh người tham gia"],
        *["Địa chỉ (Xã/Phường)", "Đối tượng được hỗ trợ", "Loại quà tặng", "Số tháng đóng BHYT"],
        *["Tháng bắt đầu đóng", "Kinh phí nhà tài trợ chi"],
    ),
    (
        *["HO TEN NGUOI DUOC CAP THE", "So CMND/CCCD/Ho chieu", "Nam sinh (nguoi thu huong)", "Xa noi cu tru"],
        *["Dien doi tuong", "Loai qua", "So thang de nghi ho tro", "Thoi han su dung the tu ngay"],
        "So tien ho tro dong BHYT",
    ),
]
WORDINGS = [
    (
        f"form-long-headings-{number}",
        "csv",
        table(headings, [*TWO[0][:3], "Xã Gần", "hộ cận nghèo", "thẻ BHYT", "12", "12/2025", "379.080"]),
        LONG,
    )
    for number, headings in enumerate(LONG_HEADINGS, 1)
]

FORM_PIECES = [*SUB_HEADINGS, *LEVELS, *OLD_NUMBERS, *WORDINGS]
