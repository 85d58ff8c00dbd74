"""How a paper declares what it tells: dataclasses whose fields have a Vietnamese label and a sample.

The label gives the name of the merge field in an office's own template ("Tên nhà hảo tâm": `Ten_nha_hao_tam`), the
sample is what the preview of such a template shows.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache

from programmes.standards.dates import format_day_padded
from programmes.standards.money import format_number, with_unit
from programmes.standards.names import slug

AS_IT_IS, IN_DONG = "as it is", "in dong"
NUMBER, _NUMBERED = "TT", "Số thứ tự của dòng"  # a merge field of every line


def told(label, *, sample, spoken=AS_IT_IS):
    """A field of text, number or day; a number `spoken` IN_DONG is followed by its unit."""
    return field(metadata={"label": label, "sample": sample, "spoken": spoken})


def lines(row, label, *, samples=2):
    """A field that is a tuple of dataclasses `row`: the lines of a table."""
    return field(metadata={"label": label, "row": row, "samples": samples})


def merge_name(label):
    """The name of a merge field: letters without marks, digits and lines below, as Word allows."""
    return slug(label).replace("-", "_").capitalize()


@cache
def declared(values):
    """The fields of a class of values that are told by themselves: {attribute: its metadata}."""
    return {each.name: each.metadata for each in fields(values) if "sample" in each.metadata}


@cache
def tables(values):
    """The fields of a class of values that are lines: {attribute: the dataclass of a line}."""
    return {each.name: each.metadata["row"] for each in fields(values) if "row" in each.metadata}


@cache
def merge_fields(values):
    """{merge field: attribute} of all that is told by itself; those of lines are under `line_fields`."""
    return {merge_name(meta["label"]): name for name, meta in declared(values).items()}


@cache
def line_fields(values):
    """{attribute of the lines: {merge field: attribute of a line}}"""
    return {name: merge_fields(row) for name, row in tables(values).items()}


def sample_of(values, *, is_full=False):
    """Values that show what a paper looks like; they are of nobody. `is_full`: nothing is left empty."""
    made = {}
    for each in fields(values):
        if "row" in each.metadata:
            one = sample_of(each.metadata["row"], is_full=is_full)
            made[each.name] = (one,) * each.metadata["samples"]
        else:
            sample = each.metadata["sample"]
            made[each.name] = "…" if is_full and sample in {"", None} else sample
    return values(**made)


def spoken(record, name):
    """What a paper writes for the field: "" for None, days as 04/03/2026, numbers in groups of three."""
    value = getattr(record, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        raise TypeError(f"{name}: a paper says words, not {value}")
    if isinstance(value, int):
        unit = declared(type(record))[name]["spoken"]
        return with_unit(value) if unit == IN_DONG else format_number(value)
    if isinstance(value, date):
        return format_day_padded(value)
    return str(value)


@dataclass(frozen=True, kw_only=True)
class Headed:
    """What stands at the head of every paper of an office (NĐ 30/2020/NĐ-CP, Điều 8).

    `number` is what the office's register gives it; `note` says of a sample that it is one.
    """

    office_above: str = told("Cơ quan cấp trên", sample="Bảo hiểm xã hội Việt Nam")
    office: str = told("Cơ quan", sample="Bảo hiểm xã hội tỉnh Minh Họa")
    number: str = told("Số ký hiệu", sample="……/……")
    place: str = told("Địa danh", sample="Minh Họa")
    day: date = told("Ngày lập", sample=date(2026, 3, 4))
    note: str = told("Ghi chú đầu trang", sample="Số liệu mẫu")


def described(values):
    """(merge field, what it is called, its sample, of which lines) of each field, as a help page lists them."""
    yield from _described(values, "")
    for each in fields(values):
        if "row" in each.metadata:
            yield NUMBER, _NUMBERED, "1", each.metadata["label"]
            yield from _described(each.metadata["row"], each.metadata["label"])


def _described(values, of_lines):
    sample = sample_of(values)
    for field_name, name in merge_fields(values).items():
        yield field_name, declared(values)[name]["label"], spoken(sample, name), of_lines
