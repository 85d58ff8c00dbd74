"""Every act of the office as data: the rights that it asks for, and a case in which it may be done.

What stands in programmes/actions/ and is no act of a person is listed below, with the reason.
"""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

from django.utils import timezone

from programmes.access import roles
from programmes.actions import (
    allocations,
    audit,
    bank_lines,
    books,
    breaches,
    codes,
    copies,
    corrections,
    differences,
    disclosures,
    donations,
    donor_joins,
    donors,
    drafts,
    drills,
    eligibility,
    erasures,
    exports,
    factors,
    feedback,
    filings,
    gift_files,
    gift_lists,
    gifts,
    handover_money,
    handovers,
    imports,
    keys,
    logins,
    look_ups,
    moves,
    notes,
    officers,
    outcome_files,
    outcomes,
    paper_batches,
    paper_templates,
    passwords,
    periods,
    programmes,
    proposals,
    published,
    rates,
    recipients,
    reference,
    registers,
    reminders,
    renewals,
    retention,
    rights,
    rights_requests,
    same_person,
    saved_views,
    sealed_records,
    seals,
    sessions,
    stored_files,
    undo,
    valuations,
    visits,
    workers,
)
from programmes.models import (
    HEADQUARTERS_CODE,
    Attachment,
    BankLine,
    Breach,
    Category,
    ClosedPeriod,
    Donation,
    Donor,
    Filing,
    FilingUnit,
    Gift,
    GiftKind,
    GiftList,
    HandoverEvent,
    ImpactAssessment,
    ImportBatch,
    Issuance,
    Officer,
    PaperBatch,
    ProgrammeTarget,
    Rate,
    Recipient,
    RightsRequest,
)
from programmes.rules.gifts import ListKey
from programmes.rules.renewals import month_after, months_ending
from programmes.standards.dates import today_in_vietnam
from tests import factories as f

REASON = {"reason": "Nhập nhầm"}
OF_LETTERS = {"kind": "thank_you", "filename": "thư.docx"}


class Act(NamedTuple):
    """`permissions` are all that the act asks for, in one string.

    `case(by)` makes what officer `by`, who has them and works at `office`, is to act on: the arguments before `by`,
    one or a tuple of them, or a dict of keywords. An officer of another office is told `elsewhere`; "" where any
    office may. `is_gone`: afterwards there is no record left to act on.
    """

    permissions: str
    case: Callable
    details: dict = {}
    office: str = f.NGHE_AN
    elsewhere: str = "right_of_other_office"
    is_gone: bool = False


def of(make):
    """A case that a maker of factories.py prepares, whoever is to act on it."""
    return lambda by: make()


def home():
    return {"office": f.an_office(), "province": f.a_province()}


def a_card_that_ends(by):
    """Somebody of Nghệ An holds a card whose last month is the next to end."""
    month, draft = months_ending(today_in_vietnam())[0], f.a_gift_list()
    if not Rate.objects.exists():
        f.the_rates()
    f.a_gift(draft, category=Category.NEAR_POOR, months=12, starts_on=month_after(month, -11))
    f.a_handover([f.approved(gift_lists.submit(draft, by=f.the_maker()))])
    return f.a_round(), f.a_province(), month


def a_new_donation(by=None):
    over = {"amount_vnd": 5_000_000, "received_on": date(2025, 3, 4)}
    return Donation(office=f.an_office(), donor=f.a_donor(), programme=f.a_programme(), **over)


def a_new_line(by=None):
    said = {"account": "Ngân hàng Minh Họa", "reference": f"FT{f.a_number()}", "description": "Ung ho"}
    return BankLine(office=f.an_office(), booked_on=date(2025, 3, 5), amount_vnd=5_000_000, **said)


def a_new_person(by=None):
    return Recipient(full_name="Vừ Thị Minh Họa", citizen_number=f.a_citizen_number(), commune="Xã Minh Họa", **home())


def a_new_request(by=None):
    said = {"received_on": date(2026, 11, 1), "channel": "paper", "asker": "Lò Thị Minh Họa", "proof": "căn cước"}
    return RightsRequest(kind="see", recipient=f.a_recipient(), **said)


def a_new_breach(by):
    return Breach(found_at=timezone.now(), what="Mất máy tính", whose="Người nhận một xã")


def a_new_assessment(by):
    return ImpactAssessment(made_on=date(2026, 11, 1), contact="Lò Thị Ân", risks="Lộ danh sách", measures="Che số")


def a_new_donor(by=None):
    return Donor(office=f.an_office(), kind="bank", name=f"Ngân hàng Minh Họa {f.a_number()}", search_key="ngan hang")


def a_new_rate(by):
    f.the_rates()
    like = Rate.objects.filter(family="base_salary").first()
    like.pk, like.value, like.effective_from, like.effective_to = None, "3000000", date(2027, 1, 1), None
    like._state.adding = True
    return like


def a_new_target(by):
    return ProgrammeTarget(programme=f.a_programme(), year=2026, target_gifts=1_000, source="Kế hoạch 5/KH-BHXH")


def a_new_officer(by):
    return Officer(username="moi", email="moi@example.vn", full_name="Cán bộ mới", office=f.an_office())


def a_new_event(by):
    gift_list = f.an_approved_list()
    what = {"office": gift_list.office, "round": gift_list.round, "province": gift_list.province}
    event = HandoverEvent(**what, title="Trao thẻ", place="Nhà văn hóa", held_on=date(2025, 12, 20))
    return event, [gift_list]


def money_for_a_list(*more):
    def case(by):
        gift_list = f.an_approved_list()
        return Donation.objects.get(), gift_list, *more

    return case


def shares_for_a_list(by):
    donation, gift_list = money_for_a_list()(by)
    return gift_list, [(donation, 1_000, None)]


def money_set_aside(by):
    donation, gift_list = money_for_a_list()(by)
    return donation, f.fund(gift_list), 1_000


def a_line_and_its_pledge(by):
    return f.a_bank_line(), f.a_pledge()


def a_line_and_its_share(by):
    line, pledge = a_line_and_its_pledge(by)
    return line, [(pledge, line.amount_vnd)]


def a_linked_line(by):
    return bank_lines.link(f.a_bank_line(), f.a_donation(), by=f.the_maker())


def a_late_donation(by=None):
    """A donation of a month that was closed before anybody approved it."""
    donation = f.a_donation()
    periods.close(ClosedPeriod(year=2025, month=3), by=f.the_maker(f.headquarters()))
    return {"donation": donation}


def two_records(by=None):
    return {"donor": f.a_donor(), "other": f.a_donor()}


def a_proposed_join(by, proposed_by=None):
    return donor_joins.propose(**two_records(), **REASON, by=proposed_by or f.the_maker())


def a_proposed_correction(by, proposed_by=None):
    return corrections.propose(**a_late_donation(), **REASON, by=proposed_by or f.the_maker())


def a_wrongly_entered_donation(by=None):
    return {"donation": f.an_approved_donation(), "programme": f.a_programme()}


def a_proposed_move(by, proposed_by=None):
    return moves.propose(**a_wrongly_entered_donation(), **REASON, by=proposed_by or f.the_maker())


def a_list_with_means(by):
    gift_list = f.a_submitted_list()
    f.means_for(gift_list)
    return gift_list


def a_list_of_their_own(by):
    gift_list = f.a_submitted_list()
    GiftList.objects.filter(pk=gift_list.pk).update(submitted_by=by)
    return gift_list


def a_list_they_have_open(by):
    gift_list = f.a_submitted_list()
    GiftList.objects.filter(pk=gift_list.pk).update(opened_at=timezone.now(), opened_by=by)
    return gift_list


def a_list_and_a_round(by):
    return {"gift_list": f.a_gift_list(), "round": f.a_round()}


def a_list_that_differs(by):
    f.the_rates()
    return f.a_gift(category=Category.NEAR_POOR, donor_cost_vnd=400_000).gift_list


def a_proposed_conflict(by):
    return eligibility.propose(f.a_conflict(), **REASON, by=f.the_maker())


def a_new_gift(by=None, **over):
    return Gift(gift_list=f.a_gift_list(), kind=GiftKind.RELIEF, donor_cost_vnd=500_000, **over)


def a_gift_of_a_group(by):
    return a_new_gift(group_name="Người cao tuổi", quantity=20)


def many_gifts(by):
    gift = a_new_gift(recipient=a_new_person())
    return gift.gift_list, [gift]


def an_event_and_a_list(by):
    gift_list = f.an_approved_list()
    return f.a_planned_handover([], round=gift_list.round, province=gift_list.province), gift_list


def an_event_and_its_gifts(by):
    event = f.a_planned_handover()
    return event, list(Gift.objects.values_list("pk", flat=True))


def a_sheet(by):
    event, ids = an_event_and_its_gifts(by)
    return event, {"absent": ids}, {"electronic": ids}


def a_paper_of_their_own(by):
    paper = f.a_paper()
    Attachment.objects.filter(pk=paper.pk).update(entered_by=by)
    return paper


def letters_to_ask_for(by):
    donation = f.an_approved_donation()
    batch = PaperBatch(kind="thank_you", form="pdf", records=[donation.pk], papers=1)
    return batch, Donation.objects.filter(pk=donation.pk)


def a_kept_template(by):
    return paper_templates.keep(b"PK", **OF_LETTERS, by=f.the_maker(by.office)).kind


def two_alike(by):
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "birth_precision": "year"}
    papers = {"citizen_number": "", "without_papers": "Chưa làm căn cước"}
    return [f.a_recipient(**alike, **papers).pk, f.a_recipient(**alike).pk]


def two_concluded_about(by):
    pair = two_alike(by)
    same_person.conclude(pair, is_same=True, reason="Đã đối chiếu", by=f.the_maker())
    return pair


def two_of_two_offices(by):
    """A pair of Nghệ An and of Điện Biên, about whom Điện Biên has proposed a conclusion."""
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "province": f.a_province()}
    there = f.the_maker(f.an_office(f.DIEN_BIEN))
    papers = {"citizen_number": "", "without_papers": "Chưa làm căn cước"}
    pair = [f.a_recipient(**alike, **papers).pk, f.a_recipient(by=there, **alike).pk]
    same_person.conclude(pair, is_same=True, reason="Đã đối chiếu", by=there)
    return {"ids": pair}


def a_batch(by, layout="gifts", **over):
    over = {"owner": by, "office": by.office, "filename": "ds.csv", "file": "ds.csv", "size_bytes": 9, **over}
    return ImportBatch(layout=layout, token=imports.new_token(), sha256="0" * 64, **over)


def a_stored_batch(by, *layout, **over):
    batch = a_batch(by, *layout, **over)
    batch.save()
    return batch


def a_list_from_a_file(by):
    """The file that brought a list which waits for approval, and the list."""
    gift_list = f.a_submitted_list()
    batch = a_stored_batch(gift_list.submitted_by)
    gift_list.gifts.update(batch=batch)
    return batch, gift_list


def a_previewed_batch(by):
    return a_stored_batch(by, state=ImportBatch.State.PREVIEWED, report={"new": 3})


def a_file_of(layout, make):
    """The plan of a file with one new record, and its batch."""

    def case(by):
        return {"plan": SimpleNamespace(new=[make()], changed=[], successors=[]), "batch": a_stored_batch(by, layout)}

    return case


def a_file_of_answers(by):
    gift_list = f.an_approved_list(gifts=1)
    answer = Issuance(gift=gift_list.gifts.get(), number="CN3404012345671")
    plan = SimpleNamespace(new=[answer], changed=[], offices={gift_list.office_id}, si_numbers={})
    return {"plan": plan, "batch": a_stored_batch(by, "issued")}


def with_what_a_list_is_filed(by):
    unit = FilingUnit(name="BHXH tỉnh Minh Họa", code="TA0001A", payer="Nhà hảo tâm")
    return f.an_approved_list(), unit, Filing(card_plan="TM"), {"Xã Mường Xén": "17001"}


def a_gift_file(by):
    details = {"quantity": 20, "donor_cost_vnd": 500_000, "state_support_vnd": 0, "local_topup_vnd": 0}
    details |= {"category": "", "note": ""}
    plan, round_ = gift_files.GiftPlan(gift_details=tuple(details)), f.a_round()
    values = ("relief", "Người cao tuổi", *details.values())
    where = ListKey(round_.pk, f.a_province().pk, f.an_office().pk, "")
    plan.issue(SimpleNamespace(home=where, case=None, new_gift=lambda: values), None)
    return {"plan": plan, "batch": a_stored_batch(by)}


def a_file_in_the_books(by):
    batch = a_stored_batch(by, "donors", state=ImportBatch.State.STORED, report={"new": 1})
    Donor.objects.filter(pk=f.a_donor().pk).update(batch=batch)
    return batch


def a_marked_sheet(by):
    event, (gift, *_others) = an_event_and_its_gifts(by)
    told = {"outcomes": {event.pk: {"absent": [gift]}}, "proxies": {event.pk: {}}, "offices": {event.office_id}}
    return {"plan": SimpleNamespace(**told), "batch": a_stored_batch(by, "outcomes")}


NO_OFFICE_ASKED = {"elsewhere": ""}
CENTRAL = {"office": HEADQUARTERS_CODE, "elsewhere": "headquarters_only"}
CHOSEN = {"options": {"take_good": True}}
PAPER = {"kind": "other", "media": "application/pdf", "filename": "a.pdf", "sha256": "0" * 64}
PHOTO = {"content": b"\xff\xd8", "caption": "Buổi trao", "consented_on": None}
ACTS = {
    allocations.allocate: Act("allocate_giftlist", money_for_a_list(1_000), office=HEADQUARTERS_CODE),
    allocations.allocate_many: Act("allocate_giftlist", shares_for_a_list, office=HEADQUARTERS_CODE),
    allocations.release: Act("allocate_giftlist", money_set_aside, REASON, office=HEADQUARTERS_CODE),
    bank_lines.record: Act("add_bankline", a_new_line),
    bank_lines.record_many: Act("import_bankline", a_file_of("bank_lines", a_new_line)),
    bank_lines.link: Act("change_bankline change_donation", a_line_and_its_pledge),
    bank_lines.link_many: Act("change_bankline change_donation", a_line_and_its_share),
    bank_lines.explain: Act("add_donation change_bankline", lambda by: (f.a_bank_line(), a_new_donation())),
    bank_lines.set_aside: Act("change_bankline", of(f.a_bank_line), REASON),
    bank_lines.unlink: Act("change_bankline", a_linked_line),
    breaches.enter: Act("add_breach", a_new_breach, **CENTRAL),
    breaches.correct: Act("change_breach", of(f.a_breach), **CENTRAL),
    breaches.close: Act("change_breach", of(f.a_breach), **CENTRAL),
    breaches.keep_assessment: Act("add_impactassessment", a_new_assessment, **CENTRAL),
    corrections.propose: Act("add_correction", a_late_donation, REASON),
    corrections.approve: Act("approve_correction approve_donation", a_proposed_correction),
    corrections.refuse: Act("approve_correction", a_proposed_correction, REASON),
    corrections.withdraw: Act(
        "add_correction", lambda by: a_proposed_correction(by, proposed_by=by), REASON, is_gone=True
    ),
    differences.value: Act("submit_giftlist", a_list_that_differs),
    differences.accept: Act("submit_giftlist", a_list_that_differs, REASON),
    differences.take: Act("submit_giftlist", a_list_that_differs),
    donations.record: Act("add_donation", a_new_donation),
    donations.correct: Act("change_donation", of(f.a_donation)),
    donations.receive: Act("change_donation", of(f.a_pledge), {"received_on": date(2025, 3, 4)}),
    donations.annul: Act("change_donation", of(f.a_donation), REASON, is_gone=True),
    donations.refuse: Act("approve_donation", of(f.a_donation), REASON, is_gone=True),
    donations.thank: Act(
        "change_donation", of(f.an_approved_donation), {"thanked_on": date(2025, 4, 1), "thanked_how": "letter"}
    ),
    donations.thank_many: Act(
        "change_donation",
        lambda by: ([f.an_approved_donation().pk],),
        {"thanked_on": date(2025, 4, 1), "thanked_how": "letter"},
    ),
    donations.approve: Act("approve_donation", of(f.a_donation)),
    donations.reverse: Act("reverse_donation", of(f.an_approved_donation), REASON),
    donors.register: Act("add_donor", a_new_donor),
    donors.correct: Act("change_donor", of(f.a_donor)),
    donors.restrict: Act("change_rightsrequest", of(f.a_person)),
    donors.lift: Act("change_rightsrequest", of(f.a_restricted_giver), REASON),
    donors.register_with: Act("add_donor", lambda by: (a_stored_batch(by, "donations"), [a_new_donor()])),
    eligibility.propose: Act("propose_conflict", of(f.a_conflict), REASON),
    eligibility.decide: Act("decide_conflict", a_proposed_conflict),
    drills.who_was_seen: Act(
        "view_auditevent",
        lambda by: (f.an_officer().username, date(2026, 1, 1), date(2026, 1, 31)),
        office=HEADQUARTERS_CODE,
        elsewhere="headquarters_only",
    ),
    erasures.anonymise: Act("erase_donor", of(f.a_person), REASON),
    erasures.erase: Act("erase_recipient", of(f.a_recipient), REASON),
    exports.note: Act("export_giftlist view_recipient", lambda by: ("recipients", 3), **NO_OFFICE_ASKED),
    exports.note_table: Act(
        "export_giftlist view_recipient", lambda by: (Recipient.objects.all(), ["Họ tên"]), **NO_OFFICE_ASKED
    ),
    filings.describe: Act("change_filing", with_what_a_list_is_filed),
    filings.note_filed: Act(
        "export_giftlist view_citizen_number", lambda by: (f.an_approved_list(), {"D03-TS-CN-70.xlsx": 2})
    ),
    filings.record_answers: Act("import_issuance", a_file_of_answers),
    feedback.assign: Act("change_feedback", lambda by: {"record": f.a_letter(), "office": f.an_office(f.DIEN_BIEN)}),
    feedback.answer: Act("change_feedback", of(f.a_letter), {"answer": "Xã được trao tháng sau."}),
    feedback.correct_answer: Act("change_feedback", of(f.an_answered_letter), {"answer": "Xã được trao hôm qua."}),
    feedback.set_aside: Act("change_feedback", of(f.a_letter), {"aside_as": "spam", **REASON}),
    feedback.take_up: Act("change_feedback", of(f.a_letter_aside), REASON),
    feedback.reveal: Act("change_feedback view_citizen_number", of(lambda: f.a_letter(contact="a@b.vn")), REASON),
    gift_files.issue_gifts: Act("import_giftlist", a_gift_file),
    reminders.remind: Act("submit_giftlist", of(f.a_submitted_list)),
    renewals.draw_up_next: Act("add_giftlist add_gift add_recipient", a_card_that_ends, elsewhere="nobody_to_propose"),
    gift_lists.draw_up: Act("add_giftlist", lambda by: GiftList(round=f.a_round(), **home())),
    gift_lists.correct: Act("change_giftlist", of(f.a_gift_list)),
    gift_lists.submit: Act("submit_giftlist", lambda by: f.a_gift().gift_list),
    gift_lists.send_back: Act("approve_giftlist", of(f.a_submitted_list), REASON),
    gift_lists.approve: Act("approve_giftlist", a_list_with_means),
    gift_lists.note_printed: Act("view_recipient", lambda by: (f.a_gift_list(), 0)),
    gift_lists.recall: Act("submit_giftlist", a_list_of_their_own, REASON),
    gift_lists.open_decision: Act("approve_giftlist", of(f.a_submitted_list)),
    gift_lists.put_off: Act("approve_giftlist", a_list_they_have_open),
    drafts.change_round: Act("change_giftlist", a_list_and_a_round, REASON),
    drafts.cancel: Act("change_giftlist", of(f.a_gift_list), REASON, is_gone=True),
    gifts.issue: Act("add_gift", a_gift_of_a_group),
    gifts.issue_many: Act("add_gift add_recipient", many_gifts),
    gifts.correct: Act("change_gift", of(f.a_gift)),
    gifts.withdraw: Act("delete_gift", of(f.a_gift)),
    handovers.plan: Act("add_handoverevent add_handoverline", a_new_event),
    handovers.correct: Act("change_handoverevent", of(f.a_planned_handover)),
    handovers.add_list: Act("add_handoverline", an_event_and_a_list),
    handovers.drop_list: Act("delete_handoverline", lambda by: f.a_planned_handover().lines.get()),
    handovers.note_outcomes: Act("hand_over_handoverevent", lambda by: (*an_event_and_its_gifts(by), "absent")),
    handovers.note_sheet: Act("hand_over_handoverevent", a_sheet),
    handovers.note_the_rest: Act("hand_over_handoverevent", of(f.a_planned_handover)),
    handovers.note_refused: Act("hand_over_handoverevent", of(f.a_planned_handover)),
    handovers.hand_over: Act("hand_over_handoverevent", of(f.a_ready_handover)),
    handovers.take_back: Act("hand_over_handoverevent", lambda by: f.a_handover().gifts.first(), REASON),
    handovers.note_printed: Act("view_recipient", lambda by: (f.a_planned_handover([]), 2)),
    handovers.withdraw: Act("change_handoverevent", lambda by: f.a_planned_handover([]), REASON, is_gone=True),
    handovers.show_photo: Act("change_handoverevent", lambda by: f.a_planned_handover([]), PHOTO),
    handovers.remove_photo: Act("change_handoverevent", lambda by: f.a_planned_handover([]), REASON),
    imports.receive: Act("import_giftlist", a_batch),
    imports.note_preview: Act("import_giftlist", a_stored_batch, {"rows": 3, "known": 1, "given_elsewhere": 0}),
    imports.confirm: Act("import_giftlist", a_previewed_batch),
    imports.choose: Act("import_giftlist", a_previewed_batch, CHOSEN),
    imports.cancel: Act("import_giftlist", a_previewed_batch),
    imports.remember: Act("import_giftlist", lambda by: (a_stored_batch(by), {"Diễn giải": "note"})),
    imports.remember_values: Act(
        "import_giftlist", lambda by: (a_stored_batch(by), {("category", "ho loai cn"): "poor_household"})
    ),
    imports.note_source_opened: Act("approve_giftlist", a_list_from_a_file),
    imports.note_errors_taken: Act("import_giftlist", a_previewed_batch),
    look_ups.ask: Act("look_up_recipient", lambda by: [f.a_citizen_number()], **NO_OFFICE_ASKED),
    look_ups.is_known: Act("look_up_recipient", lambda by: f.a_citizen_number(), **NO_OFFICE_ASKED),
    look_ups.bars_entry: Act("look_up_recipient", lambda by: f.a_recipient().citizen_number, **NO_OFFICE_ASKED),
    look_ups.tell: Act("import_giftlist", lambda by: [b"k" * 16], **NO_OFFICE_ASKED),
    look_ups.note_elsewhere: Act("import_giftlist", lambda by: (1, 1), **NO_OFFICE_ASKED),
    donor_joins.propose: Act("add_donorjoin", two_records, REASON),
    donor_joins.approve: Act("approve_donorjoin", a_proposed_join),
    donor_joins.refuse: Act("approve_donorjoin", a_proposed_join, REASON),
    donor_joins.withdraw: Act("add_donorjoin", lambda by: a_proposed_join(by, proposed_by=by), REASON, is_gone=True),
    donors.withdraw: Act("change_donor", of(f.a_donor), REASON, is_gone=True),
    moves.propose: Act("reverse_donation", a_wrongly_entered_donation, REASON),
    moves.approve: Act("approve_donation", a_proposed_move),
    moves.refuse: Act("approve_donation", a_proposed_move, REASON),
    moves.withdraw: Act("reverse_donation", lambda by: a_proposed_move(by, proposed_by=by), REASON, is_gone=True),
    notes.note: Act("view_donor write_note", lambda by: (f.a_donor(), "Đã gọi điện")),
    notes.attach: Act("view_donor add_attachment", lambda by: (f.a_donor(), b"%PDF-1.4"), PAPER),
    notes.detach: Act("detach_attachment", a_paper_of_their_own, REASON, is_gone=True),
    outcome_files.note: Act("import_handoverevent hand_over_handoverevent", a_marked_sheet),
    paper_batches.ask: Act("export_donation", letters_to_ask_for, {"layout": "donations"}, elsewhere=""),
    paper_templates.keep: Act("add_papertemplate", lambda by: b"PK", OF_LETTERS, elsewhere=""),
    paper_templates.withdraw: Act("add_papertemplate", a_kept_template, elsewhere=""),
    officers.appoint: Act("add_officer", lambda by: (a_new_officer(by), [roles.AUDITOR])),
    officers.change: Act("change_officer", lambda by: (f.an_officer(), [roles.AUDITOR])),
    officers.give_code: Act("change_officer", of(f.an_officer)),
    officers.drop_factor: Act("change_officer", of(f.an_officer_with_a_factor)),
    periods.close: Act("add_closedperiod", lambda by: ClosedPeriod(year=2025), **CENTRAL),
    programmes.keep: Act("change_round", of(f.a_round), **CENTRAL),
    programmes.set_target: Act("add_programmetarget", a_new_target, **CENTRAL),
    programmes.withdraw: Act("change_round", of(f.a_round), REASON, **CENTRAL, is_gone=True),
    published.bring: Act("add_publishedfigure", lambda by: [f.a_new_figure()], **CENTRAL),
    published.enter: Act("add_publishedfigure", of(f.a_new_figure), **CENTRAL),
    published.revise: Act("add_publishedfigure", of(f.a_published_figure), REASON, **CENTRAL),
    published.correct: Act("change_publishedfigure", of(f.a_draft_figure), **CENTRAL),
    published.withdraw: Act("delete_publishedfigure", of(f.a_draft_figure), REASON, **CENTRAL, is_gone=True),
    published.publish: Act("publish_publishedfigure", of(f.a_draft_figure), **CENTRAL),
    rates.publish: Act("add_rate", a_new_rate, **CENTRAL),
    recipients.register: Act("add_recipient", a_new_person),
    recipients.register_many: Act("add_recipient", lambda by: [a_new_person()]),
    donors.reveal: Act("view_citizen_number", of(f.a_donor), REASON),
    recipients.reveal: Act("view_citizen_number", of(f.a_recipient), REASON),
    recipients.correct: Act("change_recipient", of(f.a_recipient)),
    recipients.restrict: Act("change_rightsrequest", of(f.a_recipient)),
    recipients.lift: Act("change_rightsrequest", of(f.a_restricted_recipient), REASON),
    registers.register_donors: Act("import_donor", a_file_of("donors", a_new_donor)),
    registers.record_donations: Act("import_donation", a_file_of("donations", a_new_donation)),
    registers.enter_figures: Act("import_publishedfigure", a_file_of("published_figures", f.a_new_figure), **CENTRAL),
    rights_requests.receive: Act("add_rightsrequest", a_new_request),
    rights_requests.extend: Act("change_rightsrequest", of(f.a_rights_request), REASON),
    rights_requests.answer: Act("change_rightsrequest", of(f.a_rights_request), {"what": "Đã giao phiếu dữ liệu."}),
    rights_requests.erase: Act("erase_recipient", of(lambda: f.a_rights_request("erase")), {"what": "Đã xóa."}),
    rights_requests.refuse: Act("change_rightsrequest", of(f.a_rights_request), REASON),
    rights_requests.show: Act("change_rightsrequest view_citizen_number", of(f.a_rights_request)),
    same_person.conclude: Act("add_samepersonverdict", two_alike, {"is_same": True, **REASON}, elsewhere="not_alike"),
    same_person.confirm: Act(
        "add_samepersonverdict", two_of_two_offices, {"is_same": True}, elsewhere="verdict_of_own_office"
    ),
    same_person.refuse: Act(
        "add_samepersonverdict", two_of_two_offices, REASON, elsewhere="verdict_of_own_office", is_gone=True
    ),
    same_person.take_back: Act(
        "add_samepersonverdict", two_concluded_about, REASON, elsewhere="verdict_unknown", is_gone=True
    ),
    undo.undo: Act("import_donor", a_file_in_the_books, REASON),
}
STEPS = {  # of an act that has asked, which alone may call them
    imports.destroy,
    *(passwords.issue, audit.note, audit.note_many, books.hold_means, books.post, codes.give, rights.admit),
    *(donations.locked, donations.unmatch, undo.delete, undo.remove_gifts, gift_lists.locked, gift_lists.revalue),
    handovers.hide_photo,
    *(stored_files.drop, notes.drop, notes.forget_persons),
    *(handovers.close_list, handovers.reopen_list, handovers.keep_corrected, outcomes.change),
    *(handover_money.hold_donations, handover_money.set_aside_for, handover_money.pay, handover_money.take_back),
    *(handover_money.set_aside_again, handover_money.find_again, handover_money.release_surplus),
    *(disclosures.handed_over, disclosures.taken_back, disclosures.publish, disclosures.close_year),
    *(eligibility.open_conflicts, eligibility.forget_undecided_over, eligibility.forget),
    *(valuations.stored, valuations.attach, valuations.of_cases, valuations.revalue, valuations.gifts_changed),
    *(valuations.fill_shares, valuations.note_differences),
    *(proposals.enter, proposals.held, proposals.decide, proposals.take_back),
}
NO_PERSON_ACTS = {
    **dict.fromkeys(STEPS, "a step of an act that has asked"),
    **dict.fromkeys(
        (
            *(rights.check, rights.check_has_office, rights.check_headquarters, rights.check_import, rights.check_file),
            *(
                differences.check_open,
                differences.check_settling,
                drafts.check,
                notes.check_detaching,
                handovers.check_withdrawal,
                donors.check_withdrawal,
                programmes.check_withdrawal,
                drills.check,
                reminders.check,
                same_person.check_confirmation,
                exports.check,
                exports.check_table,
                filings.check,
                rights_requests.check_show,
                imports.check_right,
                imports.check_source,
                undo.check,
            ),
        ),
        "judges, and writes nothing",
    ),
    **dict.fromkeys(
        (
            *(
                passwords.new_code,
                passwords.hash_of,
                passwords.key,
                audit.plain,
                audit.values,
                audit.is_private,
                visits.people_of,
                gift_lists.next_code,
                gift_lists.stem_of,
                gift_lists.is_made_of,
                gift_lists.cost_of,
                gift_lists.codes_in_use,
                imports.new_token,
            ),
            *(
                donations.code_of,
                donors.code_of,
                breaches.code_of,
                feedback.code_of,
                rights_requests.code_of,
                rights_requests.consents_of,
                drills.offices_that_saw,
            ),
            *(
                imports.remembered,
                imports.known_values,
                undo.outlook,
                drafts.outlook,
                renewals.outlook,
                valuations.untold,
                bank_lines.sure_pairs,
            ),
        ),
        "reads or computes for an act or a page that has asked",
    ),
    **dict.fromkeys(
        (imports.touch, imports.forget, paper_batches.forget), "the worker's own: signs of life, files past their days"
    ),
    **dict.fromkeys(
        (
            *(imports.take, imports.let_go, imports.free, imports.insist_held),
            *(paper_batches.take, paper_batches.tell, paper_batches.hand_in, paper_batches.give_up),
            *(paper_batches.let_go, paper_batches.free, paper_batches.about),
            *(workers.sign_on, workers.sign, workers.sign_off, workers.begin_again, workers.free_of_the_dead),
        ),
        "the worker's own: which of them works on an upload or makes papers",
    ),
    **dict.fromkeys(
        (logins.attempt, logins.succeeded, logins.remember, passwords.set_with_code),
        "before the login nobody is an officer",
    ),
    **dict.fromkeys(
        (
            *(factors.begin, factors.confirm, factors.verify, passwords.change, sessions.of, sessions.end),
            officers.choose_mail,
            *(saved_views.keep, saved_views.rename, saved_views.remove, saved_views.choose_columns),
        ),
        "the officer's own account, for which no right is asked",
    ),
    **dict.fromkeys((officers.claim_mail, officers.give_mail_back), "the worker's own: whose mail of the day is sent"),
    **dict.fromkeys((retention.due, retention.retire), "the worker's own; people are erased by an act that asks"),
    keys.renew: "whoever runs the server changes the keys; nothing that an officer reads changes",
    **dict.fromkeys(
        (copies.note_taken, copies.note_put_back), "whoever runs the server copies the books or puts a copy back"
    ),
    keys.accept: "every start notes the keys it was given, before anybody acts",
    **dict.fromkeys(
        (
            notes.note_opened,
            *(visits.came_in, visits.went_out, visits.was_refused, visits.proof_failed),
            *(visits.note_read, visits.note_listed, visits.note_found),
        ),
        "told to the trail by the page that has asked for the right, or by whoever is not in yet",
    ),
    **dict.fromkeys(
        (seals.at_commit, seals.seal, seals.begin, seals.catch_up),
        "what was noted is sealed at its commit, whoever noted it; the rest by the daily check or an upgrade",
    ),
    **dict.fromkeys(
        (
            *(sealed_records.seal_period, sealed_records.moved_with, sealed_records.seal_figures),
            *(sealed_records.seal_lists, sealed_records.begin),
        ),
        "a step of the acts that approve, close, correct and publish; of what was there before seals, by an upgrade",
    ),
    **dict.fromkeys(
        (donor_joins.share_restriction, donor_joins.tell_all),
        "what is said of one record of a donor holds for the others; said by an act that asks",
    ),
    feedback.receive: "a visitor writes, who is nobody's officer",
    disclosures.catch_up: "an upgrade decides on what was handed over before it, from the command line",
    valuations.catch_up: "an upgrade notes of the gifts before it whether they differ, from the command line",
    reference.bring_in_step: "reference data come with the release, from the command line",
    officers.appoint_for_sample: "nobody is there to appoint the officers of the sample",
}
