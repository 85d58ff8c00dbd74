"""What becomes final when an event is closed, in the words and figures of the page that asks."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.models import Gift, GiftList
from programmes.standards.lists import first_few
from programmes.standards.money import format_number, with_unit
from programmes.totals import outcomes

LISTS_SHOWN = 5
WORDS = {
    Gift.Outcome.HANDED_OVER: _("%s suất"),
    Gift.Outcome.BY_PROXY: _("%s nhận thay"),
    Gift.Outcome.ABSENT: _("%s vắng mặt chờ trao lại"),
    Gift.Outcome.RETURNED: _("%s trả lại"),
}


def closing_of(event, outcomes_url):
    """What the page of the verb says besides: `decision` in words, figures, warnings with where to look."""
    counted = outcomes.sum_of_rows(outcomes.of_event(event))
    money = outcomes.money_of(event)
    by_outcome = {outcome: format_number(getattr(counted, outcome)) for outcome in WORDS}
    told = [words % by_outcome[outcome] for outcome, words in WORDS.items() if getattr(counted, outcome)]
    figures = [
        *((capfirst(outcome.label), number) for outcome, number in by_outcome.items()),
        (_("Chương trình chi"), with_unit(money.paid_vnd)),
        (_("Về lại khoản ủng hộ"), with_unit(money.released_vnd)),
        (_("Giữ cho người chưa nhận"), with_unit(money.kept_vnd)),
    ]
    return {
        "decision": _("Ghi nhận đã trao %s") % ", ".join(told) if told else "",
        "summary": figures,
        "warnings": list(_warnings(event, counted, money, outcomes_url)),
        "final": _("Sau đó kết quả chỉ sửa khi có hai người: một người đề nghị, người khác duyệt."),
    }


def _warnings(event, counted, money, outcomes_url):
    """(sentence, address of the rows it speaks of)."""
    if counted.open:
        yield _("Ghi kết quả các suất còn lại trước."), f"{outcomes_url}?tinh-trang=chua-ghi"
    if counted.absent:
        lists = GiftList.objects.named().filter(gifts__in=outcomes.gifts_of(event).filter(outcome="absent")).distinct()
        told = _("%(n)s người vắng mặt chờ buổi trao sau của danh sách %(lists)s.")
        said = {"n": format_number(counted.absent), "lists": first_few(list(lists), LISTS_SHOWN)}
        yield told % said, f"{outcomes_url}?tinh-trang=absent"
    if unnamed := outcomes.gifts_of(event).filter(outcome="by_proxy", proxy_name="").count():
        told = _("%s suất nhận thay chưa ghi ai nhận thay; ghi bây giờ, vì sau đó phải hai người mới sửa được.")
        yield told % format_number(unnamed), f"{outcomes_url}?tinh-trang=by_proxy"
    if money.lacking_vnd:
        yield _("Còn thiếu %s chưa phân bổ cho các suất đã nhận.") % with_unit(money.lacking_vnd), ""
