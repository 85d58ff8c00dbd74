"""Accounts of officers in the admin: office, roles, password. No account is given every right here."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.roles import ROLES, roles_named
from programmes.access.scope import may_manage
from programmes.actions import officers, passwords
from programmes.admin.base import PortalAdmin
from programmes.admin.filters import ScopedFilter, TaskFilter
from programmes.admin.forms import RecordForm, RecordsField
from programmes.admin.names import OffersName
from programmes.admin.site import site
from programmes.admin.verbs import Verb
from programmes.models import Officer
from programmes.rules import officers as officer_rules

DESCRIPTIONS = {role.name: role.description for role in ROLES}


class RoleField(RecordsField):
    """Roles as boxes to tick, each with what it is for."""

    def label_from_instance(self, group):
        return f"{group.name}: {DESCRIPTIONS.get(group.name, '')}"


class OfficerForm(RecordForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Officer


class NewOfficerForm(OffersName, RecordForm):
    """A new account; its officer sets the password, with the code that is shown afterwards."""

    rules = (officer_rules.check_username,)

    class Meta:
        model = Officer
        fields = ("username", "full_name", "email", "office", "groups")


DROP_FACTOR = Verb(
    slug="bo-hai-buoc",
    label=_("Bỏ xác thực hai bước"),
    question=_("Bỏ xác thực hai bước của %(record)s? Chỉ làm khi đúng người này báo mất hoặc đổi điện thoại."),
    done=_("Đã bỏ xác thực hai bước của %(record)s; lần đăng nhập sau người này thiết lập lại."),
    permission="change_officer",
    problems=officer_rules.check_factor_drop,
    act=officers.drop_factor,
)


@admin.register(Officer, site=site)
class OfficerAdmin(PortalAdmin, UserAdmin):
    form, add_form, add_form_template = OfficerForm, NewOfficerForm, None
    verbs = (DROP_FACTOR,)
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
        (None, {"fields": ("username", "full_name", "email")}),
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
        roles = roles_named({group.name for group in form.cleaned_data["groups"]})
        if change:
            officers.change(obj, roles, by=request.user)
        else:
            obj.code = officers.appoint(obj, roles, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self._code_page(request, obj, obj.code)

    def user_change_password(self, request, id, form_url=""):
        """Gives the officer a code, told once; the address is Django's, the password is nobody else's."""
        record = self.record_at(request, unquote(id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method != "POST":
            return self._code_page(request, record)
        try:
            code = officers.give_code(record, by=request.user)
        except ValidationError as refusal:
            return self._code_page(request, record, problems=refusal.messages)
        return self._code_page(request, record, code)

    def _code_page(self, request, record, code="", problems=()):
        return self.page(
            request,
            "admin/account/give_code.html",
            _("Mã đặt mật khẩu"),
            record=record,
            record_url=self.record_url(record),
            code=code,
            problems=problems,
            address=request.build_absolute_uri(reverse("admin:set_password")),
            until=timezone.now() + passwords.GOOD_FOR,
        )

    def record_links(self, request, record):
        if not self.has_change_permission(request, record):
            return []
        return [(_("Cấp mã đặt mật khẩu"), reverse("admin:auth_user_password_change", args=[record.pk]))]

    @admin.display(description=_("vai trò"))
    def role_names(self, record):
        return ", ".join(sorted(group.name for group in record.groups.all()))
