"""What must hold for gifts and their lists beyond their own fields."""

from typing import NamedTuple

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programmes.models import INSURANCE_KINDS, GiftKind, GiftList
from programmes.rules.erasures import check_erased
from programmes.rules.identity import check_papers
from programmes.rules.problems import Problem
from programmes.rules.rights_requests import check_restriction
from programmes.standards.money import format_number


def check_list_is_open(gift_list):
    """Gifts come and go only while their list is a draft."""
    if gift_list.state != GiftList.State.DRAFT:
        yield Problem(
            "gift_list",
            "list_is_closed",
            _("Danh sách “%(list)s” %(state)s nên không sửa được; nếu cần, đề nghị người duyệt trả lại.")
            % {"list": gift_list, "state": gift_list.get_state_display()},
        )


class ListKey(NamedTuple):
    """The home of a gift of a file: all gifts of one go on one list."""

    round_id: int
    province_id: int
    office_id: int
    decision_number: str


NEW_LIST, EACH_LIST = "new", "each"  # what an officer may choose for a file beside the code of a draft


def drafts_of(homes, lists):
    """The drafts among `lists`, a queryset, that could take gifts of these homes, ListKeys, whatever their decision;
    by age.
    """
    rounds, offices = {home.round_id for home in homes}, {home.office_id for home in homes}
    return lists.filter(round__in=rounds, office__in=offices, state=GiftList.State.DRAFT).order_by("pk")


def may_take(draft, home):
    """Whether gifts of this home may stand on the draft: of one round, province and office, of no other decision."""
    same = (draft.round_id, draft.province_id, draft.office_id) == home[:3]
    return same and (not home.decision_number or home.decision_number == draft.decision_number)


def drafts_for(homes, drafts, options):
    """The draft on which a file puts the gifts of each home; one that gets a new list is left out.

    By the `options` of its upload: what its officer saw when he confirmed it ("lists", for each home the id of a draft
    or None), else the list that he chose for the file ("gift_list", a code or NEW_LIST), else the newest of the
    `drafts`, as drafts_of, of the same decision.
    """
    seen = {ListKey(*home): pk for *home, pk in options.get("lists", ())}
    chosen = options.get("gift_list", "")
    drafts = list(drafts)
    by_id = {draft.pk: draft for draft in drafts}
    found = {}
    for home in homes:
        if home in seen:
            draft = by_id.get(seen[home])
        else:
            fitting = [draft for draft in drafts if may_take(draft, home)]
            named = [draft for draft in fitting if draft.code == chosen]
            same = [draft for draft in fitting if draft.decision_number == home.decision_number]
            draft = next(reversed(named or ([] if chosen == NEW_LIST else same)), None)
        if draft:
            found[home] = draft
    return found


def has_open_list(homes, drafts, options):
    """Whether only the officer can tell which list takes the gifts of a home: several drafts could, or one of another
    decision.
    """
    seen = {ListKey(*home) for *home, _pk in options.get("lists", ())}
    asked = [] if options.get("gift_list") else [home for home in homes if home not in seen]
    fitting = [(home, [draft for draft in drafts if may_take(draft, home)]) for home in asked]
    return any(len(found) > 1 or (found and not home.decision_number) for home, found in fitting)


def check_lists(options, homes):
    """Problems of the lists that the officer chose or saw for the gifts of a file: drafts still, and of its gifts."""
    chosen = {options.get("gift_list", "")} - {"", NEW_LIST, EACH_LIST}
    seen = {pk for *_home, pk in options.get("lists", ())} - {None}
    if not (chosen or seen):
        return
    names = {code: code for code in chosen}
    for gift_list in GiftList.objects.named().filter(Q(code__in=chosen) | Q(pk__in=seen)).order_by("pk"):
        yield from check_list_is_open(gift_list)
        if gift_list.code in chosen:
            takes = not homes or any(may_take(gift_list, home) for home in homes)
            names = {} if takes else {gift_list.code: gift_list}
    for name in names.values():
        yield Problem(
            "gift_list",
            "list_takes_none",
            _("Danh sách “%s” không nhận được các dòng của tệp: khác đợt, tỉnh hoặc quyết định; chọn danh sách khác.")
            % name,
        )


def check_list(gift_list):
    """The office of a province draws up lists of its own province; headquarters those of any."""
    home = gift_list.office.province_id if gift_list.office_id else None
    if home and gift_list.province_id and gift_list.province_id != home:
        yield Problem(
            "province",
            "list_of_other_office",
            _("%(office)s không lập danh sách của nơi khác; chọn lại tỉnh, thành phố.") % {"office": gift_list.office},
        )


def check_gift(gift):
    """Problems of one gift: a person or a group, and months where it is insurance."""
    if (gift.recipient_id is None) == (not gift.group_name):
        yield Problem(
            "recipient", "person_or_group", _("Chọn một người nhận, hoặc ghi tên nhóm và số lượng; không cả hai.")
        )
    yield from check_kind(gift, is_for_person=gift.recipient_id is not None)
    if gift.recipient_id is not None:
        yield from check_erased(gift.recipient)
        yield from check_restriction(gift.recipient)
    if gift.kind in INSURANCE_KINDS and gift.recipient_id is not None:
        yield from check_papers(gift.recipient.citizen_number, gift.recipient.without_papers)


def check_kind(gift, *, is_for_person):
    """Problems of what a kind asks: a person, and of insurance months and when they begin. Also of a line of a file."""
    if not gift.kind:
        return
    kind = GiftKind(gift.kind)
    if not (is_for_person or kind.is_for_groups):
        told = _("%s phải ghi từng người nhận cụ thể.") % capfirst(kind.label)
        yield Problem("recipient", "kind_needs_person", told)
        return
    if not kind.has_months:
        return
    if not gift.months:
        yield Problem("months", "months_missing", _("Thiếu số tháng; ghi số tháng đóng, ví dụ 12."))
    if not gift.starts_on:
        yield Problem("starts_on", "start_missing", _("Thiếu tháng bắt đầu; ghi dạng tháng/năm, ví dụ 12/2025."))


def check_submission(gift_list):
    """A list is submitted with at least one gift."""
    if not gift_list.gifts.exists():
        yield Problem("", "list_is_empty", _("Danh sách chưa có suất quà nào; thêm suất quà rồi mới trình."))


def check_differences(gift_list, differing):
    """Gifts that cost otherwise than computed are looked at before they are submitted."""
    if differing and not gift_list.difference_reason:
        yield Problem(
            "",
            "difference_not_accepted",
            _(
                "%s suất chi khác mức tính theo định mức; xem từng suất rồi bấm “Áp dụng mức tính theo định mức”, hoặc "
                "“Chấp nhận chênh lệch” và ghi lý do."
            )
            % format_number(differing),
        )


def check_has_differences(differing):
    """There is something to accept or to take."""
    if not differing:
        yield Problem(
            "",
            "no_difference",
            _("Danh sách không có suất nào chi khác mức tính theo định mức; tải lại trang rồi trình duyệt."),
        )
