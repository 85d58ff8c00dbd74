"""A check of the books tells when it last looked at everything (decision 0050)."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0040_workers_sign")]

    operations = [
        migrations.AddField(
            model_name="bookcheck",
            name="whole_at",
            field=models.DateTimeField(null=True, verbose_name="kiểm tra toàn bộ lúc"),
        ),
    ]
