"""All papers of the portal, by their key."""

from programmes.papers.commendations import COMMENDATION
from programmes.papers.decisions import DECISION, DECISION_LIST
from programmes.papers.letters import THANK_YOU
from programmes.papers.minutes import HANDOVER_MINUTES, RECEPTION_MINUTES
from programmes.papers.receipts import RECEIPT, SLIP
from programmes.papers.signing import SIGNING_LIST
from programmes.papers.statements import STATEMENT

_OF_DONORS = (THANK_YOU, RECEIPT, SLIP, STATEMENT, RECEPTION_MINUTES, COMMENDATION)
_OF_GIFTS = (DECISION, DECISION_LIST, SIGNING_LIST, HANDOVER_MINUTES)
KINDS = {kind.key: kind for kind in (*_OF_DONORS, *_OF_GIFTS)}
BY_SLUG = {kind.slug: kind for kind in KINDS.values()}
