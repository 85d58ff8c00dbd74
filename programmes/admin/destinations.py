"""On which lists the new gifts of a previewed file go, as the books stand when its page is opened."""

from itertools import islice
from typing import NamedTuple

from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import Gift, GiftList, GiftListTotal, Province, Round
from programmes.models.sums import sum_of
from programmes.rules.batches import drafts_of_file, homes_of, homes_to_ask
from programmes.rules.gifts import drafts_for, has_open_list, may_take
from programmes.standards.dates import format_day_padded
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

SHOWN_HOMES, SHOWN_COMMUNES, SHOWN_DRAFTS = 10, 3, 50


class Destination(NamedTuple):
    """So many lines of the file go on `draft`, which has `held` gifts; on a list yet to be opened where it is None, or
    on one that its officer has to choose (`is_open`).
    """

    lines: int
    draft: GiftList | None
    province: Province
    round: Round
    decision_number: str
    is_open: bool


class Others(NamedTuple):
    """The lists that the page does not name."""

    lists: int
    lines: int


def drafts_to_show(batch):
    """The drafts that could take new gifts of a previewed file, by age; each with how many gifts it has as `held`."""
    held = sum_of(GiftListTotal.objects, "quantity", gift_list=OuterRef("pk"))
    return drafts_of_file(batch, GiftList.objects.select_related("round", "province", "batch").annotate(held=held))


def list_choices(batch, drafts):
    """[(code, what the officer reads)] of those `drafts` that could take gifts of the file, the newest first; how many
    of them are left out.
    """
    homes, chosen = homes_to_ask(batch), batch.options.get("gift_list")
    fitting = [draft for draft in reversed(drafts) if any(may_take(draft, home) for home in homes)]
    shown = [draft for place, draft in enumerate(fitting) if place < SHOWN_DRAFTS or draft.code == chosen]
    communes = _communes(shown) if shown else {}
    choices = [(draft.code, _choice_words(draft, communes.get(draft.pk, ()))) for draft in shown]
    return choices, len(fitting) - len(shown)


def _communes(drafts):
    """Draft id -> names of the communes of those of its people whom its office keeps."""
    kept = Q(recipient__office=F("gift_list__office"))
    found = Gift.objects.filter(kept, gift_list__in=drafts, recipient__commune__gt="")
    communes = {}
    for pk, commune in found.order_by("recipient__commune").values_list("gift_list", "recipient__commune").distinct():
        communes.setdefault(pk, []).append(commune)
    return communes


def _choice_words(draft, communes):
    """What tells a list from others, as a person would say it; its file comes last."""
    undecided = [] if draft.decision_number else [_("chưa có số quyết định")]
    held = _("đã có %s suất") % format_number(draft.held) if draft.held else _("chưa có suất nào")
    drawn_up = _("lập ngày %s") % format_day_padded(timezone.localdate(draft.created_at))
    told = [draft, *([first_few(communes, SHOWN_COMMUNES)] if communes else []), *undecided, drawn_up, held]
    told += [_("từ tệp “%s”") % draft.batch.filename] if draft.batch else []
    return ", ".join(map(str, told))


def destinations(batch, drafts):
    """Of a previewed file: the first lists of its new gifts, and the Others."""
    homes = homes_of(batch.report)
    lines_of = dict(islice(homes.items(), SHOWN_HOMES))
    report = batch.report
    others = Others(report.get("home_count", 0) - len(lines_of), report.get("new", 0) - sum(lines_of.values()))
    if not lines_of:
        return [], others
    found = drafts_for(lines_of, drafts, batch.options)
    rounds = Round.objects.in_bulk({home.round_id for home in lines_of})
    provinces = Province.objects.in_bulk({home.province_id for home in lines_of})
    return [
        Destination(
            lines,
            found.get(home),
            provinces[home.province_id],
            rounds[home.round_id],
            home.decision_number,
            has_open_list([home], drafts, batch.options),
        )
        for home, lines in lines_of.items()
    ], others
