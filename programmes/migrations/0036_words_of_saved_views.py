"""What an officer keeps of a list is called a filter."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0035_cash_at_the_counter")]

    operations = [
        migrations.AlterModelOptions(
            name="savedview",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "bộ lọc đã lưu",
                "verbose_name_plural": "bộ lọc đã lưu",
            },
        ),
        migrations.AlterField(
            model_name="savedview",
            name="name",
            field=models.CharField(blank=True, max_length=60, verbose_name="tên bộ lọc"),
        ),
        migrations.AlterConstraint(
            model_name="savedview",
            name="saved_view_name_once",
            constraint=models.UniqueConstraint(
                fields=("officer", "table", "name"),
                name="saved_view_name_once",
                violation_error_message="Bạn đã có bộ lọc tên này ở danh sách; chọn tên khác.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="savedview",
            name="saved_view_of_office_has_name",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), ("office__isnull", True), _connector="OR"),
                name="saved_view_of_office_has_name",
                violation_error_message="Bộ lọc dùng chung ở cơ quan phải có tên.",
            ),
        ),
    ]
