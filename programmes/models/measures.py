"""What published figures count, each kind described once: its unit, its stages, and what our own records have of it."""

from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.kinds import GiftKind
from programmes.standards.wordings import Vocabulary


class Stage(models.TextChoices):
    """How far that which is counted has come. They are never added to each other."""

    PLEDGED = "pledged", _("cam kết")
    PLANNED = "planned", _("dự kiến")
    RAISED = "raised", _("huy động")
    GIVEN = "given", _("đã trao")
    VALUE = "value", _("giá trị đã trao")
    LOCAL_SHARE = "local_share", _("phần địa phương hỗ trợ")


HAPPENED = (Stage.RAISED, Stage.GIVEN, Stage.VALUE)  # what is told of the past, and may stand in the headline
_OF_THINGS = (Stage.PLEDGED, Stage.PLANNED, Stage.RAISED, Stage.GIVEN)
_OF_DEEDS = (Stage.PLEDGED, Stage.PLANNED, Stage.GIVEN)


class Subject(StrEnum):
    """Whether a figure says of what it is: the value of cards, the percentage of books."""

    NONE = "none"
    MAY = "may"
    MUST = "must"


class Counted(NamedTuple):
    """All that the portal asks of a measure; nothing has a default, so that no part is forgotten.

    `unit` is what it is counted in, `given` what is said of it when the gift has arrived. `has_hundredths` is whether
    its numbers are hundredths of the unit: 3598 is 35,98 %. `subject` is whether it is a number of another measure.
    `kinds` are the gifts of our records that are the same thing, `parts` the measures that it counts together. `words`
    are the unit as reports write it, `names` what files call the measure beside its code and its label.
    """

    code: str
    unit: str
    stages: tuple
    given: str
    has_hundredths: bool
    subject: Subject
    kinds: tuple
    parts: tuple
    words: tuple
    names: tuple
    label: str  # the last, where Django looks for it


class Measure(models.TextChoices):
    """What a figure counts. A new one is its description here and a migration."""

    MONEY = Counted(
        code="money",
        label=_("số tiền"),
        unit=_("đồng"),
        stages=tuple(Stage),
        given=_("đã trao"),
        has_hundredths=False,
        subject=Subject.MAY,
        kinds=(),
        parts=(),
        words=(),  # đồng and foreign money are read by standards/wordings.py
        names=("tiền", "kinh phí"),
    )
    PEOPLE = Counted(
        code="people",
        label=_("người"),
        unit=_("người"),
        stages=_OF_DEEDS,
        given=_("thụ hưởng"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(),  # one person may hold a book and a card
        parts=(),
        words=(
            *("người", "người dân", "người thụ hưởng", "trường hợp", "đối tượng", "bệnh nhân", "em", "trẻ em", "cháu"),
            *("học sinh", "sinh viên", "đoàn viên", "hội viên", "công nhân", "lao động", "người lao động", "cụ"),
            *("đồng bào", "đồng chí", "cán bộ", "chiến sĩ", "phụ nữ", "thân nhân"),
        ),
        names=("số người", "người thụ hưởng"),
    )
    BOOKS = Counted(
        code="books",
        label=_("sổ BHXH"),
        unit=_("sổ"),
        stages=_OF_THINGS,
        given=_("đã trao"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(GiftKind.SI_BOOK,),
        parts=(),
        words=("sổ", "sổ bhxh", "sổ bảo hiểm xã hội"),
        names=("sổ", "sổ bảo hiểm xã hội"),
    )
    CARDS = Counted(
        code="cards",
        label=_("thẻ BHYT"),
        unit=_("thẻ"),
        stages=_OF_THINGS,
        given=_("đã trao"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(GiftKind.HI_CARD,),
        parts=(),
        words=("thẻ", "thẻ bhyt", "thẻ bảo hiểm y tế"),
        names=("thẻ", "thẻ bảo hiểm y tế"),
    )
    BOOKS_AND_CARDS = Counted(
        code="books_and_cards",
        label=_("sổ BHXH và thẻ BHYT"),
        unit=_("sổ và thẻ"),
        stages=_OF_THINGS,
        given=_("đã trao"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(GiftKind.SI_BOOK, GiftKind.HI_CARD),
        parts=("books", "cards"),
        words=(),
        names=("sổ và thẻ", "sổ, thẻ", "sổ BHXH, thẻ BHYT"),
    )
    PACKAGES = Counted(
        code="packages",
        label=_("suất quà"),
        unit=_("suất"),
        stages=_OF_THINGS,
        given=_("đã trao"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=tuple(kind for kind in GiftKind if kind.unit == "suất"),
        parts=(),
        words=("suất", "suất quà", "phần quà", "túi quà", "gói quà", "suất hỗ trợ", "phần", "quà"),
        names=("suất", "suất quà Tết", "quà", "suất quà tặng"),
    )
    HEALTH_CHECKS = Counted(
        code="health_checks",
        label=_("lượt khám bệnh"),
        unit=_("lượt"),
        stages=_OF_DEEDS,
        given=_("đã thực hiện"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(GiftKind.HEALTH_CHECK,),
        parts=(),
        words=("lượt", "lượt người", "lượt khám", "ca khám", "người được khám"),
        names=("khám bệnh", "lượt khám", "lượt"),
    )
    HOUSEHOLDS = Counted(
        code="households",
        label=_("hộ gia đình"),
        unit=_("hộ"),
        stages=_OF_DEEDS,
        given=_("được hỗ trợ"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(),
        parts=(),
        words=("hộ", "hộ dân", "hộ nghèo", "hộ cận nghèo", "gia đình", "hộ gia đình"),
        names=("hộ", "số hộ"),
    )
    DELEGATIONS = Counted(
        code="delegations",
        label=_("đoàn công tác"),
        unit=_("đoàn"),
        stages=(Stage.PLANNED, Stage.GIVEN),
        given=_("đã đi trao"),
        has_hundredths=False,
        subject=Subject.NONE,
        kinds=(),
        parts=(),
        words=("đoàn", "đoàn công tác"),
        names=("đoàn",),
    )
    PERCENT = Counted(
        code="percent",
        label=_("tỷ lệ"),
        unit="%",
        stages=tuple(Stage),
        given=_("đã trao"),
        has_hundredths=True,
        subject=Subject.MUST,
        kinds=(),
        parts=(),
        words=("%", "phần trăm"),
        names=("phần trăm", "%"),
    )
    TIMES = Counted(
        code="times",
        label=_("mức so sánh"),
        unit=_("lần"),
        stages=tuple(Stage),
        given=_("đã trao"),
        has_hundredths=True,
        subject=Subject.MUST,
        kinds=(),
        parts=(),
        words=("lần",),
        names=("số lần", "lần"),
    )

    def __new__(cls, code, *parts):
        measure = str.__new__(cls, code)
        measure._value_ = code
        for name, part in zip(Counted._fields[1:], parts, strict=False):
            setattr(measure, name, part)
        return measure


def _insist_described(measure):
    lacking = [name for name in Counted._fields[1:] if getattr(measure, name, "") == ""]
    if lacking:
        raise ImproperlyConfigured(
            f"{measure!r} lacks {', '.join(lacking)}: describe it as a Counted, with all its parts."
        )


for each in Measure:
    _insist_described(each)

# Measures that a percentage, a comparison or a value may be of.
SUBJECTS = tuple(measure for measure in Measure if not measure.has_hundredths)

VOCABULARY = Vocabulary(
    words={word: measure.value for measure in Measure for word in measure.words},
    joined={frozenset(measure.parts): measure.value for measure in Measure if measure.parts},
)


def done_words(measure, stage):
    """How far it has come, in words: "đã trao", "huy động"."""
    if stage == Stage.LOCAL_SHARE:
        return _("do địa phương hỗ trợ")
    return Measure(measure).given if stage in (Stage.GIVEN, Stage.VALUE) else Stage(stage).label


def indicator_words(measure, stage, subject=""):
    """What a figure tells, in words: "thẻ BHYT đã trao", "giá trị sổ BHXH và thẻ BHYT đã trao", "số tiền huy động"."""
    measure, stage = Measure(measure), Stage(stage)
    of = Measure(subject) if subject else None
    done = done_words(of or measure, stage)
    if of is None or (of is Measure.MONEY and measure is Measure.MONEY):
        what = measure.label if measure is not Measure.MONEY or stage != Stage.VALUE else _("giá trị quà")
    elif measure is Measure.MONEY:
        what = _("giá trị %(what)s") % {"what": of.label}
    else:
        what = _("%(measure)s %(what)s") % {"measure": measure.label, "what": of.label}
    return _("%(what)s %(done)s") % {"what": what, "done": done}
