"""What a letter is about: the public page from which its form was opened, by the path of that page."""

from typing import NamedTuple

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from programmes.models import HEADQUARTERS_CODE, Feedback, Office
from programmes.public import number_ids, numbers
from programmes.public.parameters import LONGEST, BadParameterError, NoSuchNumberError
from programmes.standards.dates import format_day
from programmes.totals import read


class Subject(NamedTuple):
    """`about` is the path between its slashes, "trao-tang/12"; `office` answers, headquarters unless it has its own."""

    about: str
    name: str
    office: Office

    @property
    def address(self):
        return f"{reverse('public:home')}{self.about}/"


NOTHING = ""


def subject_of(about):
    """The Subject at a path; of no page in particular where there is none. Raises BadParameterError for any other."""
    office = Office.objects.get(code=HEADQUARTERS_CODE)
    if not about:
        return Subject(NOTHING, "", office)
    found = _found(about)
    if found is None:
        raise BadParameterError(
            _("Không có trang “%(asked)s” để hỏi về. Xin mở lại biểu mẫu từ trang muốn hỏi, hoặc bỏ phần sau dấu “?”.")
            % {"asked": about[:LONGEST]}
        )
    name, own = found
    return Subject(about, name[: _most("about_name")], own or office)


def _most(name):
    return Feedback._meta.get_field(name).max_length


def _found(about):
    """(name in Vietnamese, its own office or None) of the page at this path; None where there is none to ask about."""
    if len(about) > _most("about"):
        return None
    with override("vi"):  # the office reads it
        try:
            at = resolve(f"/{about}/")
        except Resolver404:
            return None
        tell = TOLD_OF.get(at.view_name)
        return tell(*at.kwargs.values()) if tell else None


def _handover(number):
    event = read.handover(number)
    if event is None:
        return None
    return _("Buổi trao “%(title)s” ngày %(day)s") % {
        "title": event.title,
        "day": format_day(event.held_on),
    }, event.office


def _round(slug):
    found = read.round_(slug)
    return found and (_("Đợt “%s”") % found.name, None)


def _number(text):
    try:
        found = numbers.answer(read.state(), number_ids.read(text))
    except NoSuchNumberError:
        return None
    return _("Số liệu “%s”") % found.title, None


TOLD_OF = {"public:handover": _handover, "public:round": _round, "public:number": _number}
