"""Invented money for the invented lists: a staff collection where donations do not reach, then allocations."""

from datetime import timedelta

from django.db.models import Sum

from programmes.actions import allocations, donations
from programmes.models import Donation, Donor, GiftList
from programmes.rules import funding

MILLION = 1_000_000


class Means:
    """`officers` by username: headquarters allocates, `pheduyet` approves."""

    def __init__(self, officers):
        self.headquarters, self.checker = officers["trunguong"], officers["pheduyet"]
        self.staff = Donor.objects.filter(kind=Donor.Kind.STAFF, office=self.headquarters.office).first()

    def provide(self, gift_list):
        """So much more is given for the round that the list can be approved."""
        cost = gift_list.gifts.aggregate(sum=Sum("donor_cost_vnd"))["sum"]
        if not any(funding.check_means(gift_list, cost)):
            return
        free = funding.usable_for(gift_list).aggregate(sum=Sum("left_vnd"))["sum"] or 0
        promised = GiftList.objects.filter(state=GiftList.State.APPROVED, round=gift_list.round_id)
        owed = sum(value - funded for value, funded in promised.values_list("value_vnd", "funded_vnd"))
        short = cost + owed - free
        donation = Donation(
            office=self.headquarters.office,
            donor=self.staff,
            programme=gift_list.round.programme,
            round=gift_list.round,
            amount_vnd=-(-short // MILLION) * MILLION,
            received_on=gift_list.round.starts_on + timedelta(days=1),
            note="Bản ghi minh họa, không có thật.",
        )
        donations.approve(donations.record(donation, by=self.headquarters), by=self.checker)

    def allocate(self, gift_list):
        """Pay for the whole list, from the donation received first on."""
        needed = gift_list.value_vnd
        for donation in funding.usable_for(gift_list).filter(left_vnd__gt=0).order_by("received_on", "pk"):
            amount = min(needed, donation.left_vnd)
            if amount:
                allocations.allocate(donation, gift_list, amount, by=self.headquarters)
                needed -= amount
