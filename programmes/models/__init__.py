"""Tables, constraints and the words for reading them. One noun, one file; no judgement over several rows."""

from programmes.models.accounts import OfficerSession, PasswordCode, SecondFactor
from programmes.models.audit import AuditEvent, AuditSeal
from programmes.models.bank import BankLine, BankMatch
from programmes.models.breaches import Breach, ImpactAssessment
from programmes.models.disclosures import Disclosure, total_vnd
from programmes.models.donations import MAX_AMOUNT_VND, Donation
from programmes.models.donor_joins import DonorJoin
from programmes.models.donors import Donor
from programmes.models.eligibility import Conflict, SamePersonVerdict
from programmes.models.feedback import Feedback
from programmes.models.fields import encrypt, keyed_hash
from programmes.models.filings import Filing, FilingUnit, Issuance
from programmes.models.gift_lists import GiftList
from programmes.models.gifts import MAX_GIFT_VND, PARTS, STATED_WHERE_PAID, Gift, Kin, lacking_vnd
from programmes.models.handover_outcomes import HandoverOutcome
from programmes.models.handovers import HandoverEvent, HandoverLine
from programmes.models.imports import HeadingMemory, ImportBatch, ValueMemory
from programmes.models.keys import KeyFingerprint
from programmes.models.kinds import INSURANCE_KINDS, UNITS, Category, GiftKind, Insurance, names_of
from programmes.models.ledger import ROUTES, Account, GiftPayment, LedgerEntry
from programmes.models.measures import (
    HAPPENED,
    SUBJECTS,
    VOCABULARY,
    Measure,
    Stage,
    Subject,
    done_words,
    indicator_words,
)
from programmes.models.moves import DonationMove
from programmes.models.notes import WITH_NOTES, Attachment, Note
from programmes.models.offices import HEADQUARTERS_CODE, Office, Officer
from programmes.models.paper_batches import PaperBatch
from programmes.models.paper_templates import PaperTemplate
from programmes.models.periods import BookCheck, ClosedPeriod, Correction
from programmes.models.places import Commune, FormerProvince, Province
from programmes.models.programmes import Programme, ProgrammeTarget, Round
from programmes.models.published import (
    DatePrecision,
    PeriodKind,
    PublishedFigure,
    Relation,
    Statement,
    statements,
)
from programmes.models.rates import Rate
from programmes.models.recipients import Recipient
from programmes.models.rights_requests import RightsRequest
from programmes.models.saved_views import SavedView
from programmes.models.totals import DonationTotal, DonorTotal, GiftListTotal, TotalsState
from programmes.models.valuations import Valuation
from programmes.models.workers import Worker

__all__ = [
    "HAPPENED",
    "HEADQUARTERS_CODE",
    "INSURANCE_KINDS",
    "MAX_AMOUNT_VND",
    "MAX_GIFT_VND",
    "PARTS",
    "PaperBatch",
    "PaperTemplate",
    "STATED_WHERE_PAID",
    "ROUTES",
    "SUBJECTS",
    "UNITS",
    "VOCABULARY",
    "WITH_NOTES",
    "Account",
    "Attachment",
    "AuditEvent",
    "AuditSeal",
    "BankLine",
    "BankMatch",
    "BookCheck",
    "Breach",
    "Category",
    "ClosedPeriod",
    "Commune",
    "Conflict",
    "Correction",
    "DatePrecision",
    "Disclosure",
    "Donation",
    "DonationMove",
    "DonationTotal",
    "Donor",
    "DonorJoin",
    "DonorTotal",
    "Feedback",
    "Filing",
    "FilingUnit",
    "FormerProvince",
    "Gift",
    "GiftKind",
    "GiftList",
    "GiftListTotal",
    "GiftPayment",
    "HandoverEvent",
    "HandoverLine",
    "HandoverOutcome",
    "HeadingMemory",
    "ImpactAssessment",
    "ValueMemory",
    "ImportBatch",
    "Insurance",
    "Issuance",
    "KeyFingerprint",
    "Kin",
    "LedgerEntry",
    "Measure",
    "Note",
    "Office",
    "Officer",
    "OfficerSession",
    "PasswordCode",
    "PeriodKind",
    "Programme",
    "ProgrammeTarget",
    "Province",
    "PublishedFigure",
    "Rate",
    "Recipient",
    "Relation",
    "RightsRequest",
    "SavedView",
    "Round",
    "SamePersonVerdict",
    "SecondFactor",
    "Stage",
    "Statement",
    "Subject",
    "TotalsState",
    "Valuation",
    "Worker",
    "encrypt",
    "done_words",
    "indicator_words",
    "keyed_hash",
    "lacking_vnd",
    "names_of",
    "statements",
    "total_vnd",
]
