"""A target of a programme in a year may be that of a province."""

import django.db.models.deletion
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0036_words_of_saved_views")]

    operations = [
        migrations.AlterModelOptions(
            name="programmetarget",
            options={
                "ordering": ["-year", "programme__position", "programme__slug", "province__search_key"],
                "verbose_name": "chỉ tiêu năm",
                "verbose_name_plural": "chỉ tiêu năm",
            },
        ),
        migrations.RemoveConstraint(model_name="programmetarget", name="programme_target_once_a_year"),
        migrations.AddField(
            model_name="programmetarget",
            name="province",
            field=models.ForeignKey(
                blank=True,
                help_text="Để trống: chỉ tiêu của cả nước.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", True)),
                fields=("programme", "year"),
                name="programme_target_once_a_year",
                violation_error_message="Chương trình này đã có chỉ tiêu của năm đó; mở chỉ tiêu đã có để sửa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.UniqueConstraint(
                fields=("programme", "year", "province"),
                name="programme_target_once_a_year_of_province",
                violation_error_message="Tỉnh này đã có chỉ tiêu của chương trình năm đó; mở chỉ tiêu đã có để sửa.",
            ),
        ),
    ]
