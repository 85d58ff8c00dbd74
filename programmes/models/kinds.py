"""Kinds of gifts, and the categories of those who receive them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GiftKind(models.TextChoices):
    SI_BOOK = "si_book", _("sổ BHXH")
    HI_CARD = "hi_card", _("thẻ BHYT")
    TET_PACKAGE = "tet_package", _("suất quà Tết")
    RELIEF = "relief", _("hỗ trợ bão lũ")
    HEALTH_CHECK = "health_check", _("khám bệnh miễn phí")


INSURANCE_KINDS = (GiftKind.SI_BOOK, GiftKind.HI_CARD)


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
