"""The head of a paper of an office, and how papers name what a donation is for."""

HEADQUARTERS_PLACE = "Hà Nội"
ABOVE_HEADQUARTERS = "Bộ Tài chính"  # QĐ 391/QĐ-BTC of 26/2/2025
ABOVE_OFFICES = "Bảo hiểm xã hội Việt Nam"
OF_SAMPLE = "Dữ liệu minh họa, không có giá trị"


def head_of(office, *, day, is_sample, number=""):
    """What every paper of this office tells at its head, as fields of `Headed`; a sample says that it is one."""
    return {
        "office_above": ABOVE_HEADQUARTERS if office.is_headquarters else ABOVE_OFFICES,
        "office": office.name,
        "number": number,
        "place": HEADQUARTERS_PLACE if office.is_headquarters else office.province.name,
        "day": day,
        "note": OF_SAMPLE if is_sample else "",
    }


def purpose_of(donation):
    """What a donation was given for: programme, round and province that the donor named."""
    told = [donation.programme.name]
    if donation.round_id:
        told.append(f"đợt “{donation.round.name}”")
    if donation.earmark_id:
        told.append(f"dành cho {donation.earmark.name_within}")
    return "; ".join(told)
