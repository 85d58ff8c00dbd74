"""What must hold when a programme or a round changes."""

from django.utils.translation import gettext_lazy as _

from programmes.models import Donation, GiftList
from programmes.rules.problems import Problem


def check_round(stored, round_):
    """A round with donations or lists stays in its programme: what was counted there would move without a trace."""
    moves = stored.programme_id != round_.programme_id
    if moves and (Donation.objects.filter(round=stored).exists() or GiftList.objects.filter(round=stored).exists()):
        yield Problem(
            "programme",
            "round_is_used",
            _("Đợt này đã có khoản ủng hộ hoặc danh sách nên không chuyển sang chương trình khác; hãy lập đợt mới."),
        )


def check_belongs(record):
    """Problems of a record whose round is not one of its programme."""
    if record.round_id and record.round.programme_id != record.programme_id:
        yield Problem("round", "round_of_other_programme", _("Đợt này thuộc chương trình khác; chọn lại đợt."))
