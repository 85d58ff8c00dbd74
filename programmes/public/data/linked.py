"""The catalogue for machines that read linked data: DCAT-AP 3.0.1 and schema.org, both as JSON-LD."""

from django.utils.translation import get_language

from programmes.public.data import catalogue, kept

EU = "http://publications.europa.eu/resource/authority"
FORMATS = {  # form of a file -> its name in the list of the EU, its media type
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", kept.FORMS["xlsx"].content_type),
    "json": ("JSON", "application/json"),
}
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(entries, state, address):
    """A dict for JSON-LD. `address(path)` makes a whole address of a path of the portal."""
    page, service = address(catalogue.page_path()), address(catalogue.api_path())
    datasets = [_dataset(entry, page, address) for entry in entries]
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": f"{page}#catalogue",
                "@type": "dcat:Catalog",
                "dct:title": _words(catalogue.TITLE),
                "dct:description": _words(catalogue.DESCRIPTION),
                "dct:publisher": {"@id": f"{page}#publisher"},
                "dct:license": {"@id": catalogue.LICENCE_ADDRESS},
                "dct:language": {"@id": f"{EU}/language/VIE"},
                "foaf:homepage": {"@id": page},
                **_modified(state.as_of and state.as_of.isoformat(timespec="seconds")),
                "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
                "dcat:service": {"@id": f"{service}#service"},
            },
            {
                "@id": f"{page}#publisher",
                "@type": "foaf:Agent",
                "foaf:name": _words(catalogue.PUBLISHER),
            },
            {
                "@id": f"{service}#service",
                "@type": "dcat:DataService",
                "dct:title": _words(catalogue.TITLE),
                "dcat:endpointURL": {"@id": service},
                "dcat:endpointDescription": {"@id": address(catalogue.openapi_path())},
                "dcat:servesDataset": [{"@id": dataset["@id"]} for dataset in datasets],
            },
            *datasets,
        ],
    }


def _dataset(entry, page, address):
    table = entry.table
    return {
        "@id": f"{page}#{table.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": table.key,
        "dct:title": _words(table.title),
        "dct:description": _words(table.description),
        "dct:publisher": {"@id": f"{page}#publisher"},
        "dct:language": {"@id": f"{EU}/language/VIE"},
        "dct:spatial": {"@id": f"{EU}/country/VNM"},
        "dcat:keyword": [_words(keyword) for keyword in catalogue.KEYWORDS],
        "dcat:landingPage": {"@id": f"{page}#{table.key}"},
        **_modified(entry.summary.changed_at),
        "dcat:distribution": [_distribution(entry, form, address) for form in kept.FORMS],
    }


def _distribution(entry, form, address):
    format_, media = FORMATS[form]
    path = address(entry.path(form))
    return {
        "@id": path,
        "@type": "dcat:Distribution",
        "dct:title": _words(f"{entry.table.title}, {kept.FORMS[form].title}"),
        "dcat:accessURL": {"@id": path},
        "dcat:downloadURL": {"@id": path},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": f"{EU}/file-type/{format_}"},
        "dct:license": {"@id": catalogue.LICENCE_ADDRESS},
        **_modified(entry.summary.changed_at),
        **(_measured(entry.summary) if form == "csv" else {}),
    }


def _measured(summary):
    return {
        "dcat:byteSize": {"@value": str(summary.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": summary.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _words(text):
    return {"@value": str(text), "@language": get_language()}


def _modified(moment):
    return {"dct:modified": {"@value": moment, "@type": "xsd:dateTime"}} if moment else {}


def schema_org(entries, state, address):
    """A dict for the JSON-LD of the catalogue page: one catalogue of Datasets."""
    page = address(catalogue.page_path())
    publisher = {"@type": "Organization", "name": str(catalogue.PUBLISHER), "url": address("/")}
    common = {"license": catalogue.LICENCE_ADDRESS, "creator": publisher, "isAccessibleForFree": True}
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": f"{page}#catalogue",
        "name": str(catalogue.TITLE),
        "description": str(catalogue.DESCRIPTION),
        "url": page,
        "inLanguage": get_language(),
        "publisher": publisher,
        **common,
        **({"dateModified": state.as_of.isoformat(timespec="seconds")} if state.as_of else {}),
        "dataset": [_schema_dataset(entry, page, address, common) for entry in entries],
    }


def _schema_dataset(entry, page, address, common):
    table = entry.table
    return {
        "@type": "Dataset",
        "@id": f"{page}#{table.key}",
        "identifier": table.key,
        "name": str(table.title),
        "description": str(table.description),
        "url": f"{page}#{table.key}",
        **common,
        "spatialCoverage": "Việt Nam",
        **({"dateModified": entry.summary.changed_at} if entry.summary.changed_at else {}),
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": column.key,
                "description": str(column.meaning),
                **({"unitText": column.unit} if column.unit else {}),
            }
            for column in table.columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": FORMATS[form][1],
                "contentUrl": address(entry.path(form)),
                **({"sha256": entry.summary.sha256} if form == "csv" else {}),
            }
            for form in kept.FORMS
        ],
    }
