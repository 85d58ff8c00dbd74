"""What must hold when accounts of officers are changed."""

from django.utils.translation import gettext_lazy as _

from programmes.rules.problems import Problem


def check_roles(officer, roles, by):
    """Nobody gives or takes their own roles."""
    if officer.pk == by.pk and {role.name for role in roles} != set(officer.groups.values_list("name", flat=True)):
        yield Problem("groups", "own_roles", _("Không tự đổi vai trò của mình; hãy nhờ người quản trị khác."))
