"""Words of a file to coded choices: labels, codes and the usual abbreviations, without regard to accents."""

import re

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import Category, Donation, Donor, GiftKind, Measure, PublishedFigure, Recipient, Stage
from programmes.models.base import of_each
from programmes.standards.names import fold

UNITS_IN_OLD_FILES = {
    Measure.MONEY: ("VND", "VNĐ"),
    Measure.PEOPLE: ("person",),
    Measure.BOOKS: ("book",),
    Measure.CARDS: ("card",),
    Measure.BOOKS_AND_CARDS: ("item",),
    Measure.PACKAGES: ("gift",),
    Measure.DELEGATIONS: ("trip",),
}
SAYS_NO_MORE = re.compile(r"^0?1 (?=\D)|[. ]+$")


def one_of(choices, words=None):
    """Parser of a cell that must be one of `choices`; `words` are what files call each of them beside label and code.

    A full stop at the end and "01" before ("01 thẻ BHYT") say nothing more.
    """
    codes, others = {}, of_each(choices, words) if words else dict.fromkeys(choices, ())
    for choice in choices:
        for word in (str(choice.label), choice.value, *others[choice]):
            if (first := codes.setdefault(fold(word), choice.value)) != choice.value:
                raise ImproperlyConfigured(
                    f"“{word}” in a file would be {choice.value} and {first} of {choices.__qualname__}."
                )
    labels = ", ".join(str(label) for value, label in choices.choices if value)

    def parse(text):
        word = fold(text)
        if (value := codes.get(word, codes.get(SAYS_NO_MORE.sub("", word)))) is None:
            raise ValidationError(
                _("Không hiểu “%(text)s”; ghi một trong: %(labels)s.") % {"text": text, "labels": labels},
                code="choice_unknown",
            )
        return value

    parse.choices = choices
    return parse


gift_kind = one_of(GiftKind, {kind: kind.words for kind in GiftKind})
category = one_of(
    Category,
    {
        Category.POOR: ("HN", "nghèo", "người thuộc hộ nghèo"),
        Category.NEAR_POOR: ("HCN", "CN", "cận nghèo", "near_poor", "người thuộc hộ cận nghèo"),
        Category.ESCAPED_POVERTY: ("thoát nghèo", "hộ mới thoát nghèo"),
        Category.ETHNIC_MINORITY: ("DTTS", "người DTTS", "dân tộc thiểu số"),
        Category.FARMING: ("hộ nông lâm ngư nghiệp",),
        Category.STUDENT: (
            "HSSV",
            "học sinh",
            "sinh viên",
            "học sinh, sinh viên",
            "học sinh, sinh viên có hoàn cảnh khó khăn",
        ),
        Category.CHILD: ("trẻ mồ côi", "trẻ em"),
        Category.ELDERLY: ("người già neo đơn",),
        Category.DISABLED: ("khuyết tật", "khuyết tật nặng", "người khuyết tật nặng"),
        Category.PATIENT: ("bệnh nhân", "bệnh nhân có hoàn cảnh khó khăn"),
        Category.MERIT: ("người có công với cách mạng",),
        Category.POLICY_FAMILY: (),
        Category.DISASTER_VICTIM: ("nạn nhân thiên tai",),
        Category.INFORMAL_WORKER: (),
        Category.WORKER: (),
        Category.SINGLE_MOTHER: (),
        Category.TRAFFICKING_VICTIM: (),
        Category.ISLAND: (),
        Category.OTHER: ("khó khăn", "hoàn cảnh khó khăn", "người có hoàn cảnh khó khăn", "khác"),
    },
)
sex = one_of(
    Recipient.Sex,
    {
        Recipient.Sex.MALE: ("nam giới", "trai", "m", "1"),
        Recipient.Sex.FEMALE: ("nữ giới", "gái", "f", "0"),
        Recipient.Sex.UNKNOWN: (),
    },
)
donor_kind = one_of(
    Donor.Kind,
    {
        Donor.Kind.BANK: (),
        Donor.Kind.ENTERPRISE: ("công ty", "DN"),
        Donor.Kind.ORGANISATION: (),
        Donor.Kind.RELIGIOUS_BODY: (),
        Donor.Kind.AGENCY: (),
        Donor.Kind.COLLECTION_ORGANISATION: (),
        Donor.Kind.STAFF: ("cán bộ ngành", "công chức, viên chức"),
        Donor.Kind.INDIVIDUAL: ("cá nhân, nhà hảo tâm", "nhà hảo tâm"),
        Donor.Kind.ANONYMOUS: (),
    },
)
donation_form = one_of(
    Donation.Form,
    {
        Donation.Form.CASH: ("tiền mặt", "chuyển khoản"),
        Donation.Form.IN_KIND: (),
    },
)
donation_route = one_of(Donation.Route)
donation_thanks = one_of(
    Donation.Thanks,
    {
        Donation.Thanks.LETTER: ("thư",),
        Donation.Thanks.CERTIFICATE: ("bằng khen",),
        Donation.Thanks.BOARD: ("bảng",),
    },
)
donation_state = one_of(
    Donation.State,
    {
        Donation.State.PLEDGED: ("đăng ký",),
        Donation.State.RECEIVED: ("đã nhận", "chờ duyệt"),
        Donation.State.APPROVED: ("duyệt",),
    },
)
measure = one_of(Measure, {each: each.names for each in Measure})
unit = one_of(Measure, {each: (str(each.unit), *each.words, *UNITS_IN_OLD_FILES.get(each, ())) for each in Measure})
stage = one_of(
    Stage,
    {
        Stage.PLEDGED: ("đăng ký", "hứa tặng"),
        Stage.PLANNED: ("kế hoạch", "dự kiến trao"),
        Stage.RAISED: ("vận động", "tiếp nhận", "đã huy động"),
        Stage.GIVEN: ("trao", "đã tặng", "đã thụ hưởng"),
        Stage.VALUE: ("giá trị", "trị giá"),
        Stage.LOCAL_SHARE: ("địa phương hỗ trợ", "phần địa phương"),
    },
)
qualifier = one_of(
    PublishedFigure.Qualifier,
    {
        PublishedFigure.Qualifier.EXACT: ("chính xác",),
        PublishedFigure.Qualifier.OVER: ("trên",),
        PublishedFigure.Qualifier.NEARLY: (),
        PublishedFigure.Qualifier.ABOUT: ("xấp xỉ",),
        PublishedFigure.Qualifier.AT_LEAST: ("tối thiểu",),
        PublishedFigure.Qualifier.AT_MOST: ("tối đa", "không quá"),
        PublishedFigure.Qualifier.UNDER: ("chưa đến",),
        PublishedFigure.Qualifier.ORDER_OF_MAGNITUDE: (),
        PublishedFigure.Qualifier.NOT_COUNTED: (),
    },
)


def yes_no(text):
    """ "x", "có", "1" are yes; "không", "0" are no."""
    word = fold(text)
    if word in {"x", "co", "1", "yes", "true", "dung"}:
        return True
    if word in {"khong", "0", "no", "false", "sai"}:
        return False
    raise ValidationError(_("Không hiểu “%s”; ghi “x” nếu có, để trống nếu không.") % text, code="yes_no_unknown")
