"""What the arguments of a command name: an officer, a round. Raises FileProblem where they name nothing."""

from programmes.exchange.file_problem import FileProblem
from programmes.models import Officer, Round


def officer_named(username):
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise FileProblem("officer_unknown", f"Không có cán bộ nào tên đăng nhập “{username}”.")
    return officer


def round_named(slug):
    """The round, None where no slug is given."""
    round_ = Round.objects.filter(slug=slug).first() if slug else None
    if slug and round_ is None:
        raise FileProblem("round_unknown", f"Không có đợt nào tên “{slug}”; xem mục Đợt trong trang quản trị.")
    return round_
