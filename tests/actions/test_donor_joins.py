"""Two records of one donor become one by two persons: nothing is deleted, everything that counts by donor follows."""

from datetime import date

import pytest

from programmes.actions import donations, donor_joins, donors, erasures
from programmes.models import AuditEvent, Donation, Donor, DonorTotal
from programmes.rules import same_donor
from programmes.rules.privacy import MAY_BE_NAMED, name_on_receipt
from programmes.totals import open_data, read
from programmes.totals.rebuild import differences
from tests import factories as f
from tests import sheets
from tests.actions.refusals import refused
from tests.exchange.doors import counts, take_in

pytestmark = pytest.mark.django_db
WHY = "Cùng mã số thuế, đã gọi điện hỏi"


def propose(one, other, by=None, **over):
    return donor_joins.propose(one, other=other, reason=WHY, by=by or f.the_maker(), **over)


def join(one, other, **over):
    donor_joins.approve(propose(one, other, **over), by=f.the_checker())
    for donor in (one, other):
        donor.refresh_from_db()


def given():
    """{donor: (donations, đồng)} by the totals."""
    return {cell[0]: cell[1:] for cell in DonorTotal.objects.values_list("donor", "donations", "amount_vnd") if cell[1]}


@pytest.fixture
def two():
    """Two records of one enterprise, 5 and 3 million đồng."""
    first, second = (f.a_donor(name=name) for name in ("Công ty TNHH Sông Lam", "Cty CP Sông Lam"))
    for donor, amount in ((first, 5_000_000), (second, 3_000_000)):
        f.an_approved_donation(donor=donor, amount_vnd=amount)
    return first, second


def test_two_records_of_one_donor_count_as_the_first_and_apart_again_when_two_persons_say_so(two):
    first, second = two
    waits = propose(second, first)
    assert given() == {first.pk: (1, 5_000_000), second.pk: (1, 3_000_000)}
    donor_joins.approve(waits, by=f.the_checker())
    second.refresh_from_db()
    assert (second.one, given(), differences()) == (first, {first.pk: (2, 8_000_000)}, [])
    assert {row.name for row in read.donors(MAY_BE_NAMED)} == {first.name}
    later = f.an_approved_donation(donor=f.a_donor(), amount_vnd=1_000_000)
    kept = Donation.objects.get(donor=second)
    assert name_on_receipt(kept) == first.name
    told = {receipt.donor_name: receipt.donor for receipt in open_data.receipts_of(date(2025, 3, 1), MAY_BE_NAMED)}
    assert told == {first.name: str(first.pk), later.donor.name: str(later.donor_id)}
    assert len(open_data.receipts_of(date(2025, 3, 1), MAY_BE_NAMED, donor__in=open_data.records_of(first.pk))) == 2
    donations.approve(donations.reverse(kept, reason="Nhầm", by=f.the_maker()), by=f.the_checker())
    assert (given(), differences()) == ({first.pk: (1, 5_000_000), later.donor_id: (1, 1_000_000)}, [])
    join(second, first, is_apart=True)
    assert (second.same_as, differences()) == (None, [])
    f.an_approved_donation(donor=second, amount_vnd=2_000_000)
    assert given()[second.pk] == (1, 2_000_000)
    assert [event.verb for event in AuditEvent.objects.filter(target_type="donor", target_id=second.pk)][:2] == [
        "part_donor",
        "join_donor",
    ]


def test_records_of_one_donor_are_no_look_alikes_of_each_other(two):
    first, second = two
    assert [one.donor for one in same_donor.alike(first)] == [second]
    join(first, second)
    assert same_donor.alike(first) == same_donor.alike(second) == []


def test_three_records_fall_back_to_what_was_decided_of_each_pair(two):
    first, second = two
    third = f.a_donor()
    join(third, second)
    join(second, first)
    third.refresh_from_db()
    assert (second.same_as, third.same_as) == (first, first)
    join(second, first, is_apart=True)
    third.refresh_from_db()
    assert (second.same_as, third.same_as) == (None, second)
    assert differences() == []


def test_the_oldest_record_speaks_for_one_that_comes_to_it_by_way_of_another():
    oldest, middle, newest = f.a_donor(kind="bank"), f.a_donor(), f.a_donor()
    join(newest, oldest)
    join(middle, newest)
    assert (middle.one, middle.kind) == (oldest, "bank")


def test_who_proposed_does_not_decide_and_one_office_does_not_join_the_donor_of_another(two):
    first, second = two
    waits = propose(first, second, by=f.a_maker_and_checker())
    with refused("maker_is_checker"):
        donor_joins.approve(waits, by=waits.proposed_by)
    with refused("join_waits"):
        propose(first, f.a_donor())
    assert donor_joins.refuse(waits, reason="Hai công ty", by=f.the_checker()).state == "refused"
    elsewhere = f.a_donor(office=f.an_office(f.DIEN_BIEN))
    with refused("right_of_other_office"):
        propose(first, elsewhere)
    join(first, elsewhere, by=f.the_maker(f.headquarters()))
    assert (elsewhere.one, elsewhere.of_office) == (first, elsewhere)


def test_consent_does_not_pass_from_one_record_to_another_and_a_restriction_does():
    first, second = f.a_person(consented_on=date(2025, 1, 2)), f.a_person()
    with refused("join_with_one_consent"):
        propose(first, second)
    with refused("join_of_two_sorts"):
        propose(first, f.a_donor())
    with refused("join_of_anonymous"):
        propose(first, f.a_donor(kind="anonymous", name="Ẩn danh"))
    second.consented_on = date(2025, 1, 3)
    donors.correct(second, by=f.the_maker())
    donors.restrict(second, by=f.the_maker())
    join(first, second)
    assert first.restricted_on == second.restricted_on is not None
    donors.lift(first, reason="Đã đồng ý lại", by=f.the_maker())
    second.refresh_from_db()
    assert second.restricted_on is None
    second.consented_on = None
    with refused("said_at_the_first"):
        donors.correct(second, by=f.the_maker())
    first.consented_on = None
    donors.correct(first, by=f.the_maker())
    second.refresh_from_db()
    assert second.consented_on is None


def test_a_person_of_two_records_is_erased_in_both():
    first, second = f.a_person(), f.a_person()
    join(first, second)
    erasures.anonymise(second, reason="Theo yêu cầu 12", by=f.the_checker())
    assert Donor.objects.filter(erased_on__isnull=False).count() == 2
    assert not second.joins.filter(reason=WHY).exists()


def test_what_names_the_joined_record_means_the_first_one(two, tmp_path):
    first, second = two
    officer = f.the_maker()
    join(first, second)
    with refused("donor_is_joined"):
        f.a_donation(donor=second)
    line = {"Tên nhà tài trợ": second.name, "Loại": "doanh nghiệp", "Ghi chú": "Gửi thư cuối năm"}
    told = take_in(sheets.a_csv(tmp_path, [{**line, "Mã nhà hảo tâm": second.code}]), "donors", officer)
    assert (counts(told)["changed"], counts(told)["new"]) == (1, 0)
    first.refresh_from_db()
    assert (first.name, first.note) == ("Công ty TNHH Sông Lam", "Gửi thư cuối năm")
    money = {"Chương trình": f.a_programme().slug, "Số tiền": "1.000.000", "Ngày nhận": "5/3/2025"}
    rows = [
        {"Số chứng từ": f"UH-{number}", "Nhà tài trợ": text, **money}
        for number, text in enumerate((second.code, second.name))
    ]
    assert take_in(sheets.a_csv(tmp_path, rows), "donations", officer).errors == []
    assert first.donations.count() == 3


def test_a_donor_entered_twice_is_withdrawn_while_nothing_hangs_on_it(two):
    twin, officer = f.a_donor(), f.the_maker()
    with refused("still_used"):
        donors.withdraw(two[0], reason=WHY, by=officer)
    donors.withdraw(twin, reason=WHY, by=officer)
    assert not Donor.objects.filter(pk=twin.pk).exists()
    assert AuditEvent.objects.get(verb="withdraw_record").before["code"] == twin.code
