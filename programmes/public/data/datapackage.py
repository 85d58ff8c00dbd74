"""The catalogue as a Data Package (Frictionless, version 1 of the specification) with a Table Schema for each table."""

from programmes.public.data import catalogue
from programmes.public.data.table import ID

NAME = "an-sinh-bhxh-viet-nam"


def datapackage(entries, state, home):
    """A dict for datapackage.json; paths of files are relative to it. `home` is the address of the portal."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": str(catalogue.TITLE),
        "description": str(catalogue.DESCRIPTION),
        "homepage": home,
        "version": str(state.version),
        **({"created": state.as_of.isoformat(timespec="seconds")} if state.as_of else {}),
        "licenses": [
            {"name": catalogue.LICENCE, "path": catalogue.LICENCE_ADDRESS, "title": catalogue.LICENCE_TITLE},
        ],
        "contributors": [{"title": str(catalogue.PUBLISHER), "role": "publisher"}],
        "resources": [_resource(entry) for entry in entries],
    }


def _resource(entry):
    table = entry.table
    return {
        "profile": "tabular-data-resource",
        "name": table.key,
        "path": f"{table.key}.csv",
        "title": str(table.title),
        "description": str(table.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": entry.summary.size,
        "hash": f"sha256:{entry.summary.sha256}",
        "schema": {"fields": [_field(column) for column in table.columns], "primaryKey": [ID], "missingValues": [""]},
    }


def _field(column):
    constraints = {
        **({} if column.is_empty else {"required": True}),
        **({"unique": True} if column.key == ID else {}),
        **({"enum": list(column.values)} if column.values else {}),
    }
    return {
        "name": column.key,
        "type": column.type.schema,
        "description": str(column.meaning),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
