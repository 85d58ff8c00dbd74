"""The particulars of a person can be erased at request: the day on which they were, and the right."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0018_audit_seals")]

    operations = [
        migrations.AddField(
            model_name="recipient",
            name="erased_on",
            field=models.DateField(editable=False, null=True, verbose_name="xóa danh tính ngày"),
        ),
        migrations.AlterModelOptions(
            name="recipient",
            options={
                "verbose_name": "người nhận",
                "verbose_name_plural": "người nhận",
                "ordering": ["search_key", "pk"],
                "permissions": [
                    ("view_citizen_number", "Xem đủ số định danh cá nhân"),
                    ("erase_recipient", "Xóa danh tính người nhận"),
                ],
            },
        ),
    ]
