"""What the screen says of a donation that is reversed, and of the reversal itself."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programmes.admin.columns import badge, record_link
from programmes.models import Donation

IS_REVERSAL = _("Bút toán đảo của khoản {}: khi được duyệt thì khoản đó không còn được tính.")
HAS_REVERSED = _("Bút toán đảo của khoản {}: khoản đó không còn được tính.")
IS_REVERSED = _("Khoản này không còn được tính: đã hủy bằng bút toán đảo {}.")
WAITS = _("Bút toán đảo {} đang chờ duyệt; đến lúc đó khoản này vẫn được tính.")
# Of a verb's slug, its label and question where the donation is a reversal.
WORDS = {
    "duyet": (_("Duyệt"), _("Duyệt bút toán đảo %(record)s? Từ đó khoản gốc không còn được tính.")),
    "huy": (_("Hủy bút toán đảo chưa duyệt"), _("Hủy bút toán đảo %(record)s? Khoản gốc giữ nguyên.")),
    "khong-duyet": (_("Không duyệt"), _("Không duyệt bút toán đảo %(record)s? Khoản gốc giữ nguyên.")),
}


def worded(verb, donation):
    """The verb in the words of a reversal, where the donation is one."""
    if not donation.reverses_id or verb.slug not in WORDS:
        return verb
    label, question = WORDS[verb.slug]
    return verb._replace(label=label, question=question)


def _reversal_of(donation):
    return getattr(donation, "reversal", None)


def _is_approved(donation):
    return donation is not None and donation.state == Donation.State.APPROVED


def state_words(donation):
    """Its state; an approved one that was reversed counts no more."""
    return _("đã hủy ghi nhận") if _is_approved(_reversal_of(donation)) else donation.get_state_display()


def state_of(donation):
    """`state_words` as a badge."""
    mark = "reversed" if _is_approved(_reversal_of(donation)) else donation.state
    return badge(mark, state_words(donation))


def told_of(donation):
    """Sentences for the top of its page."""
    if donation.reverses_id:
        words = HAS_REVERSED if _is_approved(donation) else IS_REVERSAL
        return [format_html(words, record_link(donation.reverses))]
    reversal = _reversal_of(donation)
    if reversal is None:
        return []
    return [format_html(IS_REVERSED if _is_approved(reversal) else WAITS, record_link(reversal))]
