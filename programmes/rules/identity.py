"""The person behind a recipient: by what two records are the same one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    INSURANCE_KINDS,
    Commune,
    FormerProvince,
    Gift,
    GiftList,
    Recipient,
    keyed_hash,
    names_of,
)
from programmes.models.fields import Unreadable
from programmes.rules.problems import Problem
from programmes.standards.dates import today_in_vietnam
from programmes.standards.identity import check_citizen_number, contradictions
from programmes.standards.places import commune_key, says_what_it_is

OLDEST = 110
IDENTITY = {"full_name", "birth_date", "birth_precision", "sex", "citizen_number", "province"}


def citizen_hash(number):
    """Key of a citizen number, None without one."""
    return keyed_hash(number) if number else None


def si_key(number):
    """Key of a mã số BHXH."""
    return Recipient._meta.get_field("si_hash").key(number)


def phone_key(number):
    """Key of a telephone number of whoever receives or gives, however it is written."""
    return Recipient._meta.get_field("phone_hash").key(number)


def number_key(recipient):
    """Key of the citizen number of a record; of one that cannot be read the key that it was stored with."""
    if isinstance(recipient.citizen_number, Unreadable):
        return bytes(recipient.citizen_hash)
    return citizen_hash(recipient.citizen_number)


def full_commune(name, province, office):
    """The one name with "Xã" or "Phường" that the register of the province, or the people of the office there, have for
    a commune that was typed without; the name as it was typed where it says what it is, or where several fit.
    """
    if not name or says_what_it_is(name):
        return name
    key, register = commune_key(name), Commune.objects.filter(province=province)
    kept = Recipient.objects.filter(office=office, province=province).order_by().values_list("commune", flat=True)
    found = {commune.name for commune in register if key in commune.keys}
    found |= {each for each in kept.distinct() if commune_key(each) == key}
    full = [each for each in found if says_what_it_is(each)]
    return full[0] if len(full) == 1 else name


def likeness(search_key, birth_date, province_id, commune):
    """Key of a person without papers: equal for equal folded name, birth (day or ISO text), province and commune."""
    return keyed_hash(f"{search_key}|{birth_date or ''}|{province_id}|{commune_key(commune)}")


def check_recipient(recipient):
    """Problems of a recipient's identity; a stored number that cannot be read was looked at when it was entered."""
    number = recipient.citizen_number
    if not number:
        yield from check_without_papers(recipient.birth_date, recipient.commune)
    elif not isinstance(number, Unreadable):
        try:
            check_citizen_number(number)
        except ValidationError as error:
            yield Problem("citizen_number", error.code, error.messages[0])
    yield from check_one_or_other(number, recipient.without_papers)


def check_papers(citizen_number, without_papers):
    """Problems of insuring a person: by the number, or declared to be without papers, with the reason."""
    if not (citizen_number or without_papers):
        yield Problem(
            "citizen_number",
            "number_missing",
            _(
                "Thiếu số định danh; %s cần đủ 12 số, hoặc ghi lý do ở ô “Không có giấy tờ” cùng ngày (hoặc năm) sinh "
                "và xã."
            )
            % names_of(INSURANCE_KINDS),
        )


def check_one_or_other(citizen_number, without_papers):
    """Nobody has a number and no papers."""
    if citizen_number and without_papers:
        yield Problem(
            "without_papers",
            "number_and_no_papers",
            _("Đã có số định danh thì để trống ô “Không có giấy tờ”; nếu số này sai thì xóa số."),
        )


def prefix_is_known(number, prefixes):
    """Whether a number begins as those of a former province (TT 59/2021/TT-BCA); without a table nothing is said."""
    return not prefixes or number[:3] in prefixes


def known_prefixes():
    """The first three digits of citizen numbers, by former province."""
    return frozenset(FormerProvince.objects.values_list("citizen_prefix", flat=True))


def doubts(number, birth_year, sex, prefixes):
    """What the number says otherwise than the record: to be looked up in the papers, refused nowhere."""
    found = contradictions(number, birth_year=birth_year, sex=sex)
    if "citizen_birth_year" in found:
        yield Problem("citizen_number", "citizen_birth_year", _("Số định danh không khớp năm sinh; đối chiếu giấy tờ."))
    if "citizen_sex" in found:
        yield Problem("citizen_number", "citizen_sex", _("Số định danh không khớp giới tính; đối chiếu giấy tờ."))
    if not prefix_is_known(number, prefixes):
        yield Problem(
            "citizen_number",
            "citizen_prefix",
            _("Ba số đầu của số định danh không có trong bảng mã tỉnh; đối chiếu giấy tờ."),
        )


def is_very_old(birth_year):
    """Whether hardly anybody born in that year is alive."""
    return today_in_vietnam().year - birth_year > OLDEST


def doubts_of_age(birth_year):
    """A birth longer ago than people live, mostly a mistyped year: to be looked up in the papers, refused nowhere."""
    if is_very_old(birth_year):
        told = _("Ngày sinh cho người hơn %d tuổi; đối chiếu giấy tờ, xem có ghi nhầm năm không.")
        yield Problem("birth_date", "very_old", told % OLDEST)


def doubts_of(recipient):
    """As `doubts` and `doubts_of_age`, of a record."""
    number, birth = recipient.citizen_number, recipient.birth_date
    found = list(doubts_of_age(birth.year)) if birth else []
    if number and not isinstance(number, Unreadable):
        found += doubts(number, birth.year if birth else None, recipient.sex or None, known_prefixes())
    return found


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
    changed = {name for name in IDENTITY - {"citizen_number"} if getattr(stored, name) != getattr(recipient, name)}
    if number_key(stored) != number_key(recipient):
        changed.add("citizen_number")
    if changed and Gift.objects.filter(recipient=stored).exclude(gift_list__state=GiftList.State.DRAFT).exists():
        yield Problem(min(changed), *settled_identity())
