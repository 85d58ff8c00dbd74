"""An officer may have the own work sent by mail, once a day."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0031_outcomes_of_earlier_handovers"),
    ]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="mailed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="gửi thư gần nhất ngày"),
        ),
        migrations.AddField(
            model_name="officer",
            name="wants_mail",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="nhận thư việc hằng ngày"
            ),
        ),
    ]
