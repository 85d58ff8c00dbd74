"""Keep an office's own Word templates of its papers, and put them out of use; no version is ever lost."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from programmes.actions import audit, rights
from programmes.models import PaperTemplate, bulk
from programmes.rules.problems import Problem, insist
from programmes.standards.dates import today_in_vietnam
from programmes.standards.names import tidy

AUDITED = ("kind", "version", "filename", "sha256")


@transaction.atomic
def keep(content, *, kind, filename, by):
    """Make these bytes, which were proved to be a template of this paper, the next version of the officer's office."""
    template = PaperTemplate(kind=kind, filename=tidy(filename), content=content)
    rights.admit(template, by)
    bulk.hold(f"paper templates {by.office_id} {kind}")
    template.sha256 = hashlib.sha256(content).hexdigest()
    last = PaperTemplate.objects.filter(office=template.office, kind=kind).aggregate(last=Max("version"))["last"]
    template.version = (last or 0) + 1
    template.full_clean(exclude=["entered_by"])
    template.save(force_insert=True)
    audit.note("keep_template", template, by=by, after=audit.values(template, AUDITED))
    return template


@transaction.atomic
def withdraw(kind, *, by):
    """Let the officer's office write this paper by the common template again."""
    insist(rights.check(by, "add_papertemplate"), rights.check_has_office(by))
    bulk.hold(f"paper templates {by.office_id} {kind}")
    used = list(PaperTemplate.objects.filter(office=by.office, kind=kind, withdrawn_on=None).defer("content"))
    if not used:
        insist([Problem("", "no_own_template", _("Cơ quan đang dùng mẫu chung, không có mẫu riêng nào để thôi dùng."))])
    today = today_in_vietnam()
    PaperTemplate.objects.filter(pk__in=[each.pk for each in used]).update(withdrawn_on=today)
    after = {"withdrawn_on": today.isoformat()}
    audit.note_many("withdraw_template", PaperTemplate, [(each.pk, {}, after) for each in used], by=by)
