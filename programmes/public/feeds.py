"""Corrections of closed periods as an Atom feed (RFC 4287), in the words of their page."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from programmes.public import books
from programmes.public.responses import public
from programmes.rules.privacy import Hidden
from programmes.standards.money import format_number
from programmes.totals import read

ENTRIES = 100


class _Corrections(Feed):
    feed_type = Atom1Feed
    title = "Đính chính số liệu – Chương trình an sinh xã hội, BHXH Việt Nam"
    subtitle = "Mỗi thay đổi số liệu của một kỳ đã khóa: số cũ, số mới và lý do."
    author_name = "Bảo hiểm xã hội Việt Nam"

    def link(self):
        return reverse("public:corrections")

    def feed_url(self):
        return reverse("public:corrections-feed")

    def items(self):
        names = {programme.slug: programme.name for programme in read.programmes()}
        return [(one, names) for one in read.corrections()[:ENTRIES]]

    def item_title(self, item):
        return f"Đính chính kỳ {item[0]}"

    def item_description(self, item):
        correction, names = item
        lines = [_line(change, correction.year, names) for change in books.told(correction)]
        return ". ".join([*lines, f"Lý do: {correction.reason}"])

    def item_link(self, item):
        return f"{self.link()}#dc-{item[0].pk}"

    def item_pubdate(self, item):
        return item[0].decided_at

    item_updateddate = item_pubdate


def _line(change, year, names):
    if change["is_hidden"]:
        return f"{books.figure_name(change, year, names)}: {Hidden.WITHHELD}"
    unit, old, new = books.shown(change)
    return f"{books.figure_name(change, year, names)} ({unit}): {format_number(old)} → {format_number(new)}"


@public
def corrections_feed(request, state):
    return _Corrections()(request)
