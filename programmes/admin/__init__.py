"""The officers' face: Django's admin with our words, our scope and our actions behind every button."""

from programmes.admin import (  # noqa: F401
    audit,
    bank,
    batches,
    books,
    breaches,
    conflicts,
    donations,
    donor_joins,
    donors,
    feedback,
    gift_lists,
    gifts,
    handovers,
    issuances,
    officers,
    periods,
    places,
    programmes,
    published,
    rates,
    recipients,
    rights_requests,
)
from programmes.admin.site import site  # noqa: F401
