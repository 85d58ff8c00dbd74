"""Gifts of the books that a file says otherwise: on which lists they stand, and whether it is meant to mend them."""

from django.utils.translation import gettext_lazy as _

from programmes.exchange.desk.questions import Question
from programmes.exchange.gifts.judge import HELD
from programmes.standards.lists import first_few
from programmes.standards.money import format_number

SHOWN_LISTS = 3


def ask_about_corrections(decision):
    """Whether lines mend gifts, or tell of second ones; asked where they name another list, or other months."""
    if not decision.doubtful.total():
        return
    told = _(
        "%(rows)s dòng có người, loại quà đã có trong đợt này: %(lists)s; tệp ghi nội dung khác. Các dòng này sửa suất "
        "đã có, hay là suất quà thứ hai? (Danh sách chọn ở “Ghi vào danh sách nào?” chỉ nhận dòng mới.)"
    )
    rows = format_number(decision.doubtful.total())
    lists = [
        _("%(rows)s ở danh sách “%(list)s”") % {"rows": format_number(count), "list": name}
        for (_pk, name, _number), count in decision.doubtful.most_common()
        if count
    ]
    choices = [
        ("", _("Sửa %s suất đã có theo tệp này") % rows),
        ("1", _("Là suất thứ hai: giữ nguyên suất đã có, không ghi %s dòng này (tính là bị từ chối)") % rows),
    ]
    yield Question("left_out", HELD, told % {"rows": rows, "lists": first_few(lists, SHOWN_LISTS, "; ")}, choices)
