"""The login form: Django's own, with the tries counted before the password is looked at and the second factor asked."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.access.factors import factor_of
from programmes.actions import factors, logins, visits

BROWSER_COOKIE = "may-da-dung"


class CodeField(forms.CharField):
    """Six digits that the app shows, or a recovery code."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})
        super().__init__(label=_("Mã xác thực"), max_length=20, widget=widget, **kwargs)


def check_code(officer, code):
    """Refuse a login or a proof without the code that this officer's second factor asks for."""
    factor = factor_of(officer)
    if factor is None or factor.confirmed_at is None:
        return
    if not code:
        raise ValidationError(
            _("Hãy nhập thêm mã xác thực: 6 chữ số trong ứng dụng trên điện thoại, hoặc một mã dự phòng."),
            code="factor_code_missing",
        )
    if not factors.verify(code, officer):
        raise ValidationError(
            _("Mã xác thực không đúng hoặc đã dùng; hãy đợi ứng dụng hiện mã mới rồi nhập lại."),
            code="factor_code_refused",
        )


class LoginForm(AdminAuthenticationForm):
    code = CodeField(required=False, help_text=_("Để trống nếu tài khoản chưa thiết lập xác thực hai bước."))

    def clean(self):
        if self.errors:  # nothing was tried: neither a failure to count nor a success that forgets the failures before
            return self.cleaned_data
        name, address = self.cleaned_data.get("username") or "", self.request.META.get("REMOTE_ADDR", "")
        known = self.request.COOKIES.get(BROWSER_COOKIE, "")
        logins.attempt(name, address, known)
        try:
            cleaned = super().clean()
            check_code(self.get_user(), cleaned.get("code"))
        except ValidationError:
            visits.was_refused(name, address)
            raise
        logins.succeeded(name, address, known)
        self.request.browser_mark = logins.remember(name, known)
        visits.came_in(self.get_user(), address)
        return cleaned
