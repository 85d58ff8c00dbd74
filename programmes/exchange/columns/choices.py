"""Words of a file to coded choices: labels, codes and the usual abbreviations, without regard to accents."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import Category, Donation, Donor, GiftKind, PublishedFigure, Recipient
from programmes.standards.names import fold

SAYS_NO_MORE = re.compile(r"^0?1 (?=\D)|[. ]+$")


def one_of(choices, synonyms=None):
    """Parser of a cell that must be one of `choices`; `synonyms` maps other words to codes.

    A full stop at the end and "01" before ("01 thẻ BHYT") say nothing more.
    """
    known = {}
    for value, label in choices.choices:
        known[fold(str(label))] = known[fold(str(value))] = value
    known.update({fold(word): value for word, value in (synonyms or {}).items()})
    labels = ", ".join(str(label) for value, label in choices.choices if value)

    def parse(text):
        word = fold(text)
        if (value := known.get(word, known.get(SAYS_NO_MORE.sub("", word)))) is None:
            raise ValidationError(
                _("Không hiểu “%(text)s”; ghi một trong: %(labels)s.") % {"text": text, "labels": labels},
                code="choice_unknown",
            )
        return value

    return parse


gift_kind = one_of(
    GiftKind,
    {
        "sổ": "si_book",
        "sổ bảo hiểm xã hội": "si_book",
        "BHXH": "si_book",
        "BHXH tự nguyện": "si_book",
        "bảo hiểm xã hội tự nguyện": "si_book",
        "sổ BHXH tự nguyện": "si_book",
        "BHXH TN": "si_book",
        "sổ BHXH TN": "si_book",
        "thẻ": "hi_card",
        "BHYT": "hi_card",
        "thẻ bảo hiểm y tế": "hi_card",
        "bảo hiểm y tế": "hi_card",
        "BHYT hộ gia đình": "hi_card",
        "thẻ BHYT hộ gia đình": "hi_card",
        "quà Tết": "tet_package",
        "suất quà": "tet_package",
        "gói quà Tết": "tet_package",
        "hỗ trợ": "relief",
        "cứu trợ": "relief",
        "hỗ trợ thiên tai": "relief",
        "hỗ trợ khắc phục hậu quả bão lũ": "relief",
        "khám bệnh": "health_check",
        "khám bệnh, cấp thuốc miễn phí": "health_check",
        "khám chữa bệnh miễn phí": "health_check",
    },
)
category = one_of(
    Category,
    {
        "HN": "poor_household",
        "nghèo": "poor_household",
        "người thuộc hộ nghèo": "poor_household",
        "HCN": "near_poor_household",
        "CN": "near_poor_household",
        "cận nghèo": "near_poor_household",
        "near_poor": "near_poor_household",
        "người thuộc hộ cận nghèo": "near_poor_household",
        "thoát nghèo": "escaped_poverty",
        "hộ mới thoát nghèo": "escaped_poverty",
        "DTTS": "ethnic_minority",
        "người DTTS": "ethnic_minority",
        "dân tộc thiểu số": "ethnic_minority",
        "HSSV": "student_in_hardship",
        "học sinh": "student_in_hardship",
        "sinh viên": "student_in_hardship",
        "học sinh, sinh viên": "student_in_hardship",
        "học sinh, sinh viên có hoàn cảnh khó khăn": "student_in_hardship",
        "trẻ mồ côi": "child_special_circumstances",
        "trẻ em": "child_special_circumstances",
        "người già neo đơn": "elderly",
        "khuyết tật": "disabled",
        "khuyết tật nặng": "disabled",
        "người khuyết tật nặng": "disabled",
        "bệnh nhân": "patient_in_hardship",
        "bệnh nhân có hoàn cảnh khó khăn": "patient_in_hardship",
        "người có công với cách mạng": "person_with_merit",
        "nạn nhân thiên tai": "disaster_victim",
        "hộ nông lâm ngư nghiệp": "average_living_standard_farming",
        "khó khăn": "other_hardship",
        "hoàn cảnh khó khăn": "other_hardship",
        "người có hoàn cảnh khó khăn": "other_hardship",
        "khác": "other_hardship",
    },
)
sex = one_of(
    Recipient.Sex,
    {
        "nam giới": "male",
        "nữ giới": "female",
        "trai": "male",
        "m": "male",
        "1": "male",
        "gái": "female",
        "f": "female",
        "0": "female",
    },
)
donor_kind = one_of(
    Donor.Kind,
    {
        "công ty": "enterprise",
        "DN": "enterprise",
        "cá nhân, nhà hảo tâm": "individual",
        "nhà hảo tâm": "individual",
        "cán bộ ngành": "staff",
        "công chức, viên chức": "staff",
    },
)
donation_form = one_of(Donation.Form, {"tiền mặt": "cash", "chuyển khoản": "cash"})
donation_route = one_of(Donation.Route)
donation_thanks = one_of(Donation.Thanks, {"thư": "letter", "bằng khen": "certificate", "bảng": "board"})
donation_state = one_of(
    Donation.State, {"đăng ký": "pledged", "đã nhận": "received", "chờ duyệt": "received", "duyệt": "approved"}
)
indicator = one_of(PublishedFigure.Indicator)
unit = one_of(PublishedFigure.Unit, {"VNĐ": "VND", "sổ BHXH": "book", "thẻ BHYT": "card", "suất quà": "gift"})
qualifier = one_of(PublishedFigure.Qualifier, {"trên": "over", "chính xác": "exact", "xấp xỉ": "about"})


def yes_no(text):
    """ "x", "có", "1" are yes; "không", "0" are no."""
    word = fold(text)
    if word in {"x", "co", "1", "yes", "true", "dung"}:
        return True
    if word in {"khong", "0", "no", "false", "sai"}:
        return False
    raise ValidationError(_("Không hiểu “%s”; ghi “x” nếu có, để trống nếu không.") % text, code="yes_no_unknown")
