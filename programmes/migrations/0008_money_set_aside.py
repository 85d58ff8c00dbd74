"""The state of the totals holds what is set aside for lists, so that a page that tells it has a version of its own."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0007_published_figures_stay")]

    operations = [
        migrations.AddField(
            model_name="totalsstate",
            name="set_aside_vnd",
            field=models.BigIntegerField(default=0, verbose_name="đã dành cho danh sách (đồng, làm tròn)"),
        ),
    ]
