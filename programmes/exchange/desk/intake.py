"""A file arrives: it is kept with its SHA-256 until it is read."""

from dataclasses import replace

from django.core.files import File

from programmes.actions import imports, rights
from programmes.exchange.desk.uploads import sha256_of
from programmes.exchange.options import Options
from programmes.models import ImportBatch
from programmes.rules.problems import insist


def receive(file, *, filename, layout, by, round_=None, account=""):
    """A new ImportBatch holding the bytes of `file` (an open binary file)."""
    insist(rights.check_import(by, layout.key))  # before its bytes are kept
    batch = ImportBatch(
        layout=layout.key,
        owner=by,
        office=by.office,
        round=round_,
        filename=_readable(filename)[-200:],
        token=imports.new_token(),
    )
    options = first_options(layout, by, account)
    if options != Options():
        batch.options = options.as_json()
    batch.file.save(f"{batch.token}{_suffix(filename)}", File(file), save=False)
    batch.size_bytes, batch.sha256 = batch.file.size, sha256_of(batch.file.path)
    return imports.receive(batch)


def first_options(layout, by, account=""):
    """How a file is read before its officer has chosen anything: as the office has understood its files before."""
    mapping, known = imports.remembered(by.office, layout.key), imports.known_values(by.office, layout.key)
    options = Options(mapping=mapping, remembered=mapping, known=known, account=account)
    return replace(options, values=options.known_meanings)


def _readable(filename):
    """A name in another alphabet than that of the system has bytes that no database takes."""
    return filename.encode(errors="replace").decode()


def _suffix(filename):
    return "." + filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else ""
