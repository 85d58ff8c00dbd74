"""What papers of an office have in common: the head, who signs, how they name what a donation was and is for."""

from programmes.models import Donation
from programmes.rules import trails

HEADQUARTERS_PLACE = "Hà Nội"
ABOVE_HEADQUARTERS = "Bộ Tài chính"  # QĐ 391/QĐ-BTC of 26/2/2025
ABOVE_OFFICES = "Bảo hiểm xã hội Việt Nam"
OF_SAMPLE = "Dữ liệu minh họa, không có giá trị"
TO_BE_WRITTEN = "……/……"  # the number is given by the office's register, never by the portal
BY_HAND = "(ký, ghi rõ họ tên)"
HEAD_SIGNS = ("Thủ trưởng đơn vị", "(ký, ghi rõ họ tên, đóng dấu)")


def head_of(office, *, day, is_sample):
    """What every paper of this office tells at its head, as fields of `Headed`; a sample says that it is one."""
    return {
        "office_above": ABOVE_HEADQUARTERS if office.is_headquarters else ABOVE_OFFICES,
        "office": office.name,
        "number": TO_BE_WRITTEN,
        "place": HEADQUARTERS_PLACE if office.is_headquarters else office.province.name,
        "day": day,
        "note": OF_SAMPLE if is_sample else "",
    }


def money_and_goods(donation):
    """(đồng in money, đồng that goods are worth) of a donation, None for what it is not: they are never one sum."""
    is_goods = donation.form == Donation.Form.IN_KIND
    return (None, donation.amount_vnd) if is_goods else (donation.amount_vnd, None)


def trail_code(donation):
    """The code of its trail as a paper shows it."""
    return trails.written(trails.code_of(donation))


def purpose_of(donation):
    """What a donation was given for: programme, round and province that the donor named."""
    told = [donation.programme.name]
    if donation.round_id:
        told.append(f"đợt “{donation.round.name}”")
    if donation.earmark_id:
        told.append(f"dành cho {donation.earmark.name_within}")
    return "; ".join(told)
