"""Give insurance gifts their valuation: each distinct case is computed once, and stored once for all gifts of it."""

from collections import Counter, defaultdict

from django.db.models import Count, F

from programmes.models import INSURANCE_KINDS, STATED_WHERE_PAID, Gift, GiftList, Valuation
from programmes.rules import valuation
from programmes.rules.rates import Rates
from programmes.rules.valuation import Case, Worth, Worths

CASE_PATHS = ("kind", "category", "months", "starts_on", "household_order", "gift_list__province")


def stored(worths):
    """Case -> id of its valuation, of the cases that have a worth; what is not there yet is added."""
    digests = {case: valuation.digest(case, worth) for case, worth in worths.items() if isinstance(worth, Worth)}
    rows = {key: _row(case, worths[case], key) for case, key in digests.items()}
    ids = _ids(rows)
    if fresh := sorted(rows.keys() - ids.keys()):
        # Another officer may add the same in this moment: the row that is there first is as good.
        Valuation.objects.bulk_create([rows[key] for key in fresh], ignore_conflicts=True)
        ids = _ids(rows)
    return {case: ids[key] for case, key in digests.items()}


def _ids(digests):
    found = Valuation.objects.filter(digest__in=digests)
    return dict(found.values_list("digest", "pk")) if digests else {}


def _row(case, worth, key):
    return Valuation(
        kind=case.kind,
        category_code=worth.category_code,
        months=case.months,
        starts_on=case.starts_on,
        province_id=case.province,
        total_vnd=worth.total_vnd,
        rates=worth.used(),
        digest=key,
        **worth.parts,
    )


def attach(gifts, province):
    """Give unsaved gifts of one list, which is of this province, their valuations; nothing is written to them."""
    cases = {id(gift): valuation.case_of(gift, province) for gift in gifts if gift.is_insurance}
    ids = of_cases(set(cases.values()))
    for gift in gifts:
        gift.valuation_id = ids.get(cases.get(id(gift)))


def of_cases(cases):
    """Case -> id of its valuation, of those that have one."""
    worths = Worths(Rates.load()) if cases else {}
    return stored({case: worths[case] for case in cases})


def revalue(gifts):
    """Bring the valuations of gifts of open lists in step with the rates; returns how many gifts got another.

    One statement for each distinct case, whatever the number of gifts.
    """
    insured = gifts.filter(kind__in=INSURANCE_KINDS).order_by()
    held = defaultdict(set)
    for *case, current in insured.values_list(*CASE_PATHS, "valuation").distinct():
        held[Case(*case)].add(current)
    ids = of_cases(held.keys())
    changed = sum(_give(insured, case, ids.get(case)) for case, found in held.items() if found != {ids.get(case)})
    if changed:
        note_differences(gifts)
    return changed


def note_differences(gifts):
    """Note of these gifts, as they are now, which state another value than the computed one; of how many it is new."""
    return gifts.wrongly_noted().order_by().update(differs=~F("differs"))


def catch_up():
    """Note of each gift that came before this was noted whether it differs; an upgrade does it once."""
    note_differences(Gift.objects.all())


def _give(insured, case, valuation_id):
    of_case = {path: value for path, value in zip(CASE_PATHS, case, strict=True) if value is not None}
    of_case |= {f"{path}__isnull": True for path, value in zip(CASE_PATHS, case, strict=True) if value is None}
    same = insured.filter(**of_case)
    other = same.filter(valuation__isnull=False) if valuation_id is None else same.exclude(valuation=valuation_id)
    return other.update(valuation=valuation_id)


def fill_shares(gifts):
    """What nobody stated of gifts that cost what was computed is as computed; returns of how many gifts.

    One statement for each distinct case. What a decision was made on does not change, so nor does `updated_at`.
    """
    lacking = gifts.with_unstated_shares().order_by()
    filled = 0
    for computed in Valuation.objects.filter(pk__in=lacking.values("valuation").distinct()):
        shares = {name: getattr(computed, name) for name in STATED_WHERE_PAID}
        filled += lacking.filter(valuation=computed).update(**shares)
    return filled


def untold(gifts):
    """Why insurance of these gifts has no valuation: reason -> how many gifts; "" where only nobody computed it."""
    cases = gifts.unvalued().order_by().values_list(*CASE_PATHS).annotate(gifts=Count("pk"))
    worths, reasons = None, Counter()
    for *case, count in cases:
        worths = worths or Worths(Rates.load())
        found = worths[Case(*case)]
        reasons["" if isinstance(found, Worth) else str(found.reason)] += count
    return dict(reasons.most_common())


def gifts_changed(list_ids):
    """The gifts of these lists changed: how they differ is noted, what was accepted of it is to be looked at again."""
    note_differences(Gift.objects.filter(gift_list__in=list_ids))
    GiftList.objects.filter(pk__in=list_ids).exclude(difference_reason="").update(difference_reason="")
