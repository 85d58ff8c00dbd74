"""Of a gift it is noted whether it differs from what was computed; what is there already, `migrate` notes afterwards."""

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
    ]
