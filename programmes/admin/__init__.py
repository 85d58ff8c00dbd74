"""The officers' face: Django's admin with our words, our scope and our actions behind every button."""

from programmes.admin import (  # noqa: F401
    audit,
    batches,
    books,
    donations,
    donors,
    gift_lists,
    gifts,
    handovers,
    officers,
    places,
    programmes,
    published,
    rates,
    recipients,
)
from programmes.admin.site import site  # noqa: F401
