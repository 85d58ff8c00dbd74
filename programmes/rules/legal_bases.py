"""For what personal data are processed, and on which basis: as lists, papers and the person's own sheet tell it."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.models import Programme
from programmes.models.base import of_each

UNCERTAIN = _("cần pháp chế xác nhận")


class Ground(NamedTuple):
    """`purpose` in a sentence, `source` the text of law, `status` how sure that is."""

    purpose: str
    source: str
    status: str


# The articles are from secondary copies of the law: nobody has read them in the gazette yet.
GROUNDS = of_each(
    Programme.Basis,
    {
        Programme.Basis.TASK: Ground(
            _("xét, lập danh sách, cấp thẻ BHYT, sổ BHXH và trao quà an sinh; quyết toán, kiểm toán"),
            _("Luật 91/2025/QH15 (xử lý không cần đồng ý để làm nhiệm vụ của cơ quan nhà nước)"),
            UNCERTAIN,
        ),
        Programme.Basis.CONSENT: Ground(
            _("xét, lập danh sách và trao quà an sinh cho người đã đồng ý; quyết toán, kiểm toán"),
            _("Luật 91/2025/QH15 Điều 9 (sự đồng ý, rút lại được)"),
            UNCERTAIN,
        ),
        Programme.Basis.EMERGENCY: Ground(
            _("cứu trợ người gặp thiên tai, dịch bệnh, sự cố; quyết toán, kiểm toán"),
            _("Luật 91/2025/QH15 (xử lý không cần đồng ý trong tình trạng khẩn cấp); NĐ 93/2021/NĐ-CP"),
            UNCERTAIN,
        ),
    },
)


def ground_words(programme):
    """ "Mục đích: …. Căn cứ: …." as papers tell it that people sign or take home."""
    ground = GROUNDS[Programme.Basis(programme.basis)]
    return _("Mục đích: %(purpose)s. Căn cứ: %(source)s.") % {"purpose": ground.purpose, "source": ground.source}


def ground_to_confirm(programme):
    """As `ground_words`, and how sure it is: for officers, "cần pháp chế xác nhận"."""
    status = GROUNDS[Programme.Basis(programme.basis)].status
    return f"{ground_words(programme)} {_('Tình trạng: %s.') % status}"
