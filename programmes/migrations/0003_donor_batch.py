import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_import_options"),
    ]

    operations = [
        migrations.AddField(
            model_name="donor",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.importbatch",
                verbose_name="lần nhập tệp",
            ),
        ),
    ]
