"""Records that look like one person: equal folded name, birth, province and commune, one of them without a number."""

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Recipient, SamePersonVerdict
from programmes.rules.eligibility import records_of_person
from programmes.rules.problems import Problem

PEOPLE, VERDICTS = Recipient._meta.db_table, SamePersonVerdict._meta.db_table
# Two without a number meet once, one with and one without too; who is found to be another record is not asked about.
PAIRS = f"""
FROM {PEOPLE} one JOIN {PEOPLE} two
    ON two.likeness = one.likeness AND (two.citizen_hash IS NOT NULL OR two.id > one.id)
WHERE one.citizen_hash IS NULL AND one.same_as_id IS NULL AND two.same_as_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM {VERDICTS} v WHERE v.first_id = one.id AND v.second_id = two.id)
    AND NOT EXISTS (SELECT 1 FROM {VERDICTS} v WHERE v.first_id = two.id AND v.second_id = one.id)
"""


def _select(what, office_id, more="", params=(), tail="", first=()):
    scope = "" if office_id is None else " AND (one.office_id = %s OR two.office_id = %s)"
    own = () if office_id is None else (office_id, office_id)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} {PAIRS}{scope}{more} {tail}", [*first, *own, *params])
        return cursor.fetchall()


def undecided_pairs(office_id=None, limit=50):
    """(id, id) of records nobody has concluded about; of an office those with at least one record of its own."""
    found = _select("one.id, two.id", office_id, tail="ORDER BY one.id, two.id LIMIT %s", params=[limit])
    return [tuple(sorted(pair)) for pair in found]


def count_pairs(office_id=None):
    """How many pairs wait for a conclusion."""
    return _select("COUNT(*)", office_id)[0][0]


def verdict_on(ids):
    """What was concluded, or is proposed, about two records; None where nothing is."""
    return SamePersonVerdict.objects.filter(first__in=ids, second__in=ids).select_related("decided_by").first()


def check_pair(ids):
    """Problems of concluding about two records: only such as look alike, and once."""
    places = ", ".join(["%s"] * len(ids))
    if verdict_on(ids):
        message = _("Hai người này đã có kết luận, hoặc có đề nghị kết luận chờ cơ quan kia; tải lại trang.")
        yield Problem("", "verdict_known", message)
    elif not ids or not _select("1", None, f" AND one.id IN ({places}) AND two.id IN ({places})", [*ids, *ids]):
        yield Problem("", "not_alike", _("Hai người này không nằm trong danh sách cần kết luận; tải lại trang."))


def check_known(verdict):
    """Problems of forgetting a conclusion."""
    if verdict is None:
        yield Problem("", "verdict_unknown", _("Hai người này chưa có kết luận nào để rút; tải lại trang."))


def check_confirmation(verdict, by, *, is_of_other_office):
    """Problems of deciding on what another officer proposed; `is_of_other_office` than the one that proposed."""
    if verdict is None or verdict.state != SamePersonVerdict.State.PROPOSED:
        yield Problem("", "verdict_waits_no_more", _("Đề nghị này không còn chờ quyết định; tải lại trang."))
    elif verdict.decided_by_id == by.pk or not is_of_other_office:
        message = _("Cơ quan bạn đã đề nghị kết luận này; cơ quan kia hoặc BHXH Việt Nam quyết định.")
        yield Problem("", "verdict_of_own_office", message)


def check_as_read(verdict, is_same):
    """Who decides has read what is proposed now, not what was taken back and proposed otherwise."""
    if verdict.is_same != is_same:
        yield Problem("", "verdict_changed", _("Đề nghị đã đổi sau khi bạn mở trang; tải lại trang rồi quyết định."))


def _of_office(office_id):
    """Conclusions about at least one record of an office; of any where it is None."""
    return Q() if office_id is None else Q(first__office=office_id) | Q(second__office=office_id)


def waiting_verdicts(office_id=None):
    """What waits for the other office, the oldest first."""
    waiting = SamePersonVerdict.objects.filter(_of_office(office_id), state=SamePersonVerdict.State.PROPOSED)
    return waiting.select_related("decided_by__office").order_by("pk")


def count_waiting(by, office_id=None):
    """(pairs that nobody has concluded about, proposals that `by` decides on), in one statement."""
    sql, params = verdicts_to_decide(by, office_id).order_by().values("pk").query.sql_with_params()
    return _select(f"COUNT(*), (SELECT COUNT(*) FROM ({sql}) proposed)", office_id, first=params)[0]


def verdicts_to_decide(by, office_id=None):
    """What waits for `by`: neither the own proposal nor, of an office, that of a colleague."""
    own = Q(decided_by=by) if office_id is None else Q(decided_by__office=office_id)
    return waiting_verdicts(office_id).exclude(own)


def latest_verdicts(office_id=None, limit=20, person_id=None):
    """The newest conclusions; of an office those about at least one record of its own, of a person those about it."""
    own = _of_office(office_id) & Q(state=SamePersonVerdict.State.STANDS)
    if person_id is not None:
        records = records_of_person([person_id]).values("pk")
        own &= Q(first__in=records) | Q(second__in=records)
    found = SamePersonVerdict.objects.filter(own).select_related("decided_by__office", "confirmed_by")
    return found.order_by("-pk")[:limit]


def check_same(first, second):
    """One person has one citizen number."""
    if records_of_person([first.pk, second.pk]).filter(citizen_hash__isnull=False).count() > 1:
        yield Problem(
            "",
            "two_numbers",
            _("Hai bên có hai số định danh khác nhau nên không thể là một người; kiểm tra lại hồ sơ."),
        )
