"""An office at work: one record of every kind, in the state in which an act may still be done to it."""

from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from programmes.access import roles
from programmes.actions import (
    bank_lines,
    corrections,
    donations,
    donor_joins,
    factors,
    handovers,
    moves,
    officers,
    paper_batches,
    paper_templates,
    periods,
    saved_views,
    workers,
)
from programmes.exchange.desk import intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.models import ClosedPeriod, Donation, Gift, GiftList, PaperBatch, PasswordCode, Rate, SavedView
from programmes.rules.gifts import NEW_LIST
from tests import factories as f
from tests import sheets

WHY = "Vì sao"


def an_office_at_work(folder):
    """Records of every kind, each in the state in which an act may still be done to it."""
    w = SimpleNamespace(desk=f.the_maker(f.headquarters()), maker=f.the_maker(), checker=f.the_checker())
    w.administrator, w.taker, w.newcomer = f.an_officer(roles.ADMINISTRATOR), f.an_officer(), f.an_officer()
    _money(w)
    _lists(w)
    _files(w, folder)
    return w


def _money(w):
    factors.begin(by=w.taker)
    w.code = officers.give_code(w.newcomer)
    w.held_code = PasswordCode.objects.get()
    w.round, w.unused = f.a_round(slug="so-the-2025"), f.a_round()
    w.target, w.paper = f.a_target(), f.a_paper(f.a_round())
    w.view = saved_views.keep(SavedView(table="giftlist", name="Của tôi"), by=w.maker)
    paper_templates.keep(b"PK", kind="thank_you", filename="thư.docx", by=w.maker)
    asked = PaperBatch(kind="thank_you", form="pdf", records=[1], papers=1)
    paper_batches.ask(asked, Donation.objects.none(), layout="donations", by=w.maker)
    w.batch = paper_batches.take(asked.pk, workers.sign_on("b" * 32, "máy này, 1"))
    w.giver = f.a_person()
    w.donor, w.unused_donor, w.figure = f.a_donor(), f.a_donor(), f.a_draft_figure()
    w.waiting = f.a_donation(code="UH-0001", donor=w.donor, office=w.maker.office)
    w.reversed = f.an_approved_donation(donor=w.donor)
    w.reversal = donations.reverse(w.reversed, reason=WHY, by=w.maker)
    w.move = moves.propose(f.an_approved_donation(), programme=f.a_programme(), reason=WHY, by=w.maker)
    w.join = donor_joins.propose(f.a_donor(), other=f.a_donor(), reason=WHY, by=w.maker)
    w.pledge = f.a_pledge(code="HUA-2025-77", amount_vnd=7_000_000)
    w.line = f.a_bank_line()
    linked = bank_lines.link(f.a_bank_line(amount_vnd=8_000_000), f.a_pledge(amount_vnd=8_000_000), by=w.maker)
    w.linked_line, w.linked = linked, linked.matches.get().donation
    late = f.a_donation(received_on=date(2024, 3, 4))
    periods.close(ClosedPeriod(year=2024), by=w.desk)
    w.correction = corrections.propose(donation=late, reason=WHY, by=w.maker)
    w.rate = Rate(family="base_salary", category_code="all", category_name="Mọi người", value="2500000", unit="đồng")
    w.rate.effective_from, w.rate.legal_source = timezone.localdate().replace(month=1, day=1), WHY
    w.rate.status = w.rate.date_status = Rate.Status.UNVERIFIED


def _lists(w):
    alike = {"full_name": "Lò Thị Dung", "birth_date": date(1956, 1, 1), "citizen_number": ""}
    w.first, w.second = (f.a_recipient(**alike, without_papers=WHY) for _each in "12")
    w.breach = f.a_breach()
    w.request = f.a_rights_request("restrict", recipient=w.first)
    w.letter = f.a_letter()
    w.draft = f.a_gift(f.a_gift_list(round=w.round)).gift_list
    w.submitted = f.a_submitted_list()
    f.means_for(w.submitted)
    w.approved = f.an_approved_list()
    w.money = Donation.objects.get(round=w.approved.round)
    w.stranger = f.a_recipient()
    w.conflict = f.a_conflict()
    w.event = f.a_ready_handover()
    w.listed = w.event.lines.get().gift_list
    w.paying = Donation.objects.get(round=w.listed.round)
    w.given = f.a_handover().gifts.first()
    w.source = Donation.objects.get(round=w.given.round)
    w.back = f.a_handover().gifts.first()
    handovers.take_back(w.back, reason=WHY, by=w.taker)
    w.free = Donation.objects.get(round=w.back.round)
    planned = f.a_planned_handover()
    w.planned, w.returned = planned, Gift.objects.filter(gift_list__handover_lines__event=planned).first()
    handovers.note_outcomes(planned, [w.returned.pk], Gift.Outcome.RETURNED, by=w.maker)


def _files(w, folder):
    def receive(layout, *lines, by=w.maker, **options):
        path = sheets.a_csv(folder, list(lines), name=f"{layout}.csv")
        with path.open("rb") as file:
            kind = LAYOUTS[layout]
            chosen = Options(**options)
            return intake.receive(file, filename=path.name, layout=kind, by=by, round_=w.round, options=chosen)

    w.gifts = receive("gifts", sheets.a_line(1))
    w.donors = receive("donors", {"Tên nhà tài trợ": "Công ty Minh Họa", "Loại": "doanh nghiệp"})
    w.statement = receive(
        "bank_lines",
        {
            "Số bút toán": "FT01",
            "Ngày giao dịch": "05/03/2025",
            "Số tiền ghi có": "7.000.000",
            "Diễn giải": "Ung ho HUA-2025-77",
            "Tài khoản": "Ngân hàng Minh Họa 0012 3456",
        },
    )
    w.stored = receive("gifts", sheets.a_line(2))
    store_upload(w.stored)
    w.opened = GiftList.objects.get(gifts__batch=w.stored)
    w.seen = receive("gifts", sheets.a_line(3), gift_list=NEW_LIST)
    preview_upload(w.seen)
    w.figures = receive(
        "published_figures",
        {
            "Mã số liệu": w.figure.code,
            "Chỉ tiêu": "số tiền huy động",
            "Mức độ": "đúng",
            "Cách nêu": w.figure.wording,
            "Nguồn": w.figure.source_title,
            "Nơi công bố": w.figure.source_publisher,
            "Ghi chú": "Đã đối chiếu",
        },
        by=w.desk,
    )

    def register(code, programme):
        said = {"Nhà hảo tâm": w.donor.code, "Số tiền": "6.000.000", "Ngày nhận": "4/3/2025"}
        return receive("donations", {"Số chứng từ": code, "Chương trình": programme.slug, **said})

    store_upload(register("UH-0002", w.round.programme))
    w.brought = Donation.objects.get(code="UH-0002")
    w.register = register(w.waiting.code, w.waiting.programme)
