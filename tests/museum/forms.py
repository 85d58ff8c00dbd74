"""Lists on the forms of social insurance, from the paper, from the programs that fill them, and like them."""

from tests.museum.builders import table, workbook
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
    ("Vợ (chồng)", "Họ và tên", "Xã"),
    ("Số tiền đã nhận từ", "Tỉnh", "Xã"),
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
                [*BLANKS, "Tổng cộng", "Nhà nước", "Ngân sách địa phương", "Nhà tài trợ"],
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
        "form-old-heading-for-both-beside-the-new",
        "csv",
        table(["Họ và tên", "Số CMND/CCCD", "Số CCCD mới", "Ngày sinh"], ["Lò Thị Ân", "186000001", *TWO[0][1:3]]),
        {"common": A_YEAR, NUMBER: WOMAN, WARNED: ["column_second", "category_empty"]},
    ),
    (
        "form-letterhead-of-two",
        "csv",
        listed([["BHXH TỈNH", "", "BỆNH VIỆN ĐA KHOA"], PERSON]),
        {"common": A_YEAR, NUMBER: WOMAN},
    ),
    (
        "form-units-below-the-header",
        "csv",
        listed([[*PERSON, "Số tiền"], ["(in hoa)", "(12 số)", "(ngày/tháng/năm)", "(đồng)"]], "1"),
        {"common": A_YEAR, NUMBER: WOMAN, NEW: 2},
    ),
    (
        "form-thousands-below-the-header",
        "csv",
        listed([[*PERSON, "Loại quà", "Số tiền"], ["(in hoa)", "", "", "", "(nghìn đồng)"]], "quà Tết", "379"),
        "money_unit",
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

TOP = [
    ["TÊN ĐƠN VỊ: UBND XÃ THỬ NGHIỆM", *[""] * 7, "Mẫu D03-TS"],
    ["Mã đơn vị: BW0000Z", *[""] * 7, "(Ban hành kèm theo Quyết định số 490/QĐ-BHXH ngày 28/3/2023)"],
    ["DANH SÁCH NGƯỜI CHỈ THAM GIA BẢO HIỂM Y TẾ"],
    ["Số: 01 tháng 12 năm 2025"],
]
D03 = [
    [
        *["STT", "Họ và tên", "Mã số BHXH", "Số CCCD/ ĐDCN/ Hộ chiếu", "Ngày, tháng, năm sinh", "Nữ"],
        *["Nơi đăng ký KCB ban đầu", "", "Tiền lương, trợ cấp, mức đóng", "Hỗ trợ thêm", ""],
        *["Thời gian tham gia", "", "Ghi chú"],
    ],
    [*[""] * 6, "Tỉnh", "Bệnh viện", "", "NSĐP", "Khác (tổ chức, cá nhân khác hỗ trợ)", "Từ ngày", "Số tháng", ""],
]
MARKS = ["A", "B", *map(str, range(1, 13))]


def d03(number, name, citizen, birth, tick):
    tail = ["Hà Tĩnh", "TYT xã", "2.340.000", "10", "379.080", "01/12/2025", "12", ""]
    return [number, name, f"401234560{number}", citizen, birth, tick, *tail]


def form(*groups, people="I"):
    """D03-TS with "Đối tượng tham gia" above, and the people of TWO below the sign of their group."""
    above = ["Đối tượng tham gia: Hộ cận nghèo   Lương cơ sở: 2.340.000   Tỷ lệ NSNN hỗ trợ: 70%"]
    people = [d03("1", *TWO[0][:3], "x"), d03("2", *TWO[1][:3], "")]
    ends = [["", "Cộng tăng", *[""] * 8, "758.160"], ["II", "Giảm"], ["", "Cộng giảm", *[""] * 8, "0"]]
    tail = [["Tổng số thẻ BHYT đề nghị cấp: 02"], ["Người lập biểu", *[""] * 7, "Thủ trưởng đơn vị"]]
    return workbook([*TOP, above, *D03, MARKS, *groups, *people, *ends, *tail])


D03_WANTED = {**CARD, **NEAR_POOR, SEX: "female", NUMBER: WOMAN, PROVINCE: "Nghệ An", COST: 379_080, LOCAL: 0}
D03_WANTED |= {NEW: 2, "told.rejected": 0, CONTROL: {"people": 2, COST: 758_160}, REPAIRED: {"said_above": 1}}
OF_MACHINES = [
    *["STT", "HoTen", "MasoBHXH", "PA", "Tiendong", "TienDongThucTe", "TuNgay", "HotroKhac", "TenTinhDangSS"],
    *["Matinh_DangSS", "TenxaDangSS", "Diachi_DangSS", "Sothang", "NgaySinh", "GioiTinh", "TenTinhBenhVien"],
    *["MaTinhBenhVien", "CMND", "SoCCCD", "SoBienLai", "SoBienLai"],
]
IN_WORDS = [
    *["STT", "Họ tên\n(bắt buộc nhập, (không viết tắt))", "Mã số BHXH", "Phương án", "Mức tiền đóng"],
    *["Số tiền thực tế", "Từ ngày (dd/mm/yyyy)", "Hỗ trợ khác", "Tỉnh đang sinh sống", "Mã tỉnh đang sinh sống"],
    *["Xã đang sinh sống", "Địa chỉ đang sinh sống", "Số tháng", "Ngày sinh", "Giới tính", "Tỉnh - Bệnh viện"],
    *["Mã Tỉnh - Bệnh viện", "CMND", "Số CCCD", "Số biên lai", "Số biên lai"],
]
OF_A_PERSON = [
    *["1", "Lò Thị Ân", "4012345600", "TM", "2340000", "0", "01/12/2025", "379080", "Nghệ An", "40", "Xã Gần", "."],
    *["12", "13/01/1950", "0", "Hà Tĩnh", "42", "", WOMAN, "1", "2"],
]
MACHINE_WANTED = {**CARD, SEX: "female", NUMBER: WOMAN, PROVINCE: "Nghệ An", COMMUNE: "Xã Gần", ADDRESS: ""}
MACHINE_WANTED |= {COST: 379_080, "months": 12, NEW: 1, "told.rejected": 0}
D05 = [
    [
        *["STT", "Họ và tên", "Mã số BHXH", "Số CCCD/CNTD/ĐDCN/hộ chiếu", "Địa chỉ", "Ngày biên lai", "Số biên lai"],
        *["Mức thu nhập tháng đóng BHXH", "Phương thức đóng", "", "Số tiền đóng", *[""] * 7],
        *["Mã số nhân viên thu", "Ghi chú"],
    ],
    [*[""] * 8, "Số tháng đóng", "Từ tháng/năm", "Số tiền phải đóng theo quy định", "Người tham gia đóng", "Trong đó"],
    [*[""] * 12, "NSNN hỗ trợ theo quy định", "", "NSĐP hỗ trợ thêm", "", "Hỗ trợ khác"],
    [*[""] * 12, *["Tỷ lệ % được hỗ trợ", "Số tiền"] * 3],
    ["A", "B", "C", *map(str, range(1, 18))],
    ["I", "Tăng"],
    ["I.1", "Người tham gia"],
    *(
        [
            *[number, name, f"401234560{number}", citizen, "thôn 1", "01/12/2025", "7", "1.500.000", "12", "12/2025"],
            *["3.960.000", "0", "50", "1.980.000", "10", "396.000", "40", "1.584.000", "NV1", ""],
        ]
        for number, (name, citizen, *_rest) in zip("12", TWO, strict=True)
    ),
    ["", "Cộng tăng", *[""] * 8, "7.920.000", "0", "", "3.960.000", "", "792.000", "", "3.168.000"],
    ["II", "Giảm"],
    ["II.1", "Người tham gia"],
    ["", "Cộng giảm", *[""] * 8, "0", "0", "", "0", "", "0", "", "0"],
    ["", "TỔNG CỘNG (I+II)", *[""] * 8, "7.920.000", "0", "", "3.960.000", "", "792.000", "", "3.168.000"],
    ["Tổng số sổ BHXH đề nghị cấp: 02"],
    ["", "Người lập biểu", *[""] * 6, "Cán bộ thu tiền", *[""] * 6, "Tổ chức dịch vụ thu"],
]
HOUSEHOLD = [
    ["PHỤ LỤC THÀNH VIÊN HỘ GIA ĐÌNH"],
    ["Họ và tên chủ hộ: Lò Thị Ân", "", "Số điện thoại: 0912000001"],
    ["Địa chỉ: thôn 1, xã Gần; Mã số hộ gia đình: 4000000001"],
    [
        *["STT", "Họ và tên", "Mã số BHXH", "Ngày, tháng, năm sinh", "Giới tính", "Nơi cấp giấy khai sinh"],
        *["Mối quan hệ với chủ hộ", "Số CCCD/ĐDCN/Hộ chiếu", "Ghi chú"],
    ],
    *(
        [number, name, f"401234560{number}", birth, sex, "Xã Xa, Hà Tĩnh", relation, citizen, ""]
        for number, relation, (name, citizen, birth, sex) in zip("12", ("Chủ hộ", "Chồng"), TWO, strict=True)
    ),
]
FORMS = [
    ("form-d03", "xlsx", form(["I", "Tăng"], ["I.1", "Người tham gia mới"]), D03_WANTED),
    ("form-d03-groups-without-signs", "xlsx", form(["", "TĂNG"], ["1.1", "Người tham gia mới"]), D03_WANTED),
    ("form-d03-sums-beside-groups", "xlsx", form(["I", "Tăng", *[""] * 8, "758.160"]), D03_WANTED),
    ("form-d03-of-wages", "xlsx", form(["I. Tăng"], ["I.2 Tiền lương, trợ cấp"]), D03_WANTED),
    (
        "form-d03-groups-numbered-thrice",
        "xlsx",
        form(["I", "Tăng"], ["I.1", "Người tham gia"], ["I.1.1", "Đóng tiếp"]),
        D03_WANTED,
    ),
    (
        "form-d05",
        "xlsx",
        workbook([["Mẫu D05-TS"], ["DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM XÃ HỘI TỰ NGUYỆN"], *D05]),
        {**BOOK, COST: 1_584_000, STATE: 1_980_000, LOCAL: 396_000, NEW: 2, CONTROL: {"people": 2, COST: 3_168_000}},
    ),
    ("form-machine-names", "xlsx", workbook([[], [], OF_MACHINES, OF_A_PERSON]), MACHINE_WANTED),
    (
        "form-machine-names-otherwise-written",
        "csv",
        table([name.upper().replace("_", "") for name in OF_MACHINES], OF_A_PERSON),
        MACHINE_WANTED,
    ),
    ("form-machine-names-below-words", "csv", table(IN_WORDS, OF_MACHINES, OF_A_PERSON), MACHINE_WANTED),
    ("form-machine-names-above-words", "csv", table(OF_MACHINES, IN_WORDS, OF_A_PERSON), MACHINE_WANTED),
    ("form-words-with-long-notes", "csv", table(IN_WORDS, OF_A_PERSON), MACHINE_WANTED),
    (
        "form-d05-of-machines",
        "csv",
        table(
            [
                "HoTen",
                "MasoBHXH",
                "SoCCCD",
                "NgaySinh",
                "MucTien",
                "Tuthang",
                "Sothang",
                "Phuongthuc",
                "TyleNSNN",
                "TienHotro",
            ]
            + ["TyleNSDP", "TienNSDP", "TyleHotroKhac", "TienHotroKhac", "TienTudong", "Tongtien"],
            [
                "Lò Thị Ân",
                "4012345600",
                WOMAN,
                "1950",
                "1500000",
                "12/2025",
                "12",
                "12",
                "50",
                "1980000",
                "0",
                "0",
                "50",
            ]
            + ["1980000", "0", "3960000"],
        ),
        {**BOOK, COST: 1_980_000, STATE: 1_980_000, LOCAL: 0, NEW: 1, "told.rejected": 0},
    ),
    (
        "form-of-a-household",
        "csv",
        table(*HOUSEHOLD),
        {"common": A_YEAR, "recipient.full_name": "Lò Thị Ân", NUMBER: WOMAN, ADDRESS: "thôn 1, xã Gần", NEW: 2},
    ),
    (
        "form-households-in-a-commune",
        "csv",
        table(PERSON, ["A. Xã Gần"], ["I. Hộ bà Lò Thị Ân"], TWO[0][:3], ["II. Chủ hộ: Vừ Văn Ba"], TWO[1][:3]),
        {"common": A_YEAR, COMMUNE: "Xã Gần", NEW: 2, WARNED: ["category_empty"], REPAIRED: {"group_carried": 1}},
    ),
    (
        "form-of-a-household-behind-the-list",
        "xlsx",
        workbook([[*PERSON, "Ghi chú"], [*TWO[0][:3], ""]], HOUSEHOLD),
        {"common": A_YEAR, NEW: 1, WARNED: ["category_empty", "sheet_not_read"], "told.asked": ["left_out"]},
    ),
]


def told_above(*rows, common=A_YEAR, **wanted):
    return listed([PERSON], above=rows), {"common": common, NEW: 2, **wanted}


ABOVE = [
    ("form-category-above", "csv", *told_above(["Nhóm đối tượng: HCN; Nguồn đóng: NSNN"], **NEAR_POOR)),
    (
        "form-category-above-numbered",
        "csv",
        *told_above(["Đợt 1  2. Đối tượng tham gia: Hộ cận nghèo (CN)"], **NEAR_POOR),
    ),
    (
        "form-people-counted-above",
        "csv",
        *told_above(["Tổng số đối tượng: 2"], category="", **{WARNED: ["category_empty"]}),
    ),
    ("form-category-above-beside", "csv", *told_above(["Đối tượng tham gia:", "", "Hộ cận nghèo"], **NEAR_POOR)),
    (
        "form-category-above-unknown",
        "csv",
        *told_above(
            ["Đối tượng tham gia: Hộ gia đình khác"], category="", **{WARNED: ["said_above_unknown", "category_empty"]}
        ),
    ),
    (
        "form-category-above-and-told-by-the-officer",
        "csv",
        *told_above(
            ["Đối tượng tham gia: Hộ cận nghèo"],
            common={**A_YEAR, "category": "hộ nghèo"},
            category="poor_household",
            **{REPAIRED: {}},
        ),
    ),
]
FORM_PIECES = [*SUB_HEADINGS, *LEVELS, *OLD_NUMBERS, *WORDINGS, *FORMS, *ABOVE]
