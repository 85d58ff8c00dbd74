"""A file arrives: it is kept with its SHA-256 until it is read."""

from dataclasses import replace

from django.core.files import File

from programmes.actions import imports, rights
from programmes.exchange.desk.uploads import sha256_of
from programmes.exchange.options import Options
from programmes.models import ImportBatch
from programmes.models.kept_files import at_path
from programmes.rules.problems import insist


def receive(file, *, filename, layout, by, round_=None, options=None):
    """A new ImportBatch holding the bytes of `file` (an open binary file), to be read by `options`, else as before."""
    insist(rights.check_import(by, layout.key))  # before its bytes are kept
    batch = ImportBatch(
        layout=layout.key,
        owner=by,
        office=by.office,
        round=round_,
        filename=_readable(filename)[-200:],
        token=imports.new_token(),
    )
    options = options or first_options(layout, by)
    if options != Options():
        batch.options = options.as_json()
    batch.file.save(f"{batch.token}{_suffix(filename)}", File(file), save=False)
    with at_path(batch.file.name) as path:
        batch.size_bytes, batch.sha256 = batch.file.size, sha256_of(path)
    return imports.receive(batch)


def first_options(layout, by, account="", gift_list=None):
    """How a file is read before its officer has chosen more: as the office has understood its files before.

    `account` is that of the lines of a statement that name none. A draft `gift_list` takes its gifts, which are of its
    province where they name none.
    """
    mapping, known = imports.remembered(by.office, layout.key), imports.known_values(by.office, layout.key)
    common = {"account": account} if account else {}
    options = Options(mapping=mapping, remembered=mapping, known=known, common=common)
    options = replace(options, values=options.known_meanings)
    if gift_list:
        return replace(options, gift_list=gift_list.code, common={"province": gift_list.province.name})
    return options


def _readable(filename):
    """A name in another alphabet than that of the system has bytes that no database takes."""
    return filename.encode(errors="replace").decode()


def _suffix(filename):
    return "." + filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else ""
