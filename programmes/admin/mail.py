"""Mails: the front page of a day for officers who want it; to a visitor, that an answer is there.

Numbers and names of tasks, of no person and no donor; of an answer no word.
"""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from programmes.actions import officers
from programmes.admin import queue
from programmes.admin.news import news_of
from programmes.admin.tasks import TASKS
from programmes.admin.turns import OF_OTHERS
from programmes.admin.waiting import beside_tables
from programmes.models import Officer
from programmes.rules.feedback import ANSWERED, ANSWERED_BODY
from programmes.standards.dates import format_day
from programmes.standards.money import format_number

logger = logging.getLogger(__name__)


def send_due():
    """Send today's mail to every officer who wants it and has not got it; what fails is tried the next time."""
    today = timezone.localdate()
    wanting = Officer.objects.filter(wants_mail=True, is_active=True).exclude(email="").exclude(mailed_on=today)
    due = list(wanting.select_related("office"))
    if not due:
        return
    try:
        with get_connection() as connection, override(settings.LANGUAGE_CODE):
            for officer in due:
                if officers.claim_mail(officer, today):
                    _send(officer, today, connection)
    except OSError:
        logger.exception("the server of mails does not answer")


def _send(officer, today, connection):
    mail = mail_to(officer, today)
    mail.connection = connection
    try:
        mail.send()
    except OSError:  # of which every SMTPException is one
        officers.give_mail_back(officer, today)
        logger.exception("the daily mail to account %s could not be sent", officer.pk)


def mail_to(officer, today):
    """The mail of one officer; whoever leaves it by the link at its end finds the choice there."""
    found = queue.found_of(officer)
    waiting = queue.waiting_of(found, beside_tables(officer))
    account = settings.PORTAL_ADDRESS + reverse("admin:account")
    parts = [
        _part(_("Đến lượt bạn"), [(each.label, each.count) for each in waiting]),
        *_reminded(found),
        _part(_("Đang chờ người khác"), [(task.label, found[task].count) for task in OF_OTHERS if task in found]),
        _part(_("Có gì mới từ hôm qua"), _summed(news_of(officer))),
        str(_("Mở trang việc hôm nay: %s") % (settings.PORTAL_ADDRESS + reverse("admin:index"))),
        str(_("Không muốn nhận thư này nữa thì bỏ chọn ở “Tài khoản của tôi”: %s") % account),
    ]
    return EmailMessage(
        subject=_("Việc ngày %(day)s: %(count)s loại việc đến lượt bạn")
        % {"day": format_day(today), "count": format_number(len(waiting))},
        body="\n\n".join(parts) + "\n",
        to=[officer.email],
        headers={"List-Unsubscribe": f"<{account}>"},
    )


def _reminded(found):
    """The part of what others have reminded of since yesterday; none where nobody has."""
    told = [(task.label, len(found[task].reminded)) for task in TASKS if task in found and found[task].reminded]
    return [_part(_("Được nhắc từ hôm qua"), told)] if told else []


def _part(title, lines):
    told = [f"- {label}: {format_number(count)}" for label, count in lines] or [str(_("- không có việc nào"))]
    return "\n".join([f"{title}:", *told])


def _summed(news):
    """(what is said, how many) of the news, without names and reasons."""
    sums = {}
    for line in news:
        sums[line.said] = sums.get(line.said, 0) + line.count
    return sums.items()


def tell_answered(record):
    """Tell who left an address that there is an answer, and where the code opens it; whether it could be sent."""
    try:
        _mail_of_answer(record).send()
    except OSError:
        logger.exception("the mail about %s could not be sent", record.code)
        return False
    return True


def _mail_of_answer(record):
    """In each language of the public side: nobody keeps in which one it was asked."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            address = settings.PORTAL_ADDRESS + reverse("letterbox:answer")
            parts.append(ANSWERED_BODY % {"code": record.code, "address": address})
    return EmailMessage(subject=ANSWERED % record.code, body="\n\n".join(parts) + "\n", to=[record.contact])
