"""Passwords: kept under Argon2, and what is guessed first in Vietnam is refused with a sentence."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bhxh_portal import settings as of_production
from programmes.models import Office, Officer

WEAK = """
    Matkhau@123456 Mậtkhẩu@2026! M4tkh4u@2026 P@ssw0rd1234 Pass@word2026 Welcome@2026! Admin@1234567 adminadmin123
    baohiemxahoi2026 bhxh123456789 Bhxh@NgheAn2026 BHXHVietnam@123 Canbo@2026bhxh Quantri@20262026
    Nghean@123456 Dienbien@2026 Thanhhoa2025! Hanoi@2026!!! Tp.HoChiMinh@2026 Hochiminh@1890 Vietnam@2026!
    anhyeuem123456 Anhyeuem@1314 yeuem_nhieulam iloveyou12345 hanhphuc123456 khongbiet12345 Giadinh@12345
    Nguyenvana@1990 Tranthilinh1995 lananh@01011990 lothian123456 hoai@19901990 lo.thi.an.2026
    Aa@123456789 123456Aa@123456 0912345678Aa@ 123456789012 Abcd@12345678 aaaaaaaaaaaa abcabcabcabc aaaabbbbcccc
    Qwerty@123456 qwertyuiop123 asdfghjkl123 1qaz2wsx3edc zaq12wsxcde3 qazwsxedcrfv 1q2w3e4r5t6y 1234qwer!@#$
    Ngắn@1a
"""
GOOD = (
    *("ngua pin xop mua cau", "bút chì rơi xuống giếng", "troi-nang-hat-dua-xanh", "Muoi hat cat trang bay"),
    *("Xoai7rung+sach8", "x7$Kq9!mWp2z", "gK4-mv8T-qz2R", "correct horse battery staple"),
)


def officer():
    office = Office(pk=1, code="40", name="BHXH tỉnh Nghệ An")
    return Officer(username="lothian", full_name="Lò Thị Ân Hoài", email="lothian@example.vn", office=office)


@pytest.mark.parametrize("password", WEAK.split())
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, officer())


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(password):
    assert validate_password(password, officer()) is None


def test_the_refusal_says_what_to_do_instead():
    with pytest.raises(ValidationError) as refused:
        validate_password("Nghean@123456", officer())
    assert "Hãy ghép ba, bốn từ không liên quan đến nhau" in str(refused.value)


def test_a_password_is_bounded_in_length():
    with pytest.raises(ValidationError, match="tối đa 128"):
        validate_password("troi nang hat dua " * 8, officer())


def test_passwords_are_kept_under_argon2_and_earlier_ones_move_there_at_the_next_login(settings):
    settings.PASSWORD_HASHERS = of_production.PASSWORD_HASHERS
    kept = make_password("ngua pin xop mua cau")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    former, moved = make_password("ngua pin xop mua cau", hasher="pbkdf2_sha256"), []
    assert check_password("ngua pin xop mua cau", former, moved.append)
    assert moved == ["ngua pin xop mua cau"]
