"""Records for tests: plain functions, made through the actions of the portal, invented but plausible.

`by` is the officer who acts; without it a maker of the record's office does, and another officer, the
checker, approves. Names, numbers and amounts are invented; citizen numbers end in 000001 to 000099.
"""

import hashlib
import itertools
import json
from datetime import date, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from programmes.access import roles
from programmes.actions import (
    allocations,
    bank_lines,
    breaches,
    donations,
    donor_joins,
    donors,
    factors,
    feedback,
    filings,
    gift_lists,
    handovers,
    moves,
    notes,
    programmes,
    published,
    recipients,
    rights_requests,
)
from programmes.actions import gifts as gift_actions
from programmes.models import (
    HEADQUARTERS_CODE,
    BankLine,
    Breach,
    Commune,
    Donation,
    Donor,
    Feedback,
    Gift,
    GiftKind,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Measure,
    Office,
    Officer,
    Programme,
    ProgrammeTarget,
    Province,
    PublishedFigure,
    Rate,
    Recipient,
    RightsRequest,
    Round,
    Stage,
)
from programmes.rules import funding
from programmes.standards import periods

PASSWORD = "mat-khau-kiem-thu"

NGHE_AN, DIEN_BIEN, HA_NOI, DAK_LAK = "40", "11", "01", "66"
PROVINCES = {  # code: (name, slug, kind, region, row, column on the tile diagram)
    "01": ("Hà Nội", "ha-noi", Province.Kind.MUNICIPALITY, "Đồng bằng sông Hồng", 3, 3),
    "11": ("Điện Biên", "dien-bien", Province.Kind.PROVINCE, "Trung du và miền núi phía Bắc", 1, 0),
    "40": ("Nghệ An", "nghe-an", Province.Kind.PROVINCE, "Bắc Trung Bộ", 5, 2),
    "66": ("Đắk Lắk", "dak-lak", Province.Kind.PROVINCE, "Tây Nguyên", 10, 3),
}
HEALTH_CARD_12_MONTHS = {  # 4.5 % of 2,340,000 for 12 months, the state pays 70 %
    "donor_cost_vnd": 379_080,
    "state_support_vnd": 884_520,
    "local_topup_vnd": 0,
    "months": 12,
    "starts_on": date(2025, 12, 1),
}
GIVEN_NAMES = ("Ân", "Bình", "Chương", "Dung", "Đào", "Hạnh", "Khánh", "Lý", "Mỷ", "Ngoan", "Phượng", "Vừ")

_numbers = itertools.count(1)


def a_number():
    """The next of 1, 2, 3, ... in this run of the tests."""
    return next(_numbers)


# Places and people of the office


def a_province(code=NGHE_AN):
    """The province of this code; made once in a test."""
    name, slug, kind, region, row, column = PROVINCES[code]
    prefix = "Thành phố" if kind == Province.Kind.MUNICIPALITY else "Tỉnh"
    province, _created = Province.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "full_name": f"{prefix} {name}",
            "slug": slug,
            "kind": kind,
            "kind_since": date(2025, 7, 1),
            "former_kind": kind,
            "region": region,
            "tile_row": row,
            "tile_column": column,
        },
    )
    return province


def an_office(code=NGHE_AN):
    """The office of a province, or headquarters; made once in a test."""
    if code == HEADQUARTERS_CODE:
        name, province = "BHXH Việt Nam", None
    else:
        province = a_province(code)
        name = f"BHXH {province.full_name.replace('Tỉnh', 'tỉnh').replace('Thành phố', 'thành phố')}"
    office, _created = Office.objects.get_or_create(code=code, defaults={"name": name, "province": province})
    return office


def headquarters():
    return an_office(HEADQUARTERS_CODE)


def an_officer(role=roles.PROVINCIAL_OFFICER, office=None, **over):
    """A new officer with one role (or none: role=None); of Nghệ An unless told, approvers of headquarters."""
    number = a_number()
    if office is None:
        office = an_office() if role in {roles.PROVINCIAL_OFFICER, None} else headquarters()
    over = {"username": f"canbo{number}", "full_name": f"Cán bộ {number}", "is_staff": True, **over}
    officer = Officer(office=office, email=f"{over['username']}@example.vn", **over)
    officer.set_password(PASSWORD)
    officer.save()
    if role:
        officer.groups.add(Group.objects.get(name=role.name))
    return officer


def an_officer_with_a_factor(**over):
    """An officer who has begun to set up a second factor."""
    officer = an_officer(**over)
    factors.begin(by=officer)
    return officer


def a_maker_and_checker(office=None):
    """An officer with the rights of both sides: only the two-person rule stands against approving own entries."""
    office = office or an_office()
    role = roles.HEADQUARTERS_OFFICER if office.is_headquarters else roles.PROVINCIAL_OFFICER
    officer = an_officer(role, office)
    officer.groups.add(Group.objects.get(name=roles.APPROVER.name))
    return officer


def a_superuser(**over):
    return an_officer(role=None, **{"office": headquarters(), "is_superuser": True, **over})


def _standing(username, role, office):
    """The officer who acts when a test names none; one for each name."""
    found = Officer.objects.filter(username=username).first()
    return found or an_officer(role, office, username=username)


def the_maker(office=None):
    """Who enters records of an office when a test does not say."""
    office = office or an_office()
    role = roles.HEADQUARTERS_OFFICER if office.is_headquarters else roles.PROVINCIAL_OFFICER
    return _standing(f"nhap-{office.code}", role, office)


def the_checker():
    """Who approves when a test does not say; works at headquarters and has entered nothing."""
    return _standing("duyet", roles.APPROVER, headquarters())


# Programmes


def a_programme(**over):
    number = a_number()
    return Programme.objects.create(
        **{"slug": f"chuong-trinh-{number}", "name": f"Trao sổ BHXH, thẻ BHYT {number}", **over}
    )


def a_target(by=None, **over):
    """What headquarters wants of a programme in a year."""
    said = {"year": 2025, "target_vnd": 50_000_000_000, "source": "Kế hoạch 123/KH-BHXH ngày 5/1/2025", **over}
    said["programme"] = said.get("programme") or a_programme()
    return programmes.set_target(ProgrammeTarget(**said), by=by or the_maker(headquarters()))


def a_round(**over):
    number = a_number()
    over = {
        "slug": f"dot-{number}",
        "name": f"Đợt {number}",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2025, 12, 31),
        **over,
    }
    over.setdefault("programme", None)
    over["programme"] = over["programme"] or a_programme()
    return Round.objects.create(**over)


# Money


def a_donor(*, by=None, **over):
    by = by or the_maker(over.get("office"))
    over = {"kind": Donor.Kind.ENTERPRISE, "name": f"Công ty TNHH Minh Họa {a_number()}", **over}
    return donors.register(Donor(**over), by=by)


def a_person(*, by=None, **over):
    """A donor who is a natural person, without consent to be named."""
    name = f"Nguyễn Thị {GIVEN_NAMES[a_number() % len(GIVEN_NAMES)]}"
    return a_donor(by=by, **{"kind": Donor.Kind.INDIVIDUAL, "name": name, **over})


def a_donation(*, by=None, **over):
    """A donation of 5,000,000 đồng received on 4/3/2025, waiting for approval."""
    by = by or the_maker(over.get("office") or (over["donor"].office if "donor" in over else None))
    over = {"amount_vnd": 5_000_000, "received_on": date(2025, 3, 4), **over}
    if "donor" not in over:
        over["donor"] = a_donor(by=by, **({"office": over["office"]} if "office" in over else {}))
    if "programme" not in over:
        over["programme"] = over["round"].programme if over.get("round") else a_programme()
    return donations.record(Donation(**over), by=by)


def a_pledge(**over):
    """A donation of 5,000,000 đồng promised on 1/3/2025."""
    return a_donation(**{"state": Donation.State.PLEDGED, "received_on": None, "pledged_on": date(2025, 3, 1), **over})


def a_bank_line(*, by=None, **over):
    """5,000,000 đồng that came in on 5/3/2025 on an account of Nghệ An."""
    over = {
        "account": "Ngân hàng Minh Họa 0012 3456",
        "reference": f"FT{a_number():08}",
        "booked_on": date(2025, 3, 5),
        "amount_vnd": 5_000_000,
        "description": "Ung ho",
        **over,
    }
    return bank_lines.record(BankLine(**over), by=by or the_maker(over.get("office")))


def an_approved_donation(*, by=None, approved_by=None, **over):
    return donations.approve(a_donation(by=by, **over), by=approved_by or the_checker())


def a_new_figure(*, period="2025", **over):
    """Not entered yet: 2025, exactly 54.38 billion đồng raised."""
    over = {
        "code": f"T{a_number():04}",
        "measure": Measure.MONEY,
        "stage": Stage.RAISED,
        "value": 54_380_000_000,
        "qualifier": PublishedFigure.Qualifier.EXACT,
        "wording": "54,38 tỷ đồng",
        "source_title": "Bài báo kiểm thử",
        "source_publisher": "Báo kiểm thử",
        "source_date": date(2025, 12, 31),
        "source_precision": "day",
        **over,
    }
    figure = PublishedFigure(**over)
    figure.period = periods.read(period)
    return figure


def a_draft_figure(*, by=None, **over):
    return published.enter(a_new_figure(**over), by=by or the_maker(headquarters()))


def a_published_figure(*, by=None, **over):
    """2025, exactly 54.38 billion đồng raised; `code` may be the same only once."""
    return published.publish(a_draft_figure(by=by, **over), by=the_checker())


# Gifts


def a_citizen_number(prefix="040", sex="male", birth_year=None, number=None):
    """Twelve digits by the rule: prefix, century and sex, year, counter 000001 to 000099."""
    turn = a_number()
    birth_year = birth_year or 1950 + turn // 99 % 50
    digit = (birth_year // 100 - 19) * 2 + (sex == "female")
    return f"{prefix}{digit}{birth_year % 100:02}{number or turn % 99 + 1:06}"


def a_recipient(*, by=None, **over):
    """A person with a citizen number of the office's province."""
    by = by or the_maker(over.get("office"))
    office = over.get("office") or by.office
    code = office.code if not office.is_headquarters else NGHE_AN
    over = {
        "full_name": f"Vừ Thị {GIVEN_NAMES[a_number() % len(GIVEN_NAMES)]}",
        "citizen_number": a_citizen_number(f"0{code}"),
        "province": office.province or a_province(code),
        "commune": "Xã Mường Xén",
        **over,
    }
    return recipients.register(Recipient(**over), by=by)


def a_breach(**over):
    """Found yesterday, reported at once, not closed."""
    found = timezone.now() - timedelta(days=1)
    said = {"found_at": found, "what": "Mất máy tính", "whose": "Người nhận một xã", "measures": "Khóa tài khoản"}
    said |= {"reported_to": "Cơ quan chuyên trách", "reported_at": found + timedelta(hours=1)}
    return breaches.enter(Breach(**{**said, **over}), by=the_maker(headquarters()))


def a_move(**over):
    """The proposal of another programme for a donation."""
    return moves.propose(an_approved_donation(**over), programme=a_programme(), reason="Ghi nhầm", by=the_maker())


def a_join(*records):
    first, second = records or (a_donor(), a_donor())
    return donor_joins.propose(first, other=second, reason="Cùng mã số thuế", by=the_maker())


def a_restricted_giver(**over):
    """A person who gave, and has asked that their data be used no further."""
    donor = a_person(**over)
    return donors.restrict(donor, by=the_maker(donor.office))


def a_restricted_recipient(**over):
    """A person who has asked that their data be used no further."""
    person = a_recipient(**over)
    return recipients.restrict(person, by=the_maker(person.office))


def a_letter(text="Vì sao xã tôi chưa được trao?", **over):
    """What a visitor has sent to the office of Nghệ An, unless told."""
    said = {"kind": Feedback.Kind.QUESTION, "office": an_office(), "text": text}
    return feedback.receive(Feedback(**{**said, **over}), nonce=f"{a_number()}")[0]


def an_answered_letter(**over):
    return feedback.answer(a_letter(**over), answer="Xã được trao trong tháng 12.", by=the_maker())


def a_letter_aside(**over):
    return feedback.set_aside(a_letter(**over), aside_as="spam", reason="Quảng cáo", by=the_maker())


def a_rights_request(kind="see", *, by=None, **over):
    """Received on 1 November 2026 from whoever the request is about."""
    if "donor" not in over:
        over.setdefault("recipient", None)
        over["recipient"] = over["recipient"] or a_recipient()
    said = {"received_on": date(2026, 11, 1), "channel": "paper", "asker": "Lò Thị Minh Họa", "proof": "căn cước"}
    request = RightsRequest(kind=kind, **{**said, **over})
    return rights_requests.receive(request, by=by or the_maker(request.person.office))


def a_gift_list(*, by=None, **over):
    """An empty draft of Nghệ An (or of `office`)."""
    office = over.get("office") or (by.office if by else an_office())
    over = {"office": office, "province": office.province or a_province(), **over}
    over["round"] = over.get("round") or a_round()
    return gift_lists.draw_up(GiftList(**over), by=by or the_maker(office))


def a_gift(gift_list=None, *, by=None, **over):
    """A health card of 12 months for a person, on a draft list; `group_name=` and `quantity=` for a group."""
    gift_list = gift_list or a_gift_list(by=by)
    by = by or the_maker(gift_list.office)
    over.setdefault("kind", GiftKind.HEALTH_CHECK if over.get("group_name") else GiftKind.HI_CARD)
    if GiftKind(over["kind"]).insurance:
        over = {**HEALTH_CARD_12_MONTHS, **over}
    over.setdefault("donor_cost_vnd", 500_000)
    if not over.get("group_name") and "recipient" not in over:
        over["recipient"] = a_recipient(by=by)
    return gift_actions.issue(Gift(gift_list=gift_list, **over), by=by)


def a_submitted_list(*, gifts=2, by=None, **over):
    """A list with so many health cards, put before the approver."""
    gift_list = a_gift_list(by=by, **over)
    for _each in range(gifts):
        a_gift(gift_list, by=by)
    return gift_lists.submit(gift_list, by=by or the_maker(gift_list.office))


def a_conflict(*, by=None, **over):
    """The conflict of a submitted list with a card whose months the person has from an approved list."""
    person = a_recipient(by=by)
    taken = a_gift_list(by=by)
    a_gift(taken, by=by, recipient=person)
    gift_lists.submit(taken, by=by or the_maker(taken.office))
    gift_list = a_gift_list(by=by)
    gift = a_gift(gift_list, by=by, recipient=person, **over)
    gift_lists.submit(gift_list, by=by or the_maker(gift_list.office))
    return gift.conflicts.get()


def means_for(gift_list, *, left=0, **over):
    """An approved donation of exactly what the list costs, and `left` đồng more, received on 2/1/2025."""
    cost = sum(gift_list.gifts.values_list("donor_cost_vnd", flat=True))
    over = {"round": gift_list.round, "received_on": date(2025, 1, 2), **over}
    return an_approved_donation(office=headquarters(), amount_vnd=cost + left, **over)


def an_approved_list(*, gifts=2, by=None, approved_by=None, **over):
    """A list with so many health cards, approved on the means there are for it; nothing is allocated yet."""
    return approved(a_submitted_list(gifts=gifts, by=by, **over), by=approved_by)


def approved(gift_list, *, by=None):
    """A submitted list as approved, after a donation of what it costs."""
    means_for(gift_list)
    return gift_lists.approve(gift_list, by=by or the_checker())


def fund(gift_list):
    """Allocate what an approved list still lacks, from the donations that may pay for it, the first ones first."""
    for donation in funding.usable_for(gift_list).filter(left_vnd__gt=0).order_by("pk"):
        needed = funding.still_needed(GiftList.objects.get(pk=gift_list.pk))
        if needed:
            allocations.allocate(donation, gift_list, min(needed, donation.left_vnd), by=the_maker(headquarters()))
    return GiftList.objects.get(pk=gift_list.pk)


def a_commune(**over):
    return Commune.objects.create(**{"code": "17001", "name": "Xã Mường Xén", "province": a_province(), **over})


def an_issuance(gift=None, **over):
    """The answer to a gift of an approved list, as a file brings it: a card with its number."""
    gift = gift or an_approved_list(gifts=1).gifts.get()
    by = the_maker(gift.gift_list.office)
    about = {"sha256": "0", "size_bytes": 1, "token": f"tra-loi-{a_number()}"}
    batch = ImportBatch.objects.create(layout="issued", owner=by, office=by.office, filename="ket-qua.csv", **about)
    answer = Issuance(gift=gift, **{"number": "CN3404012345671", "valid_from": gift.starts_on, **over})
    plan = SimpleNamespace(new=[answer], changed=[], offices={gift.gift_list.office_id}, si_numbers={})
    filings.record_answers(plan, by=by, batch=batch)
    return answer


def a_planned_handover(lists=None, *, by=None, **over):
    """An event on 20/12/2025 for approved lists, not yet done."""
    lists = [an_approved_list(by=by)] if lists is None else lists
    first = lists[0] if lists else a_gift_list(by=by)
    over = {
        "round": first.round,
        "province": first.province,
        "office": first.office,
        "title": "Trao thẻ BHYT cho người khó khăn",
        "place": "Nhà văn hóa xã Mường Xén",
        "held_on": date(2025, 12, 20),
        **over,
    }
    return handovers.plan(HandoverEvent(**over), lists, by=by or the_maker(over["office"]))


def a_ready_handover(lists=None, *, by=None, **over):
    """An event whose lists are paid for and whose every gift was received; it only waits to be closed."""
    event = a_planned_handover(lists, by=by, **over)
    for line in event.lines.all():
        fund(line.gift_list)
    handovers.note_the_rest(event, by=by or the_maker(event.office))
    return event


def a_handover(lists=None, *, by=None, **over):
    """An event that is done: its lists are handed over and count in public."""
    event = a_ready_handover(lists, by=by, **over)
    return handovers.hand_over(event, by=by or the_maker(event.office))


def the_rates():
    """The national rates of the reference data; in a test without them no value is computed."""
    rows = json.loads((settings.BASE_DIR / "fixtures" / "rates.json").read_text(encoding="utf-8"))
    return Rate.objects.bulk_create([Rate(**row) for row in rows if not row.get("province_id")])


# Beside records


def a_note(record=None, text="Đã gọi điện xác nhận.", by=None):
    record = record or a_donor()
    return notes.note(record, text, by=by or the_maker(getattr(record, "office", None) or headquarters()))


def a_paper(record=None, content=b"%PDF-1.4 ...", by=None, **over):
    """A paper of a record, stored as it is."""
    record = record or a_donor()
    said = {"kind": "other", "media": "application/pdf", "filename": "quyet-dinh.pdf", **over}
    said["sha256"] = hashlib.sha256(content).hexdigest()
    return notes.attach(record, content, **said, by=by or the_maker(getattr(record, "office", None) or headquarters()))
