"""Money may have been paid at the counter."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0034_saved_views")]

    operations = [
        migrations.AlterField(
            model_name="donation",
            name="route",
            field=models.CharField(
                choices=[
                    ("via_bhxh", "qua tài khoản của BHXH"),
                    ("counter", "tiền mặt nộp tại cơ quan"),
                    ("direct_contribution", "đóng thẳng cho người được tặng"),
                    ("in_kind", "giao hiện vật"),
                ],
                default="via_bhxh",
                max_length=20,
                verbose_name="hình thức chuyển tiền",
            ),
        ),
    ]
