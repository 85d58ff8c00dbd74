"""Whether the papers that records name are there, and hold what was attached."""

from programmes.models import Attachment


def papers():
    """(papers, those whose file is gone or holds something else); each file is read once."""
    looked, wrong = 0, 0
    for paper in Attachment.objects.order_by("pk").iterator():
        looked += 1
        wrong += paper.read() is None
    return looked, wrong
