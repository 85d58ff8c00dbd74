"""The particulars of a person who receives or gives can be erased at request: the day on which they were, and the right."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0019_numbers_of_people_are_sealed")]

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
        migrations.AddField(
            model_name="donor",
            name="erased_on",
            field=models.DateField(editable=False, null=True, verbose_name="xóa danh tính ngày"),
        ),
        migrations.AlterModelOptions(
            name="donor",
            options={
                "verbose_name": "nhà hảo tâm",
                "verbose_name_plural": "nhà hảo tâm",
                "ordering": ["search_key", "pk"],
                "permissions": [
                    ("import_donor", "Nhập tệp nhà hảo tâm"),
                    ("export_donor", "Xuất tệp nhà hảo tâm"),
                    ("erase_donor", "Xóa danh tính nhà hảo tâm"),
                ],
            },
        ),
    ]
