"""Whoever knows the rule finds no number of few people: our own attacker, what she catches, and two worlds alike."""

import re
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from html import unescape
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from programmes.actions import corrections, disclosures, handovers, periods
from programmes.management.privacy import at_hand, attack, histories, sets, trails
from programmes.models import ClosedPeriod, Disclosure, Donation, Gift, Rate
from programmes.public import given, numbers
from programmes.public.data.registry import TABLES
from programmes.rules import disclosure, pools, trail_lines
from programmes.rules import trails as codes
from tests import factories as f
from tests.guards import break_by_hand
from tests.public import world


def attacked(seeds):
    report = attack.NOTHING
    for seed in seeds:
        report += attack.attack(sets.some_history(seed)) + trails.attack_shares(sets.some_shares(seed))
        report += trails.attack_rest(sets.some_trail(seed))
        if report.findings:
            break
    return report


def test_random_sets_leave_five_values_to_every_number():
    report = attacked(range(12))
    assert (report.findings, report.fewest) == ((), 5)
    assert report.looked_at > 200


def test_shares_just_below_ten_are_moved_until_five_values_are_found():
    report = trails.attack_shares({1: {1: 8, 2: 180, 3: 8, 4: 10}})
    assert (report.looked_at, report.findings) == (3, ())


@pytest.mark.parametrize("seed", [744, 1093], ids=["fewer come back at all others", "all that waits is another number"])
def test_worlds_for_gifts_taken_back_are_tried_until_five_values_are_found(seed):
    assert attack.attack(sets.some_history(seed)).findings == ()


def without_history(rows):
    """As if nobody remembered that fewer rows were not told."""
    return sum(1 << total for total in range(rows, 10 * rows + 1)) if rows else 1


def no_look_at_what_is_left(self, rows):
    total = disclosure._people(rows)
    return pools.is_safe(disclosure._shape(rows), total) or pools.may_be_taken_off(disclosure._events(rows), -total)


def one_of_a_province(kind, province_id, day, known):
    """A tariff that says since when the rates of the country hold, and only whether the province ever had some."""
    begun = [rate for rate in known if rate.effective_from <= day]
    since = max(rate.effective_from for rate in begun if rate.province_id is None)
    return str((since, province_id if any(rate.province_id == province_id for rate in begun) else ""))


SEEDS = (1, 0, 7, 9, 15, 95, 78)  # of the hundred, those that show the lines below at once
MUTANTS = {  # what is left out of the suppressor: the line, and what stands in its place
    "ten are told at once": (disclosure, "FEW_AT_MOST", 9),
    "four values are enough": (pools, "LEAST_CHOICE", 4),
    "any sum above ten is told": (pools, "_choices", lambda pool, sums: 5),
    "what was not told before is forgotten": (pools, "_unsafe_after", without_history),
    "what was not safe below is forgotten": (pools, "_without_safe", lambda pool, sums: sums),
    "rates are not told apart": (disclosure, "_pool_of", lambda r: (*disclosure._cell_of(r), r.quantity > 0)),
    "the own rates of a province are one tariff": (sets, "tariff", one_of_a_province),
    "a rate that has ended goes on": (disclosure, "_has_ended", lambda rate, day: False),
    "given and taken back wait together": (disclosure, "_pool_of", lambda r: (*disclosure._cell_of(r), r.tariff)),
    "gifts taken back are told at once": (disclosure, "may_be_taken_off", lambda events, total: True),
    "it does not matter how many events": (disclosure, "may_be_taken_off", lambda events, total: total > 10),
    "it does not matter who is left": (histories.Pools, "_may_be_told", no_look_at_what_is_left),
    "the rest of a trail is not looked at": (trail_lines, "shares_may_be_told", lambda shares: True),
    "small shares are told": (trail_lines, "FEW_AT_MOST", 0),
    "a trail may leave room for a few": (trail_lines, "_leaves_room", lambda left_vnd, trail: left_vnd >= 0),
    "who helped is told of a small rest": (trail_lines, "_leaves_choice", lambda amount_vnd, trail: True),
}


@contextmanager
def mutant(place, name, other):
    def forget():
        for remembered in (pools.is_safe, pools._hidden, pools._unsafe_after):
            getattr(remembered, "cache_clear", int)()

    forget()
    with mock.patch.object(place, name, other):
        forget()
        yield
    forget()


@pytest.mark.parametrize("name", MUTANTS)
def test_a_line_left_out_of_the_suppressor_is_caught(name):
    with mutant(*MUTANTS[name]):
        assert attacked(SEEDS).findings


def checked():
    said = StringIO()
    call_command("check_privacy", stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_the_command_looks_at_the_database_at_hand():
    round_ = f.a_round()
    event = [f.a_handover([f.an_approved_list(gifts=gifts, round=round_)]) for gifts in (6, 12, 6, 4)][1]
    handovers.take_back(event.gifts.first(), reason="Trả lại", by=f.an_officer())
    assert checked() == "Đã thử 4 số không nêu; số dễ đoán nhất còn từ 5 giá trị trở lên.\n"


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["so-an-sinh.vn", ".so-an-sinh.vn", "*"])
def test_the_command_looks_where_the_portal_answers_under_its_own_name_alone(settings, name):
    settings.ALLOWED_HOSTS = [name]
    assert checked() == "Đã thử 0 số không nêu; số dễ đoán nhất còn từ 5 giá trị trở lên.\n"


@pytest.mark.django_db
def test_what_one_closing_tells_of_two_kinds_are_two_blocks():
    rounds = [f.a_round(), f.a_round()]
    for round_ in rounds:
        for kind, quantity in (("tet_package", 6), ("relief", 7)):
            world.given(quantity=quantity, round_=round_, kind=kind)
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    assert Disclosure.objects.values("block").distinct().count() == 2
    assert checked().startswith("Đã thử 4 số không nêu")


@pytest.mark.django_db
def test_the_command_looks_at_every_number_as_it_was_when_its_period_was_closed(monkeypatch, capsys):
    """The number of now is large, and in its past few are planted."""
    f.a_handover([f.an_approved_list(gifts=12)])
    periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
    told = numbers.answer

    def with_few_in_the_past(*asked):
        found = told(*asked)
        return found._replace(past=tuple(past._replace(raw=3) for past in found.past))

    monkeypatch.setattr(numbers, "answer", with_few_in_the_past)
    with pytest.raises(SystemExit):
        call_command("check_privacy")
    said = capsys.readouterr().out
    for number in ("the-bhyt.2025", "the-bhyt.2025.nghe-an"):
        assert f"Trang /so-lieu/{number}.json nêu 3 người ở bảng “Số tại lúc khóa kỳ”." in said


@pytest.mark.parametrize(
    ("unit", "row", "found"),
    [
        ("thẻ", {"value": 3}, [3]),
        ("", {"value": 3, "unit": "sổ"}, [3]),
        ("", {"value": 3}, [3]),
        ("buổi", {"value": 3}, []),
        ("", {"value": 3, "unit": "buổi"}, []),
        ("thẻ", {"value": "dưới 11"}, []),
    ],
)
def test_the_command_knows_a_number_of_people_by_its_unit(unit, row, found):
    columns = [{"key": key, "unit": unit if key == "value" else "", "basis": "theo hồ sơ"} for key in row]
    assert list(at_hand._of_people({"columns": columns, "rows": [row]})) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "planted",
    [
        "UPDATE programmes_disclosure SET height = 'event', block = id, disclosed_at = created_at",
        "UPDATE programmes_disclosure SET height = 'waiting', block = NULL, disclosed_at = NULL",
    ],
    ids=["few are told", "many are not"],
)
def test_the_command_finds_what_the_step_would_not_have_done(planted, capsys):
    for gifts in (4, 12):
        f.a_handover([f.an_approved_list(gifts=gifts)])
    break_by_hand(planted)
    with pytest.raises(SystemExit):
        call_command("check_privacy")
    assert "dòng công khai khác với bước công khai" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_prices_gifts_by_the_rates_of_their_day_and_not_by_the_name_of_their_tariff(monkeypatch, capsys):
    round_, topup = (
        f.a_round(),
        {"province": f.a_province(), "family": "bhyt_local_topup", "category_code": "near_poor"},
    )
    for month in (1, 7):
        Rate.objects.create(code=f"T{month}", value=f"0.{month}", effective_from=date(2025, month, 1), **topup)
    monkeypatch.setattr(disclosures, "tariff", lambda *_of, known: "2024-07-01/40")
    for month in (3, 8):
        f.a_handover([f.an_approved_list(gifts=6, round=round_)], held_on=date(2025, month, 5))
    with pytest.raises(SystemExit):
        call_command("check_privacy")
    assert "chỉ còn 1 giá trị (6)" in capsys.readouterr().out


# The form of the letterbox bears a random mark and a signed moment, of each visitor anew.
OF_A_FORM = re.compile(rb'name="(?:csrfmiddlewaretoken|stamp)" value="[^"]*"')


def everything_public(client, donations):
    """Every answer that she can have, by its address; English pages say the same numbers (public/test_english.py).

    Of open data these are the rows, which files and API hand out. Pages lead to many more numbers than stand on the
    site map; of those the JSON is asked, which has all that their pages say, and the number alone.
    """
    pages = [line.split("<")[0].removeprefix("http://testserver") for line in locations(client)]
    pages = [path for path in pages if not path.startswith("/en/")]
    addresses = [*pages, *(as_file(path, "json") for path in pages)]
    addresses += [as_file(path, "csv") for path in pages if not path.startswith("/so-lieu/")]
    addresses += ["/trao-tang/atom.xml", "/dinh-chinh/atom.xml", "/so-lieu-cong-bo/atom.xml"]
    addresses += [f"/so-lieu/the-bhyt.{year}.json?ky={year}" for year in (2024, 2025)]
    addresses += ["/robots.txt", "/sitemap.xml"]
    addresses += [f"/theo-doi/{codes.code_of(donation)}/" for donation in donations]
    answers = {address: client.get(address) for address in addresses}
    answers |= {address: client.get(address) for address in numbers_on(answers.values()) - answers.keys()}
    told = {address: (OF_A_FORM.sub(b"", answer.content), answer.get("ETag")) for address, answer in answers.items()}
    return told | {f"/du-lieu/{key}": list(table.rows()) for key, table in TABLES.items()}


def as_file(address, form):
    path, mark, query = address.partition("?")
    return f"{path.rstrip('/') or '/index'}.{form}{mark}{query}"


def numbers_on(answers):
    """Addresses of the numbers to which these pages lead: as JSON, of now or of a closed period, or alone."""
    pages = [answer.content.decode() for answer in answers if answer["Content-Type"].startswith("text/html")]
    found = {unescape(address) for page in pages for address in re.findall(r'href="(/(?:so-lieu|nhung)/[^"#]+)"', page)}
    return {address if address.startswith("/nhung/") else as_file(address, "json") for address in found}


def locations(client):
    return client.get("/sitemap.xml").content.decode().split("<loc>")[1:]


@cache
def after_the_records():
    """One moment for all worlds: what was handed over before is in what a closing tells."""
    return timezone.now() + timedelta(days=1)


@contextmanager
def in_another_world():
    """What is done within is undone; the clock stands still."""
    with mock.patch.object(timezone, "now", return_value=after_the_records()), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office():
    """A large hand-over, a small one that waits, and a planned one whose list two donations pay for."""
    round_ = f.a_round(slug="dot-1")
    large = f.a_handover([f.an_approved_list(gifts=14, round=round_)])
    f.a_handover([f.an_approved_list(gifts=4, round=round_, office=f.an_office(f.DIEN_BIEN))])
    gift_list = f.a_submitted_list(gifts=9, round=round_)
    for gifts in (4, 5):
        f.an_approved_donation(round=round_, office=f.headquarters(), amount_vnd=gifts * 379_080)
    f.gift_lists.approve(gift_list, by=f.the_checker())
    event = f.a_planned_handover([gift_list])
    f.fund(gift_list)
    f.a_published_figure()
    late = f.a_donation(received_on=date(2024, 3, 4))
    periods.close(ClosedPeriod(year=2024), by=f.the_maker(f.headquarters()))
    corrections.approve(
        corrections.propose(donation=late, reason="Sao kê về muộn", by=f.the_maker()), by=f.the_checker()
    )
    return large, event


def hand_over(event, received, taken_back):
    """So many receive their gift, the others are away; and so many of the large event give theirs back."""
    large, planned = event
    gifts = list(Gift.objects.filter(gift_list__handover_lines__event=planned).order_by("pk"))
    handovers.note_outcomes(planned, [gift.pk for gift in gifts[received:]], Gift.Outcome.ABSENT, by=f.the_maker())
    handovers.note_the_rest(planned, by=f.the_maker())
    handovers.hand_over(planned, by=f.the_maker())
    for gift in large.gifts.order_by("pk")[:taken_back]:
        handovers.take_back(gift, reason="Trả lại", by=f.an_officer())


def answers_of(client, office, received, taken_back, *, close):
    with in_another_world():
        hand_over(office, received, taken_back)
        if close:
            periods.close(ClosedPeriod(year=2025), by=f.the_maker(f.headquarters()))
        return everything_public(client, Donation.objects.approved().filter(reverses=None).order_by("pk"))


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("close", [False, True])
def test_two_worlds_that_differ_in_a_hidden_number_answer_alike_at_every_address(client, office, close):
    """The worlds differ in both numbers, given and taken back, and in what is left of them."""
    one, other = answers_of(client, office, 5, 0, close=close), answers_of(client, office, 3, 1, close=close)
    assert {address for address in one if one[address] != other[address]} == set()
    assert len(one) > 50
    known = {
        "/so-lieu/the-bhyt.2025/",
        "/nhung/the-bhyt.2025/",
        "/so-lieu/the-bhyt.2025.nghe-an.json",
        "/du-lieu/gifts",
    }
    known |= {"/so-lieu/the-bhyt.dot-dot-1.nghe-an.json", f"/so-lieu/the-bhyt.buoi-trao-{office[0].pk}.json"}
    assert known <= one.keys()


@pytest.mark.one_database
@pytest.mark.django_db
def test_the_comparison_of_worlds_sees_money_that_is_told_without_its_people(client, office, monkeypatch):
    add_up = given.Given._add_up

    def with_all_money(self, names, apart):
        cells = [cell._replace(height=Disclosure.Height.EVENT, quantity=0, rows=0) for cell in self._cells]
        waiting = [cell for cell, was in zip(cells, self._cells, strict=True) if was.height in Disclosure.HIDDEN]
        return add_up(given.Given([*self._cells, *waiting]), names, apart)

    monkeypatch.setattr(given.Given, "_add_up", with_all_money)
    assert answers_of(client, office, 5, 0, close=False) != answers_of(client, office, 4, 0, close=False)
