"""What must hold when a programme or a round changes."""

from collections import Counter
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, DonorTotal, Gift, GiftList, ImportBatch
from programmes.models.base import Proposal
from programmes.rules.batches import WAITING
from programmes.rules.problems import Problem
from programmes.standards.money import format_number


def check_round(stored, round_):
    """A round with donations or lists stays in its programme: what was counted there would move without a trace."""
    moves = stored.programme_id != round_.programme_id
    if moves and (Donation.objects.filter(round=stored).exists() or GiftList.objects.filter(round=stored).exists()):
        yield Problem(
            "programme",
            "round_is_used",
            _("Đợt này đã có khoản ủng hộ hoặc danh sách nên không chuyển sang chương trình khác; hãy lập đợt mới."),
        )


class Hanging(NamedTuple):
    """How many rows of `model` name a record in their field `name`, and whether some of them are there for good."""

    model: type
    name: str
    count: int
    stays: bool = False

    def __str__(self):
        return f"{format_number(self.count)} {self.model._meta.verbose_name}"


def what_hangs(record):
    """What names a programme or a round, of whatever table: a Hanging for each that has such rows, one query each.

    An upload that nobody works on any more holds nothing, nor do sums: what it brought, and what they count, hangs
    there itself. Gifts hang on their list, and no index finds them by its round.
    """
    found = []
    for relation in record._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.related_model not in (DonorTotal, Gift):
            model, name = relation.related_model, relation.field.name
            rows = model._base_manager.filter(**{name: record})
            rows = rows.filter(state__in=WAITING) if model is ImportBatch else rows
            stays = issubclass(model, Proposal) and rows.exclude(decided_at=None).exists()
            found.append(Hanging(model, name, rows.count(), stays))
    return [each for each in found if each.count]


def check_withdrawal(record):
    """A programme, a round or a donor goes while nothing hangs on it, be it a draft."""
    if found := what_hangs(record):
        cure = _("hãy chuyển hoặc hủy các bản ghi đó trước")
        if any(each.stays for each in found):
            cure = _("đề nghị đã có người quyết định được giữ mãi")
        yield Problem(
            "",
            "still_used",
            _("%(record)s còn %(found)s nên không xóa được; %(cure)s.")
            % {"record": capfirst(record._meta.verbose_name), "found": _in_words(found, type(record)), "cure": cure},
        )


def _in_words(found, own):
    """What hangs on a record, each table once; of its own table it is other records."""
    counts = Counter()
    for each in found:
        counts[each.model] += each.count
    told = [(n, _("%s khác gắn vào") if model is own else "%s", model) for model, n in counts.items()]
    return ", ".join(f"{format_number(n)} {words % model._meta.verbose_name}" for n, words, model in told)


def check_belongs(record):
    """Problems of a record whose round is not one of its programme."""
    if record.round_id and record.round.programme_id != record.programme_id:
        yield Problem("round", "round_of_other_programme", _("Đợt này thuộc chương trình khác; chọn lại đợt."))
