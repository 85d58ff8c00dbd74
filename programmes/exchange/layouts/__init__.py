"""The layouts: for each kind of file its columns and rules, as data."""

from django.core.exceptions import ImproperlyConfigured

from programmes.exchange.layouts.bank_lines import BANK_LINES
from programmes.exchange.layouts.donations import DONATIONS
from programmes.exchange.layouts.donors import DONORS
from programmes.exchange.layouts.gifts import GIFTS
from programmes.exchange.layouts.issued import ISSUED
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.lists import ENTRIES, HANDOVERS, RECIPIENTS
from programmes.exchange.layouts.outcomes import OUTCOMES
from programmes.exchange.layouts.published_figures import PUBLISHED_FIGURES
from programmes.models import ImportBatch

LAYOUTS = {layout.key: layout for layout in (DONORS, DONATIONS, BANK_LINES, GIFTS, ISSUED, OUTCOMES, PUBLISHED_FIGURES)}
if unmatched := set(ImportBatch.Layout) ^ LAYOUTS.keys():
    raise ImproperlyConfigured(f"{unmatched}: a layout stands here and in ImportBatch.Layout.")
LISTS = {listed.key: listed for listed in (RECIPIENTS, GIFTS, HANDOVERS, ENTRIES)}

__all__ = ["LAYOUTS", "LISTS", "Layout"]
