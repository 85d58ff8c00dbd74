"""Words of a file to coded choices: labels, codes and the usual abbreviations, without regard to accents."""

import re

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.offers import likeliest
from programmes.models import Category, Donation, Donor, GiftKind, Measure, PublishedFigure, Recipient, Stage
from programmes.models.base import of_each
from programmes.rules.valuation import CARD_CATEGORIES, HOUSEHOLD
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
BEFORE_A_CHOICE = re.compile(
    r"(?:(?:ho|h|(?:gia dinh|gd|hgd)(?!.khac$)|nguoi|thuoc|dien|doi tuong|nhom|tang|trao|cap|nhan)[ .:]+)+"
)
BETWEEN_WORDS = re.compile(r"[\s,;/–-]+")
FEW_CHOICES = 8


def one_of(choices, words=None):
    """Parser of a cell that must be one of `choices`; `words` are what files call each of them beside label and code.

    A full stop at the end and "01" before ("01 thẻ BHYT") say nothing more, nor do "hộ", "gia đình", "người", "diện",
    "tặng" before the words and the signs between them, where the words alone say which.
    """
    codes, others = {}, of_each(choices, words) if words else dict.fromkeys(choices, ())
    for choice in choices:
        for word in (str(choice.label), choice.value, *others[choice]):
            if (first := codes.setdefault(fold(word), choice.value)) != choice.value:
                raise ImproperlyConfigured(
                    f"“{word}” in a file would be {choice.value} and {first} of {choices.__qualname__}."
                )
    bare = _by_bare_words(codes)

    def find(text):
        """The code that is meant; None for none."""
        word = fold(text)
        if (value := codes.get(word, codes.get(SAYS_NO_MORE.sub("", word)))) is None:
            value = bare.get(_bare(SAYS_NO_MORE.sub("", word)))
        return value

    def parse(text):
        if (value := find(text)) is None:
            raise _unknown(text, choices)
        return value

    parse.choices, parse.words, parse.find = choices, codes, find
    return parse


def _bare(word):
    word = word.replace("h.", "h ", 1) if word.startswith("h.") else word
    return BETWEEN_WORDS.sub(" ", BEFORE_A_CHOICE.sub("", word, count=1)).strip()


def _by_bare_words(codes):
    """Words without those that say nothing more -> code, where they then mean a single one."""
    meant = {}
    for word, code in codes.items():
        meant.setdefault(_bare(word), set()).add(code)
    return {word: min(found) for word, found in meant.items() if word and len(found) == 1}


def _unknown(text, choices):
    labels = [str(label) for value, label in choices.choices if value]
    told = {"text": text, "cure": _nearest(fold(text), labels) if len(labels) > FEW_CHOICES else _any_of(labels)}
    return ValidationError(_("Không hiểu “%(text)s”; %(cure)s") % told, code="choice_unknown")


def _any_of(labels):
    return _("ghi một trong: %s.") % ", ".join(labels)


def _nearest(word, labels):
    """Of many choices the nearest."""
    if nearest := likeliest(word, [(label, label) for label in labels]):
        return _("có phải “%s”? Hãy ghi đúng một tên có trong trang hướng dẫn của tệp mẫu.") % nearest
    return _("ghi một tên có trong trang hướng dẫn của tệp mẫu, ví dụ “%s”.") % "”, “".join(labels[:2])


_gift_kind = one_of(GiftKind, {kind: kind.words for kind in GiftKind})
category = one_of(
    Category,
    {
        Category.POOR: ("HN", "nghèo", "người thuộc hộ nghèo", "nghèo đa chiều"),
        Category.NEAR_POOR: ("HCN", "CN", "cận nghèo", "near_poor", "người thuộc hộ cận nghèo", "cận nghèo đa chiều"),
        Category.ESCAPED_POVERTY: (
            *("thoát nghèo", "mới thoát nghèo", "thoát cận nghèo", "mới thoát cận nghèo", "HMTN", "MTN"),
            *("mới thoát nghèo, cận nghèo", "mới thoát nghèo, mới thoát cận nghèo"),
        ),
        Category.ETHNIC_MINORITY: (
            *("DT", "DTTS", "dân tộc thiểu số", "dân tộc TS", "ĐBDTTS", "đồng bào DTTS", "đồng bào dân tộc thiểu số"),
        ),
        Category.FARMING: (
            *("GB", "NLN", "NLNN", "NLNDN", "nông lâm ngư", "nông lâm ngư nghiệp", "nông lâm ngư diêm nghiệp"),
            *("làm nông, lâm, ngư nghiệp", "làm nông, lâm, ngư, diêm nghiệp", "nông, lâm, ngư nghiệp MSTB"),
            *("nông, lâm, ngư nghiệp có mức sống trung bình", "nông, lâm, ngư nghiệp mức sống trung bình"),
            *("nông, lâm, ngư, diêm nghiệp có mức sống trung bình", "nông, lâm, ngư, diêm nghiệp MSTB"),
            *("làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình", "làm nông, lâm, ngư, diêm nghiệp MSTB"),
            *("làm nông, lâm, ngư nghiệp có mức sống trung bình", "làm nông, lâm, ngư nghiệp MSTB"),
        ),
        Category.STUDENT: (
            *("HS", "SV", "HSSV", "HS, SV", "học sinh SV", "HS sinh viên", "HSSV khó khăn", "HSSV có HCKK"),
            "học sinh",
            "sinh viên",
            "học sinh, sinh viên",
            "học sinh, sinh viên có hoàn cảnh khó khăn",
        ),
        Category.CHILD: (
            *("trẻ mồ côi", "mồ côi", "trẻ em mồ côi", "trẻ em", "TEMC", "trẻ em có HCĐB", "TE có HCĐB", "TE HCĐB"),
        ),
        Category.ELDERLY: ("người già neo đơn", "người già", "NCT"),
        Category.DISABLED: ("khuyết tật nặng", "khuyết tật đặc biệt nặng", "NKT", "NKT nặng", "NKTN"),
        Category.PATIENT: ("BN", "bệnh nhân", "bệnh nhân có hoàn cảnh khó khăn", "BN khó khăn", "bệnh nhân HCKK"),
        Category.MERIT: ("người có công với cách mạng", "NCC", "NCC với cách mạng", "NCCVCM"),
        Category.POLICY_FAMILY: ("GĐCS", "hộ chính sách"),
        Category.DISASTER_VICTIM: ("nạn nhân thiên tai", "nạn nhân bão lũ", "bị bão lũ", "bị thiệt hại do thiên tai"),
        Category.INFORMAL_WORKER: ("LĐ tự do", "LĐTD", "lao động phi chính thức", "LĐ phi chính thức"),
        Category.WORKER: ("công nhân khó khăn", "đoàn viên khó khăn", "CN khó khăn", "CNLĐ khó khăn"),
        Category.SINGLE_MOTHER: ("PN đơn thân", "mẹ đơn thân", "bà mẹ đơn thân", "phụ nữ đơn thân nuôi con nhỏ"),
        Category.TRAFFICKING_VICTIM: (),
        Category.ISLAND: ("XD", "xã đảo", "ở xã đảo", "dân xã đảo", "đặc khu", "ở đặc khu"),
        Category.OTHER: (
            "HCKK",
            "hoàn cảnh KK",
            "có HCKK",
            "KK",
            "khó khăn",
            "hoàn cảnh khó khăn",
            "người có hoàn cảnh khó khăn",
            "khác",
        ),
    },
)
ABOUT_A_GIFT = re.compile(r"(?:[ ,(-]+(?:\d{1,3} ?(?:thang|th|t)|1 nam|hgd|ho gia dinh)\)?)+$|\s*\(.*\)$")
PARTS = re.compile(r"\s*(?:[,;/+&()\n]|\bvà\b|\s[-–]\s)\s*")


def gift_kind(text):
    """The kind of a gift, told alone or with how long or for whom: "thẻ BHYT 12 tháng", "BHYT hộ cận nghèo"."""
    word = ABOUT_A_GIFT.sub("", fold(text))
    words = word.split(" ")
    if kind := _gift_kind.find(word):
        return kind
    for count in range(len(words) - 1, 0, -1):
        if category.find(" ".join(words[count:]).removeprefix("cho ")) and (
            kind := _gift_kind.find(" ".join(words[:count]))
        ):
            return kind
    return _gift_kind(text)


gift_kind.choices, gift_kind.words = GiftKind, _gift_kind.words


def category_of_several(text):
    """Of several categories in one cell the label of the one that fixes the price; "" for a single one.

    Raises `category_several` where two would fix it.
    """
    parts = [part for part in PARTS.split(text) if part]
    if len(parts) < 2 or category.find(text):
        return ""
    found = {Category(category(part)) for part in parts}
    fixed = {each for each in found if HOUSEHOLD not in CARD_CATEGORIES.get(each, (HOUSEHOLD,))}
    unpriced = found - CARD_CATEGORIES.keys()
    chosen = fixed or unpriced or {next(each for each in Category if each in found)}
    if len(chosen) > 1:
        raise ValidationError(
            _("Không hiểu “%s”: là nhiều đối tượng có mức đóng khác nhau; hãy ghi một, phần còn lại ghi vào “Ghi chú”.")
            % text,
            code="category_several",
        )
    return str(chosen.pop().label)


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
        Donation.Form.CASH: ("tiền mặt", "chuyển khoản", "TM", "CK", "TM/CK"),
        Donation.Form.IN_KIND: (),
    },
)
donation_route = one_of(
    Donation.Route,
    {
        Donation.Route.VIA_BHXH: ("chuyển khoản", "CK"),
        Donation.Route.COUNTER: ("tiền mặt", "TM"),
        Donation.Route.DIRECT: (),
        Donation.Route.IN_KIND: (),
    },
)
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
