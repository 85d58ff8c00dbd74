"""Whether an officer may act at all: the permission, and records of the own office or from headquarters.

Every action asks, so that no door is weaker than another. A superuser has every right, and stays maker or checker.
"""

from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for, sees_all
from programmes.models import Office
from programmes.rules.problems import Problem, insist


def check(by, permission, *offices):
    """Problems of `by` acting on records of these offices; the same for a form, a file and a command."""
    if not by.has_perm(f"programmes.{permission}"):
        yield Problem("", "no_right", _("Bạn không có quyền làm việc này; hãy chuyển cho người có quyền."))
    else:
        yield from check_office(by, *offices)


def admit(record, by):
    """A new record becomes that of the officer who enters it, of the own office unless it names another; or refuse."""
    record.entered_by = by
    if not record.office_id:
        record.office = by.office
    insist(check(by, f"add_{record._meta.model_name}", record.office))


def check_office(by, *offices):
    """As `check`, where a transition (rules/approvals.py) has judged the permission."""
    if not all(may_work_for(by, office) for office in offices):
        yield Problem(
            "", "right_of_other_office", _("Bản ghi này của cơ quan khác; hãy chuyển cho cán bộ của cơ quan đó.")
        )


def check_file(by, model, office_ids):
    """Problems of storing a file of records of these offices; two queries whatever the number of rows."""
    offices = Office.objects.in_bulk(set(office_ids)).values()
    return check(by, f"import_{model._meta.model_name}", *offices)


def check_headquarters(by):
    """What concerns the whole country is done at headquarters."""
    if not sees_all(by):
        yield Problem("", "headquarters_only", _("Việc này của BHXH Việt Nam; hãy đề nghị cán bộ cấp trung ương."))
