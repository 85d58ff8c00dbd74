"""Whether an officer may act at all: the permission, an office, and records of that office or from headquarters.

Every action asks, before anything of the record is told, so that no door is weaker than another. A superuser has
every right, and stays maker or checker. Who has left has none, whatever still waits in the queue of the worker.
"""

from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for, sees_all
from programmes.models import ImportBatch, Office
from programmes.rules.problems import Problem, first_of, insist


def check(by, permission, *offices):
    """Problems of `by` acting on records of these offices; the same for a form, a file and a command."""
    right = f"programmes.{permission}"
    if not by.has_perm(right) and right in by.get_all_permissions():  # a role has it, and the office is a province's
        yield from check_headquarters(by)
    elif not by.has_perm(right):
        yield Problem("", "no_right", _("Bạn không có quyền làm việc này; hãy chuyển cho người có quyền."))
    elif by.office_id is None and not by.is_superuser:
        yield from check_has_office(by)
    elif not all(may_work_for(by, office) for office in offices):
        yield Problem(
            "", "right_of_other_office", _("Bản ghi này của cơ quan khác; hãy chuyển cho cán bộ của cơ quan đó.")
        )


def check_headquarters(by):
    """What concerns the whole country is done at headquarters."""
    if not sees_all(by):
        yield Problem("", "headquarters_only", _("Việc này của BHXH Việt Nam; hãy đề nghị cán bộ cấp trung ương."))


def check_has_office(by):
    """What is entered belongs to the office of who enters it, so a superuser needs one too."""
    if by.office_id is None:
        yield Problem("", "no_office", _("Tài khoản chưa gắn với cơ quan nào; đề nghị người quản trị gắn cơ quan."))


def admit(record, by):
    """A new record becomes that of the officer who enters it, of the own office unless it names another; or refuse."""
    permission = f"add_{record._meta.model_name}"
    record.entered_by = by
    if not record.office_id:
        insist(check(by, permission), check_has_office(by))
        record.office = by.office
    insist(check(by, permission, record.office))


def check_import(by, layout, *offices):
    """Problems of bringing in a file of this layout, or deciding on one, with records of these offices."""
    return first_of(check(by, f"import_{ImportBatch.TABLES[layout]}", *offices), check_has_office(by))


def check_file(by, layout, office_ids):
    """As `check_import`, of ids; two queries whatever the number of rows."""
    return check_import(by, layout, *Office.objects.in_bulk(set(office_ids)).values())
