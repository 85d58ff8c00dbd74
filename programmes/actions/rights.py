"""Whether an officer may act at all: the permission, and records of the own office or from headquarters."""

from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for
from programmes.rules.problems import Problem


def check(by, permission, *offices):
    """Problems of `by` acting on records of these offices; the same for a form, a file and a command."""
    if not by.has_perm(f"programmes.{permission}"):
        yield Problem("", "no_right", _("Bạn không có quyền làm việc này; hãy chuyển cho người có quyền."))
    elif not all(may_work_for(by, office) for office in offices):
        yield Problem(
            "", "record_of_other_office", _("Bản ghi này của cơ quan khác; hãy chuyển cho cán bộ của cơ quan đó.")
        )
