"""Codes of new records that come many at once and were given none."""

from programmes.models import bulk


def give(records, code_of):
    """The code of the next number of the books to each that has none; two statements whatever their number.

    `code_of(number)` ends with the number. A code that an office has given by hand is passed over. Inside the
    transaction that inserts the records.
    """
    unnamed = [record for record in records if not record.code]
    if not unnamed:
        return
    model, start = type(unnamed[0]), code_of(0).rstrip("0")
    taken = {record.code for record in records}
    taken.update(model.objects.filter(code__startswith=start).values_list("code", flat=True))
    for record, number in zip(unnamed, bulk.reserve_ids(model, len(unnamed)), strict=True):
        while (code := code_of(number)) in taken:
            number += 1
        taken.add(code)
        record.code = code
