"""A kind of gift may have a longer code, and what is told of insurance names no kind."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("si_book", "sổ BHXH"),
    ("hi_card", "thẻ BHYT"),
    ("tet_package", "suất quà Tết"),
    ("relief", "hỗ trợ bão lũ"),
    ("health_check", "khám bệnh miễn phí"),
]


class Widen(migrations.AlterField):
    """SQLite keeps texts of any length, so that no table is built anew under its guards."""

    def __init__(self, model_name):
        super().__init__(model_name, "kind", models.CharField(choices=KINDS, max_length=40, verbose_name="loại quà"))

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0007_guards"),
    ]

    operations = [
        *map(Widen, ("gift", "giftlisttotal", "gifttotal", "valuation")),
        migrations.AlterConstraint(
            model_name="gift",
            name="gift_insurance_has_months",
            constraint=models.CheckConstraint(
                condition=~Q(kind__in=("si_book", "hi_card"))
                | Q(
                    recipient__isnull=False,
                    months__isnull=False,
                    months__gte=1,
                    months__lte=120,
                    starts_on__isnull=False,
                ),
                name="gift_insurance_has_months",
                violation_error_message="Quà bảo hiểm phải có người nhận, số tháng và tháng bắt đầu.",
            ),
        ),
    ]
