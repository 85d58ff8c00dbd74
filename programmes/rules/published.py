"""What must hold for a published figure."""

from django.utils.translation import gettext_lazy as _

from programmes.models import PublishedFigure
from programmes.rules import public_texts
from programmes.rules.problems import Problem


def check(figure):
    """Problems of a figure: a period in order, and a value exactly where the wording holds one."""
    if figure.period_end < figure.period_start:
        yield Problem("period_end", "period_order", _("Kỳ kết thúc trước khi bắt đầu; đổi lại hai ngày."))
    if (figure.value is None) != (figure.qualifier in PublishedFigure.WITHOUT_NUMBER):
        yield Problem(
            "value",
            "value_and_qualifier",
            _("Số liệu “chỉ nêu độ lớn” hoặc “không nêu số” thì để trống giá trị; còn lại phải có giá trị."),
        )
    yield from public_texts.check(figure)
