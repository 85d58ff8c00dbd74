"""Hand-overs, published figures and corrections as Atom feeds (RFC 4287), in the words of their pages."""

from datetime import datetime, time
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.public import books, columns, published
from programmes.public.responses import public
from programmes.rules.privacy import Hidden
from programmes.standards.money import format_number
from programmes.totals import read

ENTRIES = 100


class _News(Feed):
    """The newest records behind one page, each with the address where it stands there."""

    feed_type = Atom1Feed
    author_name = _("Bảo hiểm xã hội Việt Nam")
    page = feed = ""

    def link(self):
        return reverse(f"public:{self.page}")

    def feed_url(self):
        return reverse(f"public:{self.feed}")


class _Item(NamedTuple):
    """What changed, why and when; `href` is where a page tells it."""

    at: datetime
    href: str
    title: str
    text: str


class _Corrections(_News):
    title = _("Đính chính số liệu – Chương trình an sinh xã hội, BHXH Việt Nam")
    subtitle = _("Mỗi thay đổi số liệu của một kỳ đã khóa hoặc của một số đã công bố: số cũ, số mới và lý do.")
    page, feed = "corrections", "corrections-feed"

    def items(self):
        names = {programme.slug: programme.name for programme in read.programmes()}
        found = [
            *(_of_correction(one, names) for one in read.corrections()[:ENTRIES]),
            *map(_of_figure, published.changes(read.changed_figures())[:ENTRIES]),
        ]
        return sorted(found, key=lambda item: item.at, reverse=True)[:ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.text

    def item_link(self, item):
        return item.href

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


def _of_correction(correction, names):
    lines = [_line(change, correction.year, names) for change in books.told(correction)]
    reason = gettext("Lý do: %(reason)s") % {"reason": correction.reason}
    return _Item(
        correction.decided_at,
        f"{reverse('public:corrections')}#{books.anchor(correction)}",
        gettext("Đính chính %(period)s") % {"period": books.period_of(correction)},
        ". ".join([*lines, reason]),
    )


def _of_figure(change):
    old, new = change
    text = gettext("Cũ: %(old)s. Mới: %(new)s. Lý do: %(reason)s") % {
        "old": published.wording(old),
        "new": published.wording(new),
        "reason": new.reason,
    }
    href = f"{published.address(new.code)}#phien-ban-{new.version}"
    return _Item(new.public_since, href, gettext("Số liệu công bố %(code)s thay đổi") % {"code": new.code}, text)


class _Handovers(_News):
    """What, where and when; how many is on the page of each, where small numbers are hidden."""

    title = _("Các buổi trao – Chương trình an sinh xã hội, BHXH Việt Nam")
    subtitle = _("Các buổi trao mới nhất.")
    page, feed = "handovers", "handovers-feed"

    def items(self):
        return read.handovers(ENTRIES)

    def item_title(self, event):
        return event.title

    def item_description(self, event):
        return f"{event.place}, {event.province.full_name}. {event.round.programme.name}, {event.round.name}."

    def item_link(self, event):
        return columns.handover_address(event.pk)

    def item_pubdate(self, event):
        return _start_of(event.held_on)

    item_updateddate = item_pubdate


class _Published(_News):
    title = _("Số liệu công bố – Chương trình an sinh xã hội, BHXH Việt Nam")
    subtitle = _("Các số liệu đã công bố, giữ nguyên cách nêu, kèm nguồn.")
    page, feed = "published", "published-feed"

    def items(self):
        return sorted(read.published(), key=lambda figure: (figure.public_since, figure.code), reverse=True)[:ENTRIES]

    def item_title(self, figure):
        return f"{figure.indicator}: {published.wording(figure)}"

    def item_description(self, figure):
        return published.sentence(figure)

    def item_link(self, figure):
        return published.address(figure.code)

    def item_pubdate(self, figure):
        return figure.public_since

    item_updateddate = item_pubdate


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(change, year, names):
    if change["is_hidden"]:
        return f"{books.number_name(change, year, names)}: {Hidden.WITHHELD}"
    unit, old, new = books.shown(change)
    return f"{books.number_name(change, year, names)} ({unit}): {format_number(old)} → {format_number(new)}"


@public
def corrections_feed(request, state):
    return _Corrections()(request)


@public
def handovers_feed(request, state):
    return _Handovers()(request)


@public
def published_feed(request, state):
    return _Published()(request)
