"""What a header says: which of its columns is which of the layout, and which are missing."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.exchange.columns.offers import labels_of
from programmes.exchange.file_problem import FileProblem
from programmes.exchange.sheets.vocabulary import (
    ENDS,
    IGNORED,
    LAST_CHOICES,
    NAMES,
    PIECES,
    SECOND_CHOICES,
    SPANS,
    TICKED,
    TOGETHER,
    WHOLES,
    heading_key,
)
from programmes.exchange.sheets.wordings import OLD_PAPER
from programmes.standards.lists import first_few
from programmes.standards.names import fold, tidy

SHOWN_TITLES, LONGEST_TITLE, NAMED_TITLES = 12, 40, 4


class Header(NamedTuple):
    """Where the header is and which cell of a row holds which column of the layout.

    `line` is that of its last row, `pieces` the cells that make a column together (family name and given name), `seen`
    every heading of the file with the column that it was taken for ("" for none), in the order of the file. `dated`
    is the day that the rows above name last, as in "Kèm theo Quyết định số … ngày …"; None where they name none.
    `proposed` is what those rows make likely of a column, `said` what they say of it, column -> Said.
    `cells` are the titles by position, "" for none. `spread` are the further cells that the heading of a column stands
    over, column -> places; `ticked` the cells in which a tick names the value of a column, column -> place -> value.
    `above` are the tidy texts of the rows above it. Of a sheet without a header `line` is the one before its first row,
    and `lettered` are those of its columns of which nobody has said anything, title -> Lettered. `has_codes` is whether
    its provinces are told by their codes.
    """

    line: int
    positions: dict
    titles: dict
    unknown: list
    pieces: dict
    number: int | None
    seen: list
    dated: date | None = None
    proposed: dict = {}
    said: dict = {}
    cells: tuple = ()
    spread: dict = {}
    ticked: dict = {}
    above: tuple = ()
    lettered: dict = {}
    has_codes: bool = False

    @property
    def places(self):
        """Where a row is read, by a name of each cell that is the same on every sheet."""
        more = {
            f"{name} {place}": place for more in (self.spread, self.ticked) for name in more for place in more[name]
        }
        return {**self.positions, **self.pieces, **more}

    @property
    def ends(self):
        """Where the columns stand that tell when the insurance ends, by piece."""
        return {piece: self.pieces[piece] for piece in ENDS if piece in self.pieces}

    def joined(self, later):
        """This header with what the one of a later sheet has beside it: what the officer is shown of the columns."""
        titles = {**later.titles, **self.titles}
        seen = [*self.seen, *(pair for pair in later.seen if pair not in self.seen)]
        unknown = list(dict.fromkeys([*self.unknown, *later.unknown]))
        both = {**later.proposed, **self.proposed}
        proposed = {name: said for name, said in both.items() if later.proposed.get(name, said).text == said.text}
        return self._replace(titles=titles, seen=seen, unknown=unknown, proposed=proposed)

    def stands_as_written(self, cells):
        """Whether a row that says the header once more has each of its words in the same place."""
        texts = enumerate(map(tidy, cells))
        return all(
            place < len(self.cells) and text in {self.cells[place], *self.cells[place].split(SPANS)}
            for place, text in texts
            if text
        )


def header_of(found, columns, mapping):
    """The Header that a Found makes; where the officer has said of a column what it is, it comes first."""
    positions, titles, pieces, ticked, number = {}, {}, {}, {}, None
    names = {column.name for column in columns}
    alone = [place for place, field in found.fields.items() if field not in TOGETHER]
    for place in sorted(alone, key=lambda place: heading_key(found.titles[place]) not in mapping):
        field, title = found.fields[place], found.titles[place]
        if field == IGNORED:
            number = place if number is None else number
        elif field in PIECES.keys() - names:
            pieces.setdefault(field, place)
        elif field in TICKED:
            ticked.setdefault(TICKED[field], {})[place] = title.rpartition(SPANS)[2]
        elif field not in positions:
            positions[field], titles[field] = place, title
        elif heading_key(titles[field]) not in mapping:
            raise _heading_twice(found, field, titles[field], title, columns)
    _share(found, positions, titles)
    _take_second_choices(found, positions, titles, pieces)
    lasts = {last: pieces[last] for last in LAST_CHOICES if last in pieces}
    pieces = _kept_pieces(pieces, positions)
    _take_last_choices(found, lasts, {*(PIECES[piece] for piece in pieces), *ticked}, positions, titles)
    for piece, place in pieces.items():
        whole = titles.get(PIECES[piece])
        titles[PIECES[piece]] = f"{whole} + {found.titles[place]}" if whole else found.titles[place]
    ticked = {name: places for name, places in ticked.items() if name not in positions}
    for name, places in ticked.items():
        titles[name] = " + ".join(found.titles[place] for place in places)
    seen, unknown = _taken(found, positions, pieces, ticked)
    return Header(
        found.line, positions, titles, unknown, pieces, number, seen, cells=tuple(found.titles), ticked=ticked
    )._replace(has_codes=found.fields.get(positions.get("province")) == "province_code")


def _take_second_choices(found, positions, titles, pieces):
    """A column that no surer heading names is the one of its second choice."""
    for second in SECOND_CHOICES:
        if second in pieces and (whole := PIECES[second]) not in positions:
            positions[whole] = pieces.pop(second)
            titles[whole] = found.titles[positions[whole]]


def _take_last_choices(found, lasts, made, positions, titles):
    """A column that nothing names, nor is `made` of pieces, is that of its last choice; a group is not its head."""
    for last, place in lasts.items():
        whole = PIECES[last]
        if made.isdisjoint({whole}) and positions.keys().isdisjoint(NAMES if whole in NAMES else {whole}):
            positions[whole], titles[whole] = place, found.titles[place]


def with_old_numbers(found, words):
    """A Found in which "Số CMND/CCCD" beside "Số định danh" is the column of the old numbers."""
    numbers = {place for place, field in found.fields.items() if field == "citizen_number"}
    older = {place for place in numbers if OLD_PAPER.search(fold(found.titles[place]))}
    if older == numbers or any(heading_key(found.titles[place]) in words.mapping for place in numbers):
        return found
    return found._replace(fields=found.fields | dict.fromkeys(older, "old_citizen_id"))


def without_seconds(found, words):
    """A Found in which of several titles for one column the surest is kept, where they are ranked."""
    surest = {}
    for place, field in found.fields.items():
        if (rank := words.rank(found.titles[place])) is not None:
            surest[field] = min(surest.get(field, (rank, place)), (rank, place))
    seconds = {place for place, field in found.fields.items() if field in surest and surest[field][1] != place}
    seconds = {place for place in seconds if words.rank(found.titles[place]) is not None}
    return found._replace(fields={place: field for place, field in found.fields.items() if place not in seconds})


def _share(found, positions, titles):
    """Add the columns that have no cells of their own but share them with another."""
    for place, field in found.fields.items():
        for name in TOGETHER.get(field, ()):
            if name not in positions:
                positions[name], titles[name] = place, found.titles[place]


def _heading_twice(found, field, one, two, columns):
    """What is wrong where two columns claim to be the same, or where two tables stand side by side."""
    heading = next(column.heading for column in columns if column.name == field)
    named = [[title, "" if taken == field else WHOLES.get(taken, taken)] for title, taken in _named(found)]
    times = Counter(filter(None, found.titles))
    repeated = [title for title in times if times[title] > 1]
    if len(repeated) > 1 and 2 * len(repeated) > len(times):
        side_by_side = _(
            "Trang có hai bảng đặt cạnh nhau: các tiêu đề %s đều có hai lần. Hãy chuyển bảng bên phải xuống dưới bảng "
            "bên trái, theo đúng các cột, hoặc sang trang riêng rồi tải lên lại."
        )
        named_twice = first_few([f"“{title}”" for title in repeated], NAMED_TITLES)
        return FileProblem("tables_side_by_side", side_by_side % named_twice)
    return FileProblem(
        "heading_twice",
        _("Hai cột “%(one)s” và “%(two)s” cùng là “%(heading)s”. Hãy bỏ hoặc đổi tên một cột.")
        % {"one": one, "two": two, "heading": heading},
        named,
    )


def _taken(found, positions, pieces, ticked):
    """Each heading with the column that it is taken for, "" for none; and those that nobody knows."""
    taken = {place: name for name, place in positions.items()}
    taken |= {place: PIECES[piece] for piece, place in pieces.items()}
    taken |= {place: name for name, places in ticked.items() for place in places}
    titled = [(place, title) for place, title in enumerate(found.titles) if title]
    free = {place for place, _title in titled if found.fields.get(place) != IGNORED} - taken.keys()
    return [[title, taken.get(place, "")] for place, title in titled], [t for place, t in titled if place in free]


def _named(found):
    """Every heading with the field that it was taken for, "" for none."""
    fields = {place: TOGETHER.get(field, [field])[0] for place, field in found.fields.items() if field != IGNORED}
    return [(title, fields.get(place, "")) for place, title in enumerate(found.titles) if title]


def _kept_pieces(pieces, positions):
    """The pieces that make a column; the column of its own wins over them."""
    kept = []
    if "full_name" not in positions and {"family_name", "given_name"} <= pieces.keys():
        kept += ["family_name", "given_name"]
    if "birth" not in positions:
        kept += ["birth_year_male", "birth_year_female"]
    elif {"birth_day", "birth_month"} <= pieces.keys():
        kept += ["birth_day", "birth_month"]
    if "sex" not in positions:
        kept += ["male_tick", "female_tick"]
    if "birth" in positions:
        kept += ["birth_parts_known"]
    kept += ["street", "hamlet", "unit_value", *ENDS, *SECOND_CHOICES]
    return {piece: pieces[piece] for piece in kept if piece in pieces}


def insist_required(header, columns, head):
    has = {*header.positions, *header.ticked, *header.said, *(PIECES[piece] for piece in header.pieces)}
    missing = [column for column in columns if column.is_needed and column.name not in has]
    if missing:
        raise FileProblem(
            "heading_missing",
            _told_missing(missing, header),
            header.seen,
            header.proposed,
            head,
            header.lettered,
        )
    names = [column.heading for column in columns if column.name in NAMES]
    if names and has.isdisjoint(NAMES):
        raise FileProblem(
            "name_heading_missing",
            _("Không thấy cột “%s”. Hãy chọn cột này ở mục “Cột của tệp được hiểu thế nào”, hoặc thêm cột vào tệp.")
            % names[0],
            header.seen,
            header.proposed,
            head,
            header.lettered,
        )


def _told_missing(columns, header):
    """The sentence that names the missing columns, those that there are, and how to do without."""
    told = _("Thiếu cột %(missing)s; tệp có %(seen)s. Hãy chọn cột của tệp, hoặc thêm cột này (xem tệp mẫu).") % {
        "missing": ", ".join(f"“{column.heading}”" for column in columns),
        "seen": first_few([f"“{title[:LONGEST_TITLE]}”" for title, _name in header.seen], SHOWN_TITLES),
    }
    without = [
        _("Không có “%(heading)s” thì chọn “%(label)s”.") % {"heading": column.heading, "label": label}
        for column in columns
        if column.is_common and len(labels := labels_of(column)) == 1
        for label in labels
    ]
    return " ".join([told, *without])
