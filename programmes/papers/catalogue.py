"""All papers of the portal, by their key."""

from programmes.papers.letters import THANK_YOU
from programmes.papers.receipts import RECEIPT, SLIP
from programmes.papers.signing import SIGNING_LIST
from programmes.papers.statements import STATEMENT

KINDS = {kind.key: kind for kind in (THANK_YOU, RECEIPT, SLIP, STATEMENT, SIGNING_LIST)}
BY_SLUG = {kind.slug: kind for kind in KINDS.values()}
