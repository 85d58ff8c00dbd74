"""What published figures may say of one another: one says it, and both are held to it."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from programmes.models import Measure, Relation
from programmes.rules.problems import Problem


def told_by(figures):
    """Every Statement that these figures make."""
    return {each for figure in figures for each in figure.statements()}


def check(figure, others, told):
    """Problems of what a figure says of others and they of it; `others` is {code: figure}, `told` their Statements.

    One whose measure is not known yet is a line of a file that cannot be read.
    """
    for kind, codes in figure.relations.items():
        if kind not in Relation.values:
            known = ", ".join(str(label) for label in Relation.labels)
            sentence = _("Không có quan hệ “%(kind)s”; chọn một trong: %(known)s.") % {"kind": kind, "known": known}
            yield Problem("relations", "relation_unknown", sentence)
            return
        for code in codes:
            if code == figure.code:
                yield Problem(
                    "relations", "relation_to_itself", _("Một số liệu không có quan hệ với chính nó; bỏ mã này.")
                )
            elif code not in others:
                yield Problem(
                    "relations",
                    "relation_to_nothing",
                    _("Không có số liệu mã “%s”; ghi đúng mã, hoặc nhập số liệu đó trước.") % code,
                )
    own = set(figure.statements())
    told = told | own
    yield from _check_told(figure, others, [each for each in told if figure.code in (each.one, each.other)])
    yield from _check_circles(figure, told, {each.kind for each in own})


def _check_told(figure, others, told):
    known = {**others, figure.code: figure}
    for each in sorted(told):
        one, other = known.get(each.one), known.get(each.other)
        if one and other and one.measure and other.measure:
            yield from _check_statement(each.kind, one, other)


def _check_circles(figure, told, kinds):
    for kind, word in ((Relation.PART_OF, _("bao gồm")), (Relation.CORRECTED_BY, _("đính chính"))):
        circle = kind in kinds and _circle(figure.code, (each for each in told if each.kind == kind))
        if circle:
            yield Problem(
                "relations",
                "relation_circle",
                _("Quan hệ “%(word)s” đi thành vòng: %(circle)s; bỏ một quan hệ.")
                % {"word": word, "circle": " → ".join(circle)},
            )


def _check_statement(kind, one, other):
    """Problems of one relation: what is set beside each other is the same thing at the same place and time."""
    if kind == Relation.PART_OF:
        is_same = _counts_part_of(one, other), _lies_within(one, other), _is_during(one, other)
    elif kind == Relation.CONFLICTS_WITH:
        overlaps = one.period_start <= other.period_end and other.period_start <= one.period_end
        is_same = _counted(one) == _counted(other), _place(one) == _place(other), overlaps
    else:
        is_same = _counted(one) == _counted(other), _place(one) == _place(other), one.period == other.period
    apart = {
        "relation_of_other_measure": _("không cùng chỉ tiêu và giai đoạn"),
        "relation_of_other_place": _("không cùng nơi"),
        "relation_of_other_period": _("không cùng kỳ"),
    }
    for fits, (code, words) in zip(is_same, apart.items(), strict=True):
        if not fits:
            yield Problem(
                "relations",
                code,
                _("Hai số liệu trong quan hệ “%(one)s %(relation)s %(other)s” %(apart)s; bỏ quan hệ này hoặc sửa mã.")
                % {"one": one.code, "relation": Relation(kind).label, "other": other.code, "apart": words},
            )
            return


def _counted(figure):
    return figure.measure, figure.stage, figure.subject


def _counts_part_of(part, whole):
    """Books are part of books and cards, the value of cards of that of all gifts."""
    measure_fits = part.measure == whole.measure or part.measure in Measure(whole.measure).parts
    subject_fits = whole.subject in ("", part.subject) or part.subject in Measure(whole.subject).parts
    return part.stage == whole.stage and measure_fits and subject_fits


def _place(figure):
    return figure.province_id, figure.former_province_id, figure.place_office_id, _is_narrowed(figure)


def _is_narrowed(figure):
    return bool(figure.is_partial or figure.place_detail)


def _lies_within(part, whole):
    if _place(part)[:3] == _place(whole)[:3]:
        return _is_narrowed(part) or not _is_narrowed(whole)
    if whole.former_province_id:
        return False
    return _present_province(whole) in (None, _present_province(part))


def _present_province(figure):
    """The code of the province of today in which its place lies; None for the country."""
    if figure.former_province_id:
        return figure.former_province.successor_id
    return figure.place_office.province_id if figure.place_office_id else figure.province_id


def _is_during(part, whole):
    return whole.period_start <= part.period_start and part.period_end <= whole.period_end


def _circle(start, told):
    """The codes on a way from `start` back to it; None without one."""
    onward = defaultdict(list)
    for each in told:
        onward[each.one].append(each.other)
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for code in sorted(onward[way[-1]]):
            if code == start:
                return [*way, start]
            if code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return None
