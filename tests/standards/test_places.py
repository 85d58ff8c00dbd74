import pytest

from programmes.standards.places import commune_key, place_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Thừa Thiên - Huế", "thua thien hue"),
        ("Thừa Thiên Huế", "thua thien hue"),
        ("Tỉnh Thanh Hóa", "thanh hoa"),
        ("T. Thanh Hoá", "thanh hoa"),
        ("TỈNH ĐẮK LẮK", "dak lak"),
        ("Đăk Lăk", "dak lak"),
        ("Thành phố Hồ Chí Minh", "ho chi minh"),
        ("TP.HCM", "hcm"),
        ("tp Huế", "hue"),
        ("Thành phố", "thanh pho"),
        ("Tây Ninh", "tay ninh"),
        ("Tuyên Quang", "tuyen quang"),
        ("tinh Dak Lak", "dak lak"),
        ("Bà Rịa – Vũng Tàu", "ba ria vung tau"),
        ("", ""),
    ],
)
def test_a_province_has_one_key_however_it_is_spelt(name, key):
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Xã Nam Đông", "nam dong"),
        ("PHƯỜNG BẾN NGHÉ", "ben nghe"),
        ("P. Bến Nghé", "ben nghe"),
        ("P.Bến Nghé", "ben nghe"),
        ("Đặc khu Hoàng Sa", "hoang sa"),
        ("Thị trấn Ea Drăng", "ea drang"),
        ("Ea H'leo", "ea hleo"),
        ("Ea H’leo", "ea hleo"),
        ("Xã Phượng Dực", "phuong duc"),
        ("Phượng Dực", "phuong duc"),
        ("Xã Phương Bình", "phuong binh"),
        ("Xa Dung", "xa dung"),
        ("Tịnh Khê", "tinh khe"),
        ("Xã", "xa"),
        ("", ""),
    ],
)
def test_a_commune_keeps_its_own_name_without_its_kind(name, key):
    assert commune_key(name) == key
