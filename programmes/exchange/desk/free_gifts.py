"""New gifts for which the programme pays nothing, since the state or somebody else pays all: are they gifts of ours?"""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.corrections import ask_about_corrections
from programmes.exchange.desk.questions import Question
from programmes.exchange.gifts.judge import FREE
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

SHOWN_SORTS = 5


def ask_about_free(decision):
    """Whether gifts of 0 đồng are recorded; asked where the file would bring new ones."""
    if not decision.free:
        return
    sorts = [
        _("%(what)s (%(rows)s dòng)") % {"what": what, "rows": format_number(rows)}
        for what, rows in decision.free.most_common()
    ]
    rows = format_number(decision.free.total())
    told = _(
        "%(rows)s dòng là quà 0 đồng: %(sorts)s. Ngân sách hoặc nơi khác đã đóng đủ, chương trình không phải chi. Vẫn "
        "ghi là quà của chương trình?"
    )
    choices = [
        ("", _("Có, ghi cả %s dòng 0 đồng này") % rows),
        ("1", _("Không ghi %s dòng 0 đồng này (tính là bị từ chối)") % rows),
    ]
    yield Question("left_out", FREE, told % {"rows": rows, "sorts": first_few(sorts, SHOWN_SORTS, "; ")}, choices)


def ask_of_books(decision):
    """What is asked of the gifts that a Decision changes or makes, beside what the file itself leaves open."""
    yield from ask_about_corrections(decision)
    yield from ask_about_free(decision)
