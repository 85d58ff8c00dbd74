"""What somebody has to see to, told once when it begins and once when it is over: in the log, and by mail where set."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from programmes.totals import service

logger = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 60 * 60  # what has lasted for a day is told again
KEY = "alarm-{}"


def sound():
    """Look at the service; several workers share the memory of what was told, so that each trouble is told by one."""
    found = {trouble.code: trouble for trouble in service.troubles(service.signs())}
    for code in service.CODES:
        if code not in found and cache.delete(KEY.format(code)):
            logger.warning("%s: over", code)
    new = [trouble for code, trouble in found.items() if cache.add(KEY.format(code), 1, KEPT_SECONDS)]
    for trouble in new:
        logger.error("%s: %s", trouble.code, trouble.told)
    if new and settings.OPERATOR_EMAILS:
        _send(new)


def _send(troubles):
    lines = [f"- {trouble.told} ({trouble.code})" for trouble in troubles]
    title = _("Cổng an sinh cần người xem lại")
    text = "\n".join([f"{title}:", *lines, settings.PORTAL_ADDRESS, ""])
    try:
        send_mail(title, text, None, settings.OPERATOR_EMAILS)
    except OSError:
        logger.exception("the mail to the operators could not be sent")
