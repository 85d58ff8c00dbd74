"""Tables, constraints and the words for reading them. One noun, one file; no judgement over several rows."""

from programmes.models.audit import AuditEvent
from programmes.models.donations import MAX_AMOUNT_VND, Donation
from programmes.models.donors import Donor
from programmes.models.fields import encrypt, keyed_hash
from programmes.models.gift_lists import GiftList
from programmes.models.gifts import INSURANCE_KINDS, MAX_GIFT_VND, Category, Gift, GiftKind
from programmes.models.handovers import HandoverEvent, HandoverLine
from programmes.models.imports import HeadingMemory, ImportBatch
from programmes.models.offices import HEADQUARTERS_CODE, Office, Officer
from programmes.models.places import FormerProvince, Province
from programmes.models.programmes import Programme, Round
from programmes.models.published import PublishedFigure
from programmes.models.rates import Rate
from programmes.models.recipients import Recipient
from programmes.models.totals import DonationTotal, DonorTotal, GiftListTotal, GiftTotal, TotalsState

__all__ = [
    "HEADQUARTERS_CODE",
    "INSURANCE_KINDS",
    "MAX_AMOUNT_VND",
    "MAX_GIFT_VND",
    "AuditEvent",
    "Category",
    "Donation",
    "DonationTotal",
    "Donor",
    "DonorTotal",
    "FormerProvince",
    "Gift",
    "GiftKind",
    "GiftList",
    "GiftListTotal",
    "GiftTotal",
    "HandoverEvent",
    "HandoverLine",
    "HeadingMemory",
    "ImportBatch",
    "Office",
    "Officer",
    "Programme",
    "Province",
    "PublishedFigure",
    "Rate",
    "Recipient",
    "Round",
    "TotalsState",
    "encrypt",
    "keyed_hash",
]
