"""The forms of filing as data: D03-TS for cards and D05-TS for books, and the sheet of VNPT for each.

Their columns stand as QĐ 490/QĐ-BHXH of 28/3/2023 has them. What a column holds is named in values.py.
"""

from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from programmes.exchange.filing.values import VALUES
from programmes.models import Insurance


class FormColumn(NamedTuple):
    """`headings` from the uppermost level down: a column with fewer than others reaches to the lowest by itself.

    `value` is a name of VALUES, or ROW for the number of the row; `is_summed` whether its đồng are added up.
    """

    headings: tuple
    mark: str
    value: str
    width: int = 12
    is_summed: bool = False


class Form(NamedTuple):
    """A form: what it is called, of which insurance, its columns, and those of the sheet of VNPT (name, value).

    `is_by_object`: one file holds people of one object and one share of the state, both told above the table.
    """

    code: str
    insurance: Insurance
    title: str
    unit_headings: tuple  # of its name and its code
    count_words: str
    is_by_object: bool
    columns: tuple
    sheet: tuple


ROW = "row"
MORE, PERIOD = "Hỗ trợ thêm", "Thời gian tham gia"
METHOD, MONEY, OF_IT, RATE, SUM = "Phương thức đóng", "Số tiền đóng", "Trong đó", "Tỷ lệ % được hỗ trợ", "Số tiền"
STATE, LOCAL, OTHER = "NSNN hỗ trợ theo quy định", "NSĐP hỗ trợ thêm", "Hỗ trợ khác"

COMMUNE_AND_ADDRESS = (
    ("Mahuyen_DangSS", ""),
    ("TenxaDangSS", "commune"),
    ("Maxa_DangSS", "commune_code"),
    ("Diachi_DangSS", "address"),
)
FACILITY = (
    ("TenTinhBenhVien", "facility_province"),
    ("MaTinhBenhVien", "facility_province_code"),
    ("TenBenhVien", "facility"),
    ("MaBenhVien", "facility_code"),
)
NATION = (
    ("TenQuocTich", "nationality"),
    ("QuocTich", "nationality_code"),
    ("TenDanToc", ""),
    ("DanToc", ""),
)
CONTACT = (
    ("TenTinhNN", "province"),
    ("Matinh_NN", "province_code"),
    ("TenHuyenNN", ""),
    ("Mahuyen_NN", ""),
    ("TenXaNN", "commune"),
    ("Maxa_NN", "commune_code"),
    ("Diachi_NN", "address"),
)

D03 = Form(
    code="D03-TS",
    insurance=Insurance.HEALTH,
    title="DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT",
    unit_headings=("Tên đơn vị", "Mã đơn vị"),
    count_words="Tổng số thẻ BHYT đề nghị cấp",
    is_by_object=True,
    columns=(
        FormColumn(("STT",), "A", ROW, 6),
        FormColumn(("Họ và tên",), "B", "full_name", 28),
        FormColumn(("Mã số BHXH",), "1", "si_number", 14),
        FormColumn(("Số CCCD/CNTND/ĐDCN/hộ chiếu",), "2", "citizen_number", 16),
        FormColumn(("Ngày, tháng, năm sinh",), "3", "birth"),
        FormColumn(("Giới tính",), "4", "sex", 8),
        FormColumn(("Địa chỉ",), "5", "residence", 40),
        FormColumn(("Nơi đăng ký KCB ban đầu",), "6", "facility", 24),
        FormColumn(("Ngày biên lai (ngày tham gia)",), "7", "receipt_day"),
        FormColumn(("Số biên lai",), "8", "receipt_number"),
        FormColumn(("Tiền lương, trợ cấp hoặc số tiền đóng",), "9", "contribution_base", 14),
        FormColumn((MORE, "NSĐP"), "10", "local_rate", 8),
        FormColumn((MORE, "Khác (tổ chức, cá nhân khác hỗ trợ)"), "11", "other_vnd", 16, is_summed=True),
        FormColumn((PERIOD, "Từ tháng (từ ngày)"), "12", "first_month"),
        FormColumn((PERIOD, "Số tháng"), "13", "months", 8),
        FormColumn(("Mã số nhân viên thu",), "14", "collector"),
        FormColumn(("Ghi chú",), "15", "note", 24),
    ),
    sheet=(
        ("STT", ROW),
        ("HoTen", "full_name"),
        ("MasoBHXH", "si_number"),
        ("MaPhongBan", ""),
        ("Loai", "declaration"),
        ("PA", "plan"),
        ("TyleNSDP", "local_rate"),
        ("NgayBienLai", "receipt_day"),
        ("SoBienLai", "receipt_number"),
        ("NguoiThamGiaThu", "household_order"),
        ("Tiendong", "contribution_base"),
        ("TienDongThucTe", "paid_by_software"),
        ("MucHuong", "level"),
        ("TuNgay", "first_day"),
        ("NgayChet", ""),
        ("HotroKhac", "other_vnd"),
        ("TenTinhDangSS", "province"),
        ("Matinh_DangSS", "province_code"),
        ("Tenhuyen_DangSS", ""),
        *COMMUNE_AND_ADDRESS,
        ("Sothang", "months"),
        ("Ghichu", "note"),
        ("NgaySinh", "birth"),
        ("GioiTinh", "sex_figure"),
        *FACILITY,
        ("MavungSS", ""),
        ("Tk1_Save", "needs_tk1"),
        ("CMND", "citizen_number"),
        ("Maho_Giadinh", ""),
        *NATION,
        ("TenTinhKS", ""),
        ("MaTinh_KS", ""),
        ("TenHuyenKS", ""),
        ("MaHuyen_KS", ""),
        ("TenXaKS", ""),
        ("MaXa_KS", ""),
        *CONTACT,
        ("Ten_ChaMe_Giamho", ""),
        ("Dienthoai_LH", "phone"),
        ("Mucdong", "contribution_base"),
        ("Phuongthuc", "method"),
        ("Noidung_Thaydoi", ""),
        ("HosoKemtheo", ""),
        ("Email_LH", ""),
        ("Diachi_KS", ""),
        ("SoCCCD", "citizen_number"),
        ("SoBienLai", "receipt_number"),
        ("NgayBienLai", "receipt_day"),
        ("MaNhanvienThu", "collector"),
    ),
)
D05 = Form(
    code="D05-TS",
    insurance=Insurance.SOCIAL,
    title="DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM XÃ HỘI TỰ NGUYỆN",
    unit_headings=("Tên đơn vị/Điểm thu", "Mã đơn vị/Điểm thu"),
    count_words="Tổng số sổ BHXH đề nghị cấp",
    is_by_object=False,
    columns=(
        FormColumn(("STT",), "A", ROW, 6),
        FormColumn(("Họ và tên",), "B", "full_name", 28),
        FormColumn(("Mã số BHXH",), "C", "si_number", 14),
        FormColumn(("Số CCCD/CNTD/ĐDCN/hộ chiếu",), "1", "citizen_number", 16),
        FormColumn(("Địa chỉ",), "2", "residence", 40),
        FormColumn(("Ngày biên lai",), "3", "receipt_day"),
        FormColumn(("Số biên lai",), "4", "receipt_number"),
        FormColumn(("Mức thu nhập tháng đóng BHXH",), "5", "income", 14),
        FormColumn((METHOD, "Số tháng đóng"), "6", "months", 8),
        FormColumn((METHOD, "Từ tháng/năm"), "7", "first_month"),
        FormColumn((MONEY, "Số tiền phải đóng theo quy định"), "8", "total_vnd", 16, is_summed=True),
        FormColumn((MONEY, "Người tham gia đóng"), "9", "own_vnd", 14, is_summed=True),
        FormColumn((MONEY, OF_IT, STATE, RATE), "10", "state_rate", 8),
        FormColumn((MONEY, OF_IT, STATE, SUM), "11", "state_vnd", 14, is_summed=True),
        FormColumn((MONEY, OF_IT, LOCAL, RATE), "12", "local_rate", 8),
        FormColumn((MONEY, OF_IT, LOCAL, SUM), "13", "local_vnd", 14, is_summed=True),
        FormColumn((MONEY, OF_IT, OTHER, RATE), "14", "other_rate", 8),
        FormColumn((MONEY, OF_IT, OTHER, SUM), "15", "other_vnd", 14, is_summed=True),
        FormColumn(("Mã số nhân viên thu",), "16", "collector"),
        FormColumn(("Ghi chú",), "17", "note", 24),
    ),
    sheet=(
        ("STT", ROW),
        ("HoTen", "full_name"),
        ("MasoBHXH", "si_number"),
        ("Loai", "declaration"),
        ("PA", "plan"),
        ("MucTien", "income"),
        ("Tuthang", "first_month"),
        ("Sothang", "months"),
        ("Tyle", "rate"),
        ("TyleNSNN", "state_rate"),
        ("TienHotro", "state_vnd"),
        ("TyleNSDP", "local_rate"),
        ("TienNSDP", "local_vnd"),
        ("TyleHotroKhac", "other_rate"),
        ("TienHotroKhac", "other_vnd"),
        ("TienTudong", "own_vnd"),
        ("Tongtien", "total_vnd"),
        ("TenTinhDangSS", "province"),
        ("Matinh_DangSS", "province_code"),
        ("TenhuyenDangSS", ""),
        *COMMUNE_AND_ADDRESS,
        ("Ghichu", "note"),
        ("Phuongthuc", "method"),
        ("Heso", "coefficient"),
        ("SoCCCD", "citizen_number"),
        ("SoBienLai", "receipt_number"),
        ("NgayBienLai", "receipt_day"),
        ("MaNhanvienThu", "collector"),
        ("Tk1_Save", "needs_tk1"),
        ("CMND", "citizen_number"),
        ("Maho_Giadinh", ""),
        ("NgaySinh", "birth"),
        ("GioiTinh", "sex_figure"),
        *NATION,
        *FACILITY,
        ("TenTinhKS", ""),
        ("Matinh_KS", ""),
        ("TenHuyenKS", ""),
        ("Mahuyen_KS", ""),
        ("TenXaKS", ""),
        ("Maxa_KS", ""),
        *CONTACT,
    ),
)
FORMS = (D03, D05)
if {form.insurance for form in FORMS} != set(Insurance):
    raise ImproperlyConfigured("Each insurance has the form by which it is asked for.")
for _form in FORMS:
    _named = {column.value for column in _form.columns} | {value for _name, value in _form.sheet}
    if _unknown := _named - VALUES.keys() - {ROW}:
        raise ImproperlyConfigured(f"{_form.code}: {', '.join(sorted(_unknown))} is no value of values.py.")
