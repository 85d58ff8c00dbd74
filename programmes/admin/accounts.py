"""Pages of an officer's own account: set the password with a code, second factor, ask again, sessions."""

from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import quote, urlencode

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordMixin
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from programmes.access import tries
from programmes.access.factors import factor_of
from programmes.actions import factors, officers, passwords, sessions, visits
from programmes.admin import gate
from programmes.admin.logins import CodeField, check_code
from programmes.rules.problems import Problem, insist

ISSUER = "Sổ an sinh BHXH"
# Signs by which browsers and machines tell what they are; the first one found counts.
BROWSERS = {"Edg/": "Edge", "coc_coc": "Cốc Cốc", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
MACHINES = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "Mac OS": "máy Mac", "Linux": "Linux"}


class CodeOfPasswordForm(SetPasswordMixin, forms.Form):
    """The code from the administrator, and the new password twice."""

    code = forms.CharField(label=_("Mã đặt mật khẩu"), max_length=40)
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Mật khẩu mới"), label2=_("Nhập lại mật khẩu mới")
    )

    def clean(self):
        self.validate_passwords()
        return super().clean()


class FirstCodeForm(forms.Form):
    code = CodeField()


class ProofForm(forms.Form):
    """The password of who is logged in, and the code where there is a second factor."""

    password = forms.CharField(label=_("Mật khẩu"), strip=False, widget=forms.PasswordInput)
    code = CodeField(required=False)

    def __init__(self, *args, officer, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.officer, self.address = officer, address
        factor = factor_of(officer)
        if factor is None or factor.confirmed_at is None:
            del self.fields["code"]

    def clean(self):
        cleaned = super().clean()
        with _proof(self.officer, self.address):
            if not self.officer.check_password(cleaned.get("password") or ""):
                raise ValidationError(_("Mật khẩu không đúng."), code="proof_wrong")
            check_code(self.officer, cleaned.get("code"))
        return cleaned


class OwnPasswordForm(PasswordChangeForm):
    """The password that is, and the new one twice."""

    def __init__(self, *args, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_old_password(self):
        with _proof(self.user, self.address):
            return super().clean_old_password()

    def save(self, commit=True):
        passwords.change(self.cleaned_data["new_password1"], by=self.user)
        return self.user


class Shown(NamedTuple):
    """A session as its officer reads it."""

    key: str
    began_at: datetime
    seen_at: datetime
    address: str
    browser: str
    is_this: bool


def _count(key):
    if tries.count(key) > tries.TRIES:
        message = _("Nhập sai quá nhiều lần; hãy đợi %d phút rồi thử lại.") % tries.PAUSE_MINUTES
        insist([Problem("", "too_many_codes", message)])


@contextmanager
def _proof(officer, address):
    """Who is logged in shows to be at the keyboard: the tries are counted, one that fails is noted."""
    key = f"prove-{officer.pk}"
    _count(key)
    try:
        yield
    except ValidationError:
        visits.proof_failed(officer, address)
        raise
    tries.forget(key)


class AccountPages:
    """Part of the site: what every officer does with the own account."""

    def account_urls(self):
        return [
            path("dat-mat-khau/", self.set_password_view, name="set_password"),
            path("xac-thuc-hai-buoc/", self.admin_view(self.second_factor_view), name="second_factor"),
            path("xac-nhan/", self.admin_view(self.prove_view), name="prove"),
            path("tai-khoan/", self.admin_view(self.account_view), name="account"),
            path("phien-dang-nhap/", self.admin_view(self.sessions_view), name="sessions"),
        ]

    @method_decorator((sensitive_post_parameters(), never_cache, csrf_protect))
    def set_password_view(self, request):
        form = CodeOfPasswordForm(request.POST or None)
        if form.is_valid():
            address = request.META.get("REMOTE_ADDR", "")
            try:
                _count(passwords.key(address))
                passwords.set_with_code(form.cleaned_data["code"], form.cleaned_data["password1"], address=address)
            except ValidationError as refusal:
                form.add_error(None, [*refusal.messages])
            else:
                messages.success(request, _("Đã đặt mật khẩu; hãy đăng nhập."))
                return redirect("admin:login")
        return self.page(request, "admin/account/set_password.html", _("Đặt mật khẩu"), form=form)

    def password_change(self, request, extra_context=None):
        """Django's page, whose form counts and notes."""
        request.current_app = self.name
        return PasswordChangeView.as_view(
            form_class=partial(OwnPasswordForm, address=request.META.get("REMOTE_ADDR", "")),
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)

    def second_factor_view(self, request):
        """Three steps: begin, show a first code, keep the recovery codes; then it only says that it is set up."""
        officer, factor, title = request.user, factor_of(request.user), _("Xác thực hai bước")
        if factor is None and request.method == "POST":
            factors.begin(by=officer)
            return redirect("admin:second_factor")
        if factor is None or factor.confirmed_at is not None:
            left = len(factor.recovery_hashes) if factor else None
            return self.page(request, "admin/account/second_factor.html", title, factor=factor, left=left)
        form = FirstCodeForm(request.POST or None)
        if form.is_valid():
            try:
                _count(f"enrol-{officer.pk}")
                codes = factors.confirm(form.cleaned_data["code"], by=officer, session_key=request.session.session_key)
            except ValidationError as refusal:
                form.add_error("code", [*refusal.messages])
            else:
                return self.page(request, "admin/account/recovery_codes.html", _("Mã dự phòng"), codes=codes)
        label = urlencode({"secret": factor.secret, "issuer": ISSUER}, quote_via=quote)
        address = f"otpauth://totp/{officer.username}?{label}"
        picture = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=4)
        return self.page(
            request,
            "admin/account/enrol.html",
            title,
            form=form,
            picture=mark_safe(picture),  # noqa: S308 drawn from our own secret
            secret=" ".join(factor.secret[start : start + 4] for start in range(0, len(factor.secret), 4)),
        )

    @method_decorator(sensitive_post_parameters())
    def prove_view(self, request):
        """Who is still at the keyboard, before people are taken out."""
        form = ProofForm(request.POST or None, officer=request.user, address=request.META.get("REMOTE_ADDR", ""))
        back = request.GET.get("next", "")
        if form.is_valid():
            request.session["proved"] = gate.now()
            good = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
            return redirect(back if good else reverse("admin:index"))
        return self.page(request, "admin/account/prove.html", _("Xác nhận lại mật khẩu"), form=form)

    def account_view(self, request):
        """Tài khoản của tôi: the way to each page of the own account, and the choice of the daily mail."""
        if request.method == "POST":
            wants = "wants_mail" in request.POST
            try:
                officers.choose_mail(wants, by=request.user)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
            else:
                told = (
                    _("Từ mai bạn nhận thư việc hằng ngày.") if wants else _("Bạn không nhận thư việc hằng ngày nữa.")
                )
                messages.success(request, told)
            return redirect("admin:account")
        return self.page(request, "admin/account/account.html", _("Tài khoản của tôi"))

    def sessions_view(self, request):
        """The officer's own sessions; all others, or one of them, can be ended."""
        own = request.session.session_key
        if request.method == "POST":
            ended = sessions.end(request.POST.get("key", ""), by=request.user, kept=own)
            messages.success(request, _("Đã kết thúc %d phiên đăng nhập khác.") % ended)
            return redirect("admin:sessions")
        found = [_shown(each, own) for each in sessions.of(request.user)]
        found.sort(key=lambda session: session.began_at, reverse=True)
        return self.page(request, "admin/account/sessions.html", _("Phiên đăng nhập của tôi"), shown=found)


def _shown(session, own):
    told = session.get_decoded()
    return Shown(
        passwords.hash_of(session.session_key).hex(),
        _moment(told["began"]),
        _moment(told["seen"]),
        told.get("address", ""),
        browser_name(told.get("browser", "")),
        session.session_key == own,
    )


def _moment(seconds):
    return datetime.fromtimestamp(seconds, get_current_timezone())


def browser_name(said):
    """What a browser says of itself, in two words: "Chrome trên Windows"."""
    browser = next((name for sign, name in BROWSERS.items() if sign in said), "")
    machine = next((name for sign, name in MACHINES.items() if sign in said), "")
    if not (browser and machine):
        return said[:40]
    return _("%(browser)s trên %(machine)s") % {"browser": browser, "machine": machine}
