"""Records of every kind in two offices, and one officer of each role at headquarters and in the first of them."""

from datetime import date
from types import SimpleNamespace

from programmes.access import roles
from programmes.actions import breaches, corrections, donor_joins, handovers, moves, periods
from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.models import AuditEvent, ClosedPeriod, FormerProvince, ImpactAssessment, Rate
from tests import factories as f
from tests import sheets
from tests.pictures import a_picture


def two_offices(folder):
    """`who`: officer by letter (tests/flows/matrix.py); `own`, `foreign`, `national`: record by table."""
    world = SimpleNamespace(who=_officers())
    offices = f.an_office(), f.an_office(f.DIEN_BIEN)
    late = [f.a_donation(office=office, received_on=date(2024, 3, 4)) for office in offices]
    desk = f.the_maker(f.headquarters())
    periods.close(ClosedPeriod(year=2024), by=desk)
    world.own, world.foreign = (
        _records(office, donation, folder) for office, donation in zip(offices, late, strict=True)
    )
    known = {"family": "base_salary", "category_code": "all", "value": "1", "effective_from": date(2024, 7, 1)}
    said = {"made_on": date(2026, 11, 1), "contact": "Lò Thị Ân", "risks": "Lộ danh sách", "measures": "Che số"}
    round_ = world.own["giftlist"].round
    world.national = {
        "programme": round_.programme,
        "programmetarget": f.a_target(programme=round_.programme),
        "round": round_,
        "rate": Rate.objects.create(code="T1", **known),
        "publishedfigure": f.a_draft_figure(),
        "closedperiod": ClosedPeriod.objects.get(),
        "province": f.a_province(),
        "formerprovince": FormerProvince.objects.create(
            code="28", name="Nghệ An", valid_to=date(2025, 6, 30), successor=f.a_province(), citizen_prefix="040"
        ),
        "commune": f.a_commune(),
        "breach": f.a_breach(),
        "impactassessment": breaches.keep_assessment(ImpactAssessment(**said), by=desk),
    }
    return world


def _officers():
    places = {True: f.headquarters(), False: f.an_office()}
    letters = {
        "P": (roles.PROVINCIAL_OFFICER, False),
        "H": (roles.HEADQUARTERS_OFFICER, True),
        "A": (roles.APPROVER, True),
        "a": (roles.APPROVER, False),
        "K": (roles.AUDITOR, True),
        "k": (roles.AUDITOR, False),
        "Q": (roles.ADMINISTRATOR, True),
        "q": (roles.ADMINISTRATOR, False),
        "N": (None, False),
    }
    return {letter: f.an_officer(role, places[at_the_top]) for letter, (role, at_the_top) in letters.items()}


def _records(office, late, folder):
    by = f.the_maker(office)
    gift, conflict = f.a_gift(by=by), f.a_conflict(by=by)
    approved = f.an_approved_donation(office=office)
    event = f.a_planned_handover([f.an_approved_list(office=office, by=by)], by=by)
    handovers.show_photo(event, a_picture().read(), caption="", consented_on=None, by=by)
    issued = f.an_issuance(f.an_approved_list(gifts=1, office=office, by=by).gifts.get())
    return {
        "donor": late.donor,
        "donation": f.a_donation(office=office),
        "bankline": f.a_bank_line(office=office),
        "ledgerentry": approved.entries.first(),
        "giftlist": gift.gift_list,
        "gift": gift,
        "recipient": gift.recipient,
        "issuance": issued,
        "rightsrequest": f.a_rights_request(recipient=gift.recipient, by=by),
        "feedback": f.a_letter(office=office, contact="nguoi.hoi@example.vn"),
        "conflict": conflict,
        "handoverevent": event,
        "donationmove": moves.propose(
            f.an_approved_donation(office=office), programme=f.a_programme(), reason="Ghi nhầm", by=by
        ),
        "donorjoin": donor_joins.propose(
            f.a_donor(office=office), other=f.a_donor(office=office), reason="Cùng mã số thuế", by=by
        ),
        "correction": corrections.propose(donation=late, reason="Nhập muộn", by=by),
        "importbatch": _upload(by, folder),
        "officer": f.an_officer(office=office),
        "office": office,
        "auditevent": AuditEvent.objects.filter(office_code=office.code).last(),
        "approved": approved,
        "approvedlist": event.lines.get().gift_list,
        "handedin": f.a_donation(office=office, route="counter"),
    }


def _upload(by, folder):
    path = sheets.a_csv(folder, [sheets.a_line(1, **{"Ngày sinh": "31/02/1956"})], name=f"{by.office.code}.csv")
    with path.open("rb") as stream:
        batch = intake.receive(stream, filename=path.name, layout=LAYOUTS["gifts"], by=by, round_=f.a_round())
    preview_upload(batch)
    return batch
