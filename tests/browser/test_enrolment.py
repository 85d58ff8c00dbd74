"""A new officer's first day, from the account that an administrator opens to the first list that is approved."""

import base64

from django_otp.oath import TOTP

from tests.browser import portal
from tests.browser.desk import HOME, in_both_widths, log_in, send_login
from tests.browser.visitor import assert_none

USERNAME, WEAK, PASSWORD = "lethiduyet", "Matkhau@123456", "suoi-nuong-chim-ban"


def open_account(page):
    """The administrator fills in the form of a new account; returns the code to set the password with."""
    page.click(".first-steps a:has-text('Lập tài khoản cán bộ')")
    page.fill("[name=username]", USERNAME)
    page.fill("[name=full_name]", "Lê Thị Duyệt")
    page.check("label:has-text('Người phê duyệt')")
    page.click("[name=_save]")
    return page.inner_text(".account-code")


def set_password(page, code, password):
    page.fill("[name=code]", code)
    page.fill("[name=password1]", password)
    page.fill("[name=password2]", password)
    page.click("text='Đặt mật khẩu' >> nth=-1")


def show_code(page, code):
    page.fill("[name=code]", code)
    page.click("[type=submit][value='Xác nhận']")


def code_of_app(page):
    """What an app shows that was given the secret of the page."""
    secret = page.inner_text(".enrol-steps .account-code").replace(" ", "")
    return f"{TOTP(base64.b32decode(secret)).token():06}"


def test_a_new_approver_sets_up_the_own_account_and_approves_a_first_list(visitor, site):
    faults, administrator = {}, visitor()
    code = open_account(log_in(administrator, "quantri"))
    faults["code"] = in_both_widths(administrator, administrator.axe)
    with portal.serving(site, ASKS_SECOND_FACTOR="1") as strict:
        window = visitor(at=strict)
        page = window.open(f"{HOME}login/")
        page.click("text='Tôi có mã đặt mật khẩu'")
        set_password(page, code, WEAK)
        assert "Mật khẩu này dễ đoán" in page.inner_text(".errorlist")
        set_password(page, code, PASSWORD)
        assert "Đã đặt mật khẩu; hãy đăng nhập." in page.inner_text("body")
        send_login(page, USERNAME, PASSWORD)
        page.click("[value='Bắt đầu thiết lập']")
        assert page.locator(".enrol-picture svg").bounding_box()["width"] >= 150
        show_code(page, "000000")
        assert "Mã chưa đúng. Hãy nhập 6 chữ số đang hiện" in page.inner_text(".errorlist")
        faults["wrong code"] = in_both_widths(window, window.axe)
        show_code(page, code_of_app(page))
        assert page.locator(".recovery-codes li").count() == 10
        faults["recovery codes"] = in_both_widths(window, window.axe)
        page.click("text='Tôi đã cất mã, vào trang làm việc'")
        window.open("/quan-tri/programmes/giftlist/?viec=cho-duyet")
        page.click("#result_list a:has-text('Cà Mau')")
        page.click(".next-steps button:has-text('Xem để duyệt')")
        page.click("button.first:has-text('Duyệt')")
        assert "Đã duyệt" in page.inner_text(".messagelist")
    assert_none(faults)
