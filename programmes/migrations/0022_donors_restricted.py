"""A person who gives may ask that the own data be used no further, as one who receives."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0021_rights_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="donor",
            name="restricted_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Theo yêu cầu của người này: không ghi khoản mới, không cảm ơn, không nêu tên.",
                null=True,
                verbose_name="hạn chế xử lý từ ngày",
            ),
        ),
    ]
