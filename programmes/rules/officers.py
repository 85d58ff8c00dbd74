"""What must hold when accounts of officers are changed."""

from django.utils.translation import gettext_lazy as _

from programmes.rules.problems import Problem


def check_own_roles(officer, roles, by):
    """Nobody gives or takes their own roles."""
    if officer.pk == by.pk and {role.name for role in roles} != set(officer.groups.values_list("name", flat=True)):
        yield Problem("groups", "own_roles", _("Không tự đổi vai trò của mình; hãy nhờ người quản trị khác."))


def check_roles(officer, roles):
    """What roles one account may have together, and where it works: `roles` are those of access/roles.py."""
    exclusive = [role for role in roles if role.duties]
    if len({duty for role in exclusive for duty in role.duties}) > 1:
        yield Problem(
            "groups",
            "roles_exclude",
            _(
                "Một người chỉ làm một trong ba việc: nhập dữ liệu, phê duyệt, quản trị tài khoản. Hãy chọn một trong "
                "các vai trò %(roles)s."
            )
            % {"roles": ", ".join(f"“{role.name}”" for role in exclusive)},
        )
    national = [role.name for role in roles if role.is_national]
    if national and officer.office_id and not officer.office.is_headquarters:
        yield Problem(
            "groups",
            "role_of_headquarters",
            _("Vai trò “%(role)s” chỉ dành cho tài khoản của BHXH Việt Nam; hãy chọn vai trò của tỉnh.")
            % {"role": national[0]},
        )
