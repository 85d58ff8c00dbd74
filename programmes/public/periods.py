"""The period of a published figure, in words and as a year."""


def whole_year(figure):
    """The year when the period is just one calendar year, else None."""
    return figure.period_start.year if _covers_years(figure) and not _spans_years(figure) else None


def period(figure):
    """ "2025", "2020-2021", "tháng 12/2025", else the two days."""
    start, end = figure.period_start, figure.period_end
    if _covers_years(figure):
        return f"{start.year}-{end.year}" if _spans_years(figure) else str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"tháng {start.month}/{start.year}"
    return f"{start.day}/{start.month}/{start.year} - {end.day}/{end.month}/{end.year}"


def _covers_years(figure):
    start, end = figure.period_start, figure.period_end
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _spans_years(figure):
    return figure.period_start.year != figure.period_end.year
