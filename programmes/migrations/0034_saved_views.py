"""Views of a list that officers keep: filters, order and columns under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0033_outcomes_come_as_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=40, verbose_name="danh sách")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="tên góc nhìn")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="lọc, thứ tự và cột")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="dùng chung ở cơ quan",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="của cán bộ",
                    ),
                ),
            ],
            options={
                "verbose_name": "góc nhìn đã lưu",
                "verbose_name_plural": "góc nhìn đã lưu",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("officer", "table", "name"),
                        name="saved_view_name_once",
                        violation_error_message="Bạn đã có góc nhìn tên này ở danh sách; chọn tên khác.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), ("office__isnull", True), _connector="OR"
                        ),
                        name="saved_view_of_office_has_name",
                        violation_error_message="Góc nhìn dùng chung ở cơ quan phải có tên.",
                    ),
                ],
            },
        ),
    ]
