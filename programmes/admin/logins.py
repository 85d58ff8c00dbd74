"""The login form: Django's own, with the tries counted before the password is looked at."""

from django.contrib.admin.forms import AdminAuthenticationForm

from programmes.actions import logins


class LoginForm(AdminAuthenticationForm):
    def clean(self):
        name, address = self.cleaned_data.get("username") or "", self.request.META.get("REMOTE_ADDR", "")
        logins.attempt(name, address)
        cleaned = super().clean()
        logins.succeeded(name, address)
        return cleaned
