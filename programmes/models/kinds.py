"""Kinds of gifts, and the categories of those who receive them."""

from enum import Enum
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class Insurance(Enum):
    """What a gift may insure a person in. Its law says what the gift is worth and for which months (rules/)."""

    HEALTH = "BHYT"
    SOCIAL = "BHXH"


class Kind(NamedTuple):
    """All that the portal asks of a kind of gift; nothing has a default, so that no part is forgotten.

    `code` is how the books and the open data name it, `heading` stands over its public column, `unit` is what it is
    counted in; both are Vietnamese, translated by whoever shows them. `insurance` is None where the office itself says
    what the gift costs. `is_for_groups` is whether a group may be given it, as a quantity. `words` are what files call
    it beside its code and its label.
    """

    code: str
    heading: str
    unit: str
    insurance: Insurance | None
    is_for_groups: bool
    words: tuple
    label: str  # the last, where Django looks for it


class GiftKind(models.TextChoices):
    """The kinds of gifts in the order of the public columns. A new one is its description here and a migration."""

    SI_BOOK = Kind(
        code="si_book",
        label=_("sổ BHXH"),
        heading=gettext_noop("Sổ BHXH"),
        unit=gettext_noop("sổ"),
        insurance=Insurance.SOCIAL,
        is_for_groups=False,
        words=(
            "sổ",
            "sổ bảo hiểm xã hội",
            "BHXH",
            "BHXH tự nguyện",
            "bảo hiểm xã hội tự nguyện",
            "sổ BHXH tự nguyện",
            "BHXH TN",
            "BHXHTN",
            "sổ BHXH TN",
        ),
    )
    HI_CARD = Kind(
        code="hi_card",
        label=_("thẻ BHYT"),
        heading=gettext_noop("Thẻ BHYT"),
        unit=gettext_noop("thẻ"),
        insurance=Insurance.HEALTH,
        is_for_groups=False,
        words=(
            "thẻ",
            "BHYT",
            "thẻ bảo hiểm y tế",
            "bảo hiểm y tế",
            "BHYT hộ gia đình",
            "thẻ BHYT hộ gia đình",
        ),
    )
    TET_PACKAGE = Kind(
        code="tet_package",
        label=_("suất quà Tết"),
        heading=gettext_noop("Quà Tết"),
        unit=gettext_noop("suất"),
        insurance=None,
        is_for_groups=True,
        words=("quà Tết", "suất quà", "gói quà Tết"),
    )
    RELIEF = Kind(
        code="relief",
        label=_("hỗ trợ bão lũ"),
        heading=gettext_noop("Hỗ trợ bão lũ"),
        unit=gettext_noop("suất"),
        insurance=None,
        is_for_groups=True,
        words=("hỗ trợ", "cứu trợ", "hỗ trợ thiên tai", "hỗ trợ khắc phục hậu quả bão lũ"),
    )
    HEALTH_CHECK = Kind(
        code="health_check",
        label=_("khám bệnh miễn phí"),
        heading=gettext_noop("Khám bệnh"),
        unit=gettext_noop("người"),
        insurance=None,
        is_for_groups=True,
        words=("khám bệnh", "khám bệnh, cấp thuốc miễn phí", "khám chữa bệnh miễn phí"),
    )

    def __new__(cls, code, *parts):
        kind = str.__new__(cls, code)
        kind._value_ = code
        for name, part in zip(Kind._fields[1:], parts, strict=False):
            setattr(kind, name, part)
        return kind

    @property
    def has_months(self):
        """Whether it is given for months, the first of which is told: what insures is."""
        return self.insurance is not None


def _insist_described(kind):
    lacking = [name for name in Kind._fields[1:] if getattr(kind, name, "") == ""]
    if lacking:
        raise ImproperlyConfigured(f"{kind!r} lacks {', '.join(lacking)}: describe it as a Kind, with all its parts.")
    if isinstance(kind.words, str):
        raise ImproperlyConfigured(f"The words of {kind!r} are a tuple: a single one has a comma behind it.")
    if kind.insurance and kind.is_for_groups:
        raise ImproperlyConfigured(f"{kind!r} is insurance, which is given to a person and not to a group.")


for each in GiftKind:
    _insist_described(each)

INSURANCE_KINDS = tuple(kind for kind in GiftKind if kind.insurance)
UNITS = tuple(dict.fromkeys(kind.unit for kind in GiftKind))


def names_of(kinds, separator=", "):
    """The kinds of gifts as a sentence lists them: "sổ BHXH, thẻ BHYT"."""
    return separator.join(str(kind.label) for kind in kinds)


class Category(models.TextChoices):
    """Why a person is given something. Every one of them is sensitive (domain law: Luật 91/2025/QH15)."""

    POOR = "poor_household", _("hộ nghèo")
    NEAR_POOR = "near_poor_household", _("hộ cận nghèo")
    ESCAPED_POVERTY = "escaped_poverty", _("hộ mới thoát nghèo, thoát cận nghèo")
    ETHNIC_MINORITY = "ethnic_minority", _("người dân tộc thiểu số")
    FARMING = "average_living_standard_farming", _("hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình")
    STUDENT = "student_in_hardship", _("học sinh, sinh viên khó khăn")
    CHILD = "child_special_circumstances", _("trẻ em có hoàn cảnh đặc biệt")
    ELDERLY = "elderly", _("người cao tuổi")
    DISABLED = "disabled", _("người khuyết tật")
    PATIENT = "patient_in_hardship", _("bệnh nhân khó khăn")
    MERIT = "person_with_merit", _("người có công")
    POLICY_FAMILY = "policy_family", _("gia đình chính sách")
    DISASTER_VICTIM = "disaster_victim", _("người bị thiên tai")
    INFORMAL_WORKER = "informal_worker", _("lao động tự do")
    WORKER = "worker_in_hardship", _("đoàn viên, công nhân khó khăn")
    SINGLE_MOTHER = "single_mother", _("phụ nữ đơn thân")
    TRAFFICKING_VICTIM = "trafficking_victim", _("nạn nhân mua bán người")
    ISLAND = "island_resident", _("người ở xã đảo, đặc khu")
    OTHER = "other_hardship", _("hoàn cảnh khó khăn khác")
