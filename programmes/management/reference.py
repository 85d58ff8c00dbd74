"""Reference data of the folder fixtures/: lists of JSON objects whose keys are the fields of a table.

Places, offices and rates follow the files at each loading. Programmes, rounds and published figures belong to
the officers once they are there: they are only added, never overwritten.
"""

import json

from django.db import transaction

from programmes.actions import programmes, published, reference
from programmes.models import (
    HEADQUARTERS_CODE,
    Commune,
    FormerProvince,
    Office,
    Programme,
    Province,
    PublishedFigure,
    Rate,
    Round,
)

HEADQUARTERS_NAME = "Bảo hiểm xã hội Việt Nam"


def _rows(folder, name):
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def load_provinces(folder):
    """The 34 provinces since 1/7/2025."""
    rows = _rows(folder, "provinces")
    return reference.bring_in_step(
        [Province(**{key: value for key, value in row.items() if key != "office"}) for row in rows]
    )


def load_former_provinces(folder):
    """The 63 provinces until 30/6/2025 with the prefixes of citizen numbers."""
    rows = _rows(folder, "former_provinces")
    return reference.bring_in_step([FormerProvince(successor_id=row.pop("successor"), **row) for row in rows])


def load_communes(folder):
    """Communes with their codes, of a folder that has them; what officers call them besides stays known."""
    if not (folder / "communes.json").exists():
        return 0
    known = Commune.objects.in_bulk()
    communes = [Commune(province_id=row.pop("province"), **row) for row in _rows(folder, "communes")]
    for commune in communes:
        if stored := known.get(commune.code):
            spellings = [*stored.aliases.split("|"), *commune.aliases.split("|"), stored.name]
            commune.aliases = "|".join(dict.fromkeys(word for word in spellings if word not in {"", commune.name}))
    return reference.bring_in_step(communes)


def load_offices(folder):
    """Headquarters and the office of each province, which has the province's code."""
    offices = [Office(code=HEADQUARTERS_CODE, name=HEADQUARTERS_NAME)]
    for row in _rows(folder, "provinces"):
        offices.append(Office(code=row["code"], name=row["office"], province_id=row["code"]))
    return reference.bring_in_step(offices)


def load_rates(folder):
    """Dated rates with their legal source."""
    return reference.bring_in_step([Rate(**row) for row in _rows(folder, "rates")])


def _missing(rows, model, key):
    known = set(model.objects.values_list(key, flat=True))
    return [row for row in rows if row[key] not in known]


def load_programmes(folder):
    """Programmes that are not there yet."""
    missing = _missing(_rows(folder, "programmes"), Programme, "slug")
    for row in missing:
        programmes.keep(Programme(**row))
    return len(missing)


def load_rounds(folder):
    """Rounds that are not there yet."""
    missing = _missing(_rows(folder, "rounds"), Round, "slug")
    for row in missing:
        programmes.keep(Round(programme=Programme.objects.get(slug=row.pop("programme")), **row))
    return len(missing)


def load_published_figures(folder, by):
    """Published figures whose code is not there yet, in the name of officer `by`; the release publishes them."""
    missing = _missing(_rows(folder, "published_figures"), PublishedFigure, "code")
    slugs = {programme.slug: programme for programme in Programme.objects.all()}
    figures = [PublishedFigure(programme=slugs.get(row.pop("programme")), **row) for row in missing]
    return len(published.bring([_as_read(figure) for figure in figures], by=by))


def _as_read(figure):
    """Days as days: the rules compare them before the database does."""
    figure.clean_fields(exclude=["entered_by"])
    return figure


TABLES = {
    Province: load_provinces,
    Commune: load_communes,
    FormerProvince: load_former_provinces,
    Office: load_offices,
    Rate: load_rates,
    Programme: load_programmes,
    Round: load_rounds,
}


@transaction.atomic
def load_reference(folder, *, by=None):
    """Load every table; returns how many rows were new or changed, by model.

    The reference data come with the release, in nobody's name; only figures are published, by officer `by` if any.
    """
    written = {model: load(folder) for model, load in TABLES.items()}
    if by:
        written[PublishedFigure] = load_published_figures(folder, by)
    return written
