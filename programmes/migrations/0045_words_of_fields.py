"""Fields are called as the pages call them."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0044_words_of_names")]

    operations = [
        migrations.AlterField(
            model_name="correction",
            name="reason",
            field=models.CharField(max_length=250, verbose_name="lý do chỉnh sửa"),
        ),
        migrations.AlterField(
            model_name="gift",
            name="differs",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="khác mức tính theo định mức"
            ),
        ),
        migrations.AlterField(
            model_name="giftlist",
            name="difference_reason",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=250,
                verbose_name="lý do chi khác mức tính theo định mức",
            ),
        ),
    ]
