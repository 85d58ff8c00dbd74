"""What happened to accounts lately: told to the officer whose account it is, and to the administrators."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import visible_to
from programmes.actions.audit import COMMAND_LINE
from programmes.models import AuditEvent, Officer

DAYS = timedelta(days=7)
LINES = 10
SENTENCES = {
    "appoint": _("%(actor)s đã lập tài khoản %(account)s"),
    "change_account": _("%(actor)s đã sửa tài khoản %(account)s"),
    "give_code": _("%(actor)s đã cấp mã đặt mật khẩu cho tài khoản %(account)s"),
    "drop_factor": _("%(actor)s đã bỏ xác thực hai bước của tài khoản %(account)s"),
    "set_password": _("%(actor)s đã đặt mật khẩu của tài khoản %(account)s"),
    "change_password": _("%(actor)s đã đổi mật khẩu của mình"),
    "use_recovery_code": _("%(actor)s đã đăng nhập tài khoản %(account)s bằng mã dự phòng"),
}


def _actor(event):
    """Accounts are made and helped at the server by a person, never by the worker."""
    return _("Người vận hành máy chủ") if event.actor == COMMAND_LINE else event.actor


def of(officer):
    """(when, sentence) of the newest acts on this officer's account; for administrators, on those they look after."""
    events = AuditEvent.objects.filter(target_type="officer", verb__in=SENTENCES, at__gt=timezone.now() - DAYS)
    if officer.has_perm("programmes.change_officer"):
        accounts = visible_to(officer, Officer.objects.order_by())
        names = {str(pk): name for pk, name in accounts.values_list("pk", "username")}
        events = events.filter(target_id__in=names)
    else:
        names = {str(officer.pk): officer.username}
        events = events.filter(target_id=str(officer.pk))
    return [
        (event.at, SENTENCES[event.verb] % {"actor": _actor(event), "account": names[event.target_id]})
        for event in events[:LINES]
    ]
