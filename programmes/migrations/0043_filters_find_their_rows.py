"""Filters find their rows: gifts that differ from what was computed, people of a province and sex.

Which gifts differ of those that are there already, `migrate` notes afterwards.
"""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0042_accounts_of_donors")]

    operations = [
        migrations.AddField(
            model_name="gift",
            name="differs",
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name="khác giá tính"),
        ),
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(condition=models.Q(("differs", True)), fields=["gift_list", "id"], name="gift_differs"),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["province", "sex"], name="recipient_province_sex"),
        ),
    ]
