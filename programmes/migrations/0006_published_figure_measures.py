"""What the figures in the books say, in their new columns. All of them were public, so all are published versions.

"Số liệu đến ngày" was shown to the public as the day of publication, and becomes that. An indicator "khác" is told by
the unit that it stood with, and keeps its former name in the note.
"""

from calendar import monthrange

from django.db import migrations

from programmes.migrations._guarded import GuardedMigration

INDICATORS = {
    "amount_raised": ("money", "raised", ""),
    "books_and_cards_given": ("books_and_cards", "given", ""),
    "value_books_and_cards_given": ("money", "value", "books_and_cards"),
    "tet_gifts_given": ("packages", "given", ""),
    "beneficiaries": ("people", "given", ""),
    "books_given": ("books", "given", ""),
    "cards_given": ("cards", "given", ""),
    "delegation_trips": ("delegations", "given", ""),
}
BY_UNIT = {
    "VND": ("money", "given", ""),
    "person": ("people", "given", ""),
    "book": ("books", "given", ""),
    "card": ("cards", "given", ""),
    "item": ("books_and_cards", "given", ""),
    "gift": ("packages", "given", ""),
    "trip": ("delegations", "given", ""),
}
FORMER_NAME = "Chỉ tiêu khi nhập: khác."
MONTHS = {(1, 12): "year", (1, 6): "half", (7, 12): "half"}


def kind_of(start, end):
    if start == end:
        return "day"
    is_whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if start.year != end.year or not is_whole:
        return "span"
    if start.month == end.month:
        return "month"
    if end.month - start.month == 2 and start.month % 3 == 1:
        return "quarter"
    return MONTHS.get((start.month, end.month), "span")


def fill(apps, schema_editor):
    figures = list(apps.get_model("programmes", "PublishedFigure").objects.all())
    for figure in figures:
        said = INDICATORS.get(figure.indicator) or BY_UNIT[figure.unit]
        figure.measure, figure.stage, figure.subject = said
        if figure.indicator not in INDICATORS:
            figure.note = f"{figure.note} {FORMER_NAME}".strip()
        figure.period_kind = kind_of(figure.period_start, figure.period_end)
        figure.source_date, figure.source_precision, figure.as_of = figure.as_of, "day", None
        figure.state = "published"
    names = ["measure", "stage", "subject", "note", "period_kind", "source_date", "source_precision", "as_of", "state"]
    apps.get_model("programmes", "PublishedFigure").objects.bulk_update(figures, names, batch_size=500)


class Migration(GuardedMigration):
    dependencies = [("programmes", "0005_published_figure_versions")]

    operations = [migrations.RunPython(fill)]
