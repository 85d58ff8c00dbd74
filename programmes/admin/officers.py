"""Accounts of officers in the admin: office, roles, password. No account is given every right here."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.roles import ROLES
from programmes.access.scope import may_manage
from programmes.actions import officers
from programmes.admin.base import PortalAdmin
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm
from programmes.admin.site import site
from programmes.models import Officer

DESCRIPTIONS = {role.name: role.description for role in ROLES}


class RoleField(forms.ModelMultipleChoiceField):
    """Roles as boxes to tick, each with what it is for."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return f"{group.name}: {DESCRIPTIONS.get(group.name, '')}"


class OfficerForm(RecordForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Officer


class NewOfficerForm(RecordForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = Officer


class PasswordForm(AdminPasswordChangeForm):
    """A new password; without Django's switch for other ways to log in, of which the portal has none."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


@admin.register(Officer, site=site)
class OfficerAdmin(PortalAdmin, UserAdmin):
    form, add_form, add_form_template = OfficerForm, NewOfficerForm, None
    change_password_form, change_user_password_template = PasswordForm, "admin/officer_password.html"
    list_display = ("username", "full_name", "office", "role_names", "is_active", "last_login")
    list_filter = (TaskFilter, "is_active", "groups", ("office", ScopedFilter))
    list_select_related = ("office",)
    search_fields = ("username__icontains", "email__icontains")
    folded_texts = ("full_name",)
    search_help_text = _("Tìm theo họ tên (không cần dấu), tên đăng nhập hoặc thư điện tử.")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("office",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "full_name", "email")}),
        (_("Nơi làm việc và vai trò"), {"fields": ("office", "groups", "is_active")}),
        (_("Thời điểm"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "password1", "password2")}),
        (_("Nơi làm việc và vai trò"), {"fields": ("office", "groups")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def is_open(self, record, officer):
        return may_manage(officer, record) and super().is_open(record, officer)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        groups = Group.objects.filter(name__in=DESCRIPTIONS).order_by("name")
        return RoleField(queryset=groups, required=False, label=_("Vai trò"))

    def save_model(self, request, obj, form, change):
        chosen = {group.name for group in form.cleaned_data["groups"]}
        roles = [role for role in ROLES if role.name in chosen]
        if change:
            officers.change(obj, roles, by=request.user)
        else:
            officers.appoint(obj, roles, password=form.cleaned_data["password1"], by=request.user)

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            officers.note_password(self.get_object(request, unquote(id)), by=request.user)
        return response

    def record_links(self, request, record):
        if not self.has_change_permission(request, record):
            return []
        return [(_("Đặt lại mật khẩu"), reverse("admin:auth_user_password_change", args=[record.pk]))]

    @admin.display(description=_("vai trò"))
    def role_names(self, record):
        return ", ".join(sorted(group.name for group in record.groups.all()))
