"""A small world of totals for the public pages: written straight into the tables that the pages read."""

from datetime import date

from django.utils import timezone

from programmes.actions import disclosures, gift_lists
from programmes.models import DonationTotal, DonorTotal, FormerProvince, HandoverEvent, TotalsState
from tests import factories

CARD_VND = 379_080
CARD_STATE_VND = 884_520


def given(province="40", quantity=100, *, year=2025, round_=None, kind="hi_card"):
    """So many gifts of a kind handed over at an event, published by the step of the portal; returns the event."""
    round_ = round_ or factories.a_round()
    event = HandoverEvent.objects.create(
        office=factories.an_office(province),
        round=round_,
        province=factories.a_province(province),
        title="Buổi trao minh họa",
        place="Nhà văn hóa xã Minh Họa",
        held_on=date(year, 6, 1),
        state=HandoverEvent.State.DONE,
        entered_by=factories.the_maker(),
    )
    fact = {
        "event_id": event.pk,
        "kind": kind,
        "quantity": quantity,
        "donor_cost_vnd": CARD_VND * quantity,
        "state_support_vnd": CARD_STATE_VND * quantity,
        "local_topup_vnd": 0,
    }
    disclosures.publish(event, [fact])
    return event


def raised(amount_vnd=5_000_000, *, year=2025, programme=None, donor=None, is_anonymous=False):
    """Approved receipts, of a programme and of a donor."""
    DonorTotal.objects.create(
        year=year,
        donor=donor or factories.a_donor(),
        is_anonymous=is_anonymous,
        donations=1,
        amount_vnd=amount_vnd,
    )
    return DonationTotal.objects.create(
        year=year,
        programme=programme or factories.a_programme(),
        form="cash",
        donations=1,
        amount_vnd=amount_vnd,
    )


def version(number=1, *, is_sample=False):
    TotalsState.objects.update_or_create(
        pk=1, defaults={"version": number, "as_of": timezone.now(), "is_sample": is_sample}
    )


def a_whole_world(size=2):
    """Programmes, rounds, gifts in four provinces, donors, published figures and hand-overs, `size` of each."""
    for number in range(size):
        programme = factories.a_programme(slug=f"ct-{number}")
        round_ = factories.a_round(programme=programme)
        for step, province in enumerate(factories.PROVINCES):
            given(province, 100 * (number + 1) + step, round_=round_)
            given(province, 40 + step, year=2024, round_=round_, kind="si_book")
        raised(1_000_000_000 + number, programme=programme, donor=factories.a_donor(name=f"Công ty Đông Á {number}"))
        factories.a_published_figure(programme=programme if number else None)
        factories.a_handover([factories.an_approved_list(round=round_)], held_on=date(2025, 12, 1))
    version(7)


def every_table():
    """A whole world and a hand-over to 120 people: each table of the open data has rows, shown and hidden ones."""
    a_whole_world()
    checked = factories.a_gift_list()
    factories.a_gift(checked, group_name="Người cao tuổi xã Minh Họa", quantity=120)
    gift_lists.submit(checked, by=factories.the_maker())
    factories.a_handover([factories.approved(checked)])
    factories.the_rates()
    FormerProvince.objects.create(
        code="50",
        name="Nghệ Tĩnh",
        valid_to=date(2025, 6, 30),
        successor=factories.a_province(),
        citizen_prefix="999",
    )
    version(8)
