"""The tables of open data, each by its key. Files, catalogues and addresses are made from these and know no table."""

from programmes.public.data import allocations, donations, gifts, handovers, published, reference

TABLES = {
    table.key: table
    for table in (
        donations.TABLE,
        allocations.TABLE,
        gifts.TABLE,
        handovers.TABLE,
        published.TABLE,
        *reference.TABLES,
    )
}
