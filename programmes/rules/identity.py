"""The person behind a recipient: by what two records are the same one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import Gift, GiftList, keyed_hash
from programmes.rules.problems import Problem
from programmes.standards.identity import check_citizen_number
from programmes.standards.places import commune_key

IDENTITY = {"full_name", "birth_date", "birth_precision", "sex", "citizen_number", "province"}


def citizen_hash(number):
    """Key of a citizen number, None without one."""
    return keyed_hash(number) if number else None


def likeness(search_key, birth_date, province_id, commune):
    """Key of a person without papers: equal for equal folded name, birth (day or ISO text), province and commune."""
    return keyed_hash(f"{search_key}|{birth_date or ''}|{province_id}|{commune_key(commune)}")


def check_recipient(recipient):
    """Problems of a recipient's identity."""
    if recipient.citizen_number:
        try:
            check_citizen_number(recipient.citizen_number)
        except ValidationError as error:
            yield Problem("citizen_number", error.code, error.messages[0])
    else:
        yield from check_without_papers(recipient.birth_date, recipient.commune)


def check_without_papers(birth, commune):
    """Problems of a person without a citizen number, whom birth and commune must tell from others."""
    if not (birth and commune):
        yield Problem(
            "citizen_number",
            "no_papers_needs_birth_and_commune",
            _("Người không có số định danh thì phải có ngày (hoặc năm) sinh và xã để phân biệt."),
        )


def settled_identity():
    """Code and sentence: who stands on a list that others have read or approved stays who they are."""
    return (
        "person_is_settled",
        _("Người này đã có trong danh sách đã trình hoặc đã duyệt nên không đổi được họ tên, ngày sinh, số định danh."),
    )


def check_correction(stored, recipient):
    """Problems of changing a stored recipient: identity is settled once a list with this person leaves the draft."""
    changed = sorted(name for name in IDENTITY if getattr(stored, name) != getattr(recipient, name))
    if changed and Gift.objects.filter(recipient=stored).exclude(gift_list__state=GiftList.State.DRAFT).exists():
        yield Problem(changed[0], *settled_identity())
