"""The donations of the full sample enter the books: donors as they come, each donation approved by a second officer."""

from collections import defaultdict
from datetime import timedelta

from programmes.actions import donations, donors
from programmes.models import Donation, Donor, Office, Round

NOTE = "Bản ghi minh họa, không có thật."
GOODS_FOR = {"tet-am", "bao-lu"}  # programmes for which enterprises give goods
MISTAKE = 11  # this donation was entered twice, and the second entry reversed


class Income:
    """`officers` by username; the provinces with an officer enter what is theirs, headquarters the rest."""

    def __init__(self, officers):
        self.makers = {officers[name].office.code: officers[name] for name in ("nghean", "dienbien")}
        self.headquarters, self.checker = officers["trunguong"], officers["pheduyet"]
        self.offices = {office.code: office for office in Office.objects.all()}
        self.rounds = {record.slug: record for record in Round.objects.select_related("programme")}
        self.donors = {}

    def enter(self, receipts):
        """Number of a plan -> what pays for its list: [(donation, đồng)]."""
        shares = defaultdict(list)
        for number, receipt in enumerate(receipts):
            donation = self._received(receipt)
            for plan_number, amount in receipt.shares:
                shares[plan_number].append((donation, amount))
            if number == MISTAKE:
                self._reversed(receipt)
        return shares

    def _received(self, receipt):
        donation = donations.record(self._donation(receipt), by=self._maker(receipt))
        return donations.approve(donation, by=self.checker)

    def _reversed(self, receipt):
        donation = self._received(receipt)
        reason = "Ghi trùng một khoản chuyển tiền (minh họa)."
        opposite = donations.reverse(donation, reason=reason, by=self._maker(receipt))
        donations.approve(opposite, by=self.checker)

    def promise(self, receipts):
        """A few more that nobody has approved yet: the first half is received, the others are pledged."""
        for number, receipt in enumerate(receipts):
            donation = self._donation(receipt)
            if number >= len(receipts) // 2:
                donation.state, donation.received_on = Donation.State.PLEDGED, None
            donations.record(donation, by=self._maker(receipt))

    def _maker(self, receipt):
        return self.makers.get(receipt.donor.office, self.headquarters)

    def _donation(self, receipt):
        donor, round_ = self._donor(receipt.donor), self.rounds[receipt.round]
        kind, direct = receipt.donor.kind, Donation.Route.DIRECT
        form, route, goods = Donation.Form.CASH, Donation.Route.VIA_BHXH, ""
        if kind == Donor.Kind.COLLECTION_ORGANISATION:
            route = direct
        if kind == Donor.Kind.ENTERPRISE and round_.programme.slug in GOODS_FOR:
            form, route = Donation.Form.IN_KIND, Donation.Route.IN_KIND
            goods = "Gạo, dầu ăn, chăn ấm chia theo suất (minh họa)"
        return Donation(
            office=donor.office,
            donor=donor,
            programme=round_.programme,
            round=round_,
            earmark_id=receipt.earmark,
            amount_vnd=receipt.amount_vnd,
            received_on=receipt.received_on,
            pledged_on=receipt.received_on - timedelta(days=7),
            is_anonymous=kind == Donor.Kind.ANONYMOUS or receipt.amount_vnd % 19 == 0,
            form=form,
            route=route,
            goods=goods,
            note=NOTE,
        )

    def _donor(self, row):
        """The donor, registered when they first give; a branch after its head office."""
        if row.name not in self.donors:
            parent = self._donor(row.head_office) if row.head_office else None
            office = self.offices[row.office]
            by = self.makers.get(row.office, self.headquarters)
            donor = Donor(
                kind=row.kind, name=row.name, office=office, consented_on=row.consented_on, parent=parent, note=NOTE
            )
            self.donors[row.name] = donors.register(donor, by=by)
        return self.donors[row.name]
