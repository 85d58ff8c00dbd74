"""Names of tables, fields and states as an officer would say them; nothing of the database changes."""

import django.db.models.deletion
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0023_lists_are_opened"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="closedperiod",
            options={
                "ordering": ["-year", "-month"],
                "verbose_name": "kỳ đã khóa sổ",
                "verbose_name_plural": "kỳ đã khóa sổ",
            },
        ),
        migrations.AlterModelOptions(
            name="giftpayment",
            options={"ordering": ["pk"], "verbose_name": "tiền đã trao", "verbose_name_plural": "tiền đã trao"},
        ),
        migrations.AlterField(
            model_name="account",
            name="kind",
            field=models.CharField(
                choices=[
                    ("outside", "bên ngoài"),
                    ("donation", "còn lại của khoản ủng hộ"),
                    ("funding", "đã phân bổ, chờ trao"),
                    ("spent", "đã trao"),
                ],
                max_length=8,
                verbose_name="loại tài khoản",
            ),
        ),
        migrations.AlterField(
            model_name="donation",
            name="earmark",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="donations",
                to="programmes.province",
                verbose_name="chỉ định tỉnh thụ hưởng (nếu có)",
            ),
        ),
        migrations.AlterField(
            model_name="donation",
            name="route",
            field=models.CharField(
                choices=[
                    ("via_bhxh", "qua tài khoản của BHXH"),
                    ("direct_contribution", "đóng thẳng cho người được tặng"),
                    ("in_kind", "giao hiện vật"),
                ],
                default="via_bhxh",
                max_length=20,
                verbose_name="hình thức chuyển tiền",
            ),
        ),
    ]
