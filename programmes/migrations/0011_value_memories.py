"""What an office's own words in columns of choices mean is kept, so that its officers say it once."""

import django.db.models.deletion
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0010_gift_totals_go"),
    ]

    operations = [
        migrations.CreateModel(
            name="ValueMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("donors", "nhà hảo tâm"),
                            ("donations", "khoản ủng hộ"),
                            ("gifts", "danh sách tặng"),
                            ("published_figures", "số liệu công bố"),
                            ("bank_lines", "sao kê ngân hàng"),
                        ],
                        max_length=20,
                        verbose_name="loại tệp",
                    ),
                ),
                ("column", models.CharField(max_length=40, verbose_name="cột trong sổ")),
                ("text", models.CharField(max_length=200, verbose_name="cách ghi trong tệp")),
                ("meaning", models.CharField(max_length=200, verbose_name="nghĩa là")),
                ("told_on", models.DateField(verbose_name="trả lời ngày")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programmes.office", verbose_name="cơ quan"
                    ),
                ),
            ],
            options={
                "verbose_name": "cách ghi đã nhớ",
                "verbose_name_plural": "cách ghi đã nhớ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "layout", "column", "text"),
                        name="value_memory_once",
                        violation_error_message="Cách ghi này đã được nhớ cho cơ quan; sửa nghĩa đã có.",
                    )
                ],
            },
        ),
    ]
