"""What was handed over, by year, round, province and kind, is read from Disclosure alone; nobody read these totals."""

from django.db import migrations

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0009_mixed_tariffs_wait_apart")]

    operations = [migrations.DeleteModel("GiftTotal")]
