"""Hand-overs as grants of the 360Giving Data Standard 1.4: a line that is shown is one grant."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from programmes.models import GiftKind
from programmes.public.data import catalogue, handovers, reference
from programmes.public.data import shared_columns as shared
from programmes.standards.money import format_number

# Not registered with 360Giving; it says so itself.
PREFIX = "local-bhxhvn"
STANDARD = "1.4"
FIRST_LEVEL_AREA = "GLS040"
DETAILS = {  # codes of 360Giving for the kinds they have words for: purposes, and reason where the kind itself is one
    "hi_card": {"grantPurpose": ["GTIP120"]},
    "health_check": {"grantPurpose": ["GTIP120"]},
    "tet_package": {"grantPurpose": ["GTIP070"], "primaryGrantReason": "GTIR010"},
    "relief": {"primaryGrantReason": "GTIR100"},
}


def package(state, address):
    """A dict for the package; None where no line is shown, since a package has at least one grant."""
    with override(settings.LANGUAGE_CODE):  # addresses of rows are the same in every language
        lines = [handovers.TABLE.record(row) for row in handovers.TABLE.rows({shared.STATUS.key: shared.SHOWN})]
    provinces = {row[0]: row[1] for row in reference.PROVINCES.rows()}
    programmes = {row[0]: row[1] for row in reference.PROGRAMMES.rows()}
    modified = state.as_of.isoformat(timespec="seconds") if state.as_of else None
    grants = [_grant(line, provinces, programmes, modified, address) for line in lines]
    if not grants:
        return None
    publisher = {"name": str(catalogue.PUBLISHER), "identifier": PREFIX, "website": address("/")}
    return {
        "version": STANDARD,
        "title": str(catalogue.TITLE),
        "identifier": f"{PREFIX}-handovers",
        "publisher": publisher,
        "license": catalogue.LICENCE_ADDRESS,
        **({"modified": modified, "issued": modified} if modified else {}),
        "grants": grants,
    }


def _grant(line, provinces, programmes, modified, address):
    kind, ident = GiftKind(line["kind"]), f"{PREFIX}-{line['id']}"
    title = f"{kind.label}: {line['title']}"
    return {
        "id": ident,
        "title": title,
        "description": _("%(heading)s: %(quantity)s %(unit)s, trao tại %(place)s.")
        % {
            "quantity": format_number(line["quantity"]),
            "unit": _(kind.unit),
            "heading": _(kind.heading),
            "place": line["place"],
        },
        "currency": "VND",
        "amountAwarded": line["donor_cost_vnd"],
        "awardDate": line["day"],
        "recipientIndividual": {"id": f"{ident}-individuals", "name": "Individual Recipient"},
        **({"toIndividualsDetails": DETAILS[kind]} if kind in DETAILS else {}),
        "beneficiaryLocation": [
            {
                "name": provinces[line["province_code"]],
                "countryCode": "VN",
                "geoCode": line["province_code"],
            }
        ],
        "locationScope": FIRST_LEVEL_AREA,
        "fundingOrganization": [{"id": PREFIX, "name": str(catalogue.PUBLISHER)}],
        "grantProgramme": [{"code": line["programme"], "title": programmes[line["programme"]]}],
        "dataSource": address(line["address"]),
        **({"dateModified": modified} if modified else {}),
    }
