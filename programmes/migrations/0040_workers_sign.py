"""A job is held by a lease of its worker (decision 0048)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0039_what_two_persons_decide")]

    operations = [
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(editable=False, max_length=32, unique=True, verbose_name="mã tiến trình")),
                ("place", models.CharField(max_length=100, verbose_name="máy và số tiến trình")),
                ("started_at", models.DateTimeField(db_default=Now(), verbose_name="chạy từ")),
                ("seen_at", models.DateTimeField(db_default=Now(), verbose_name="tín hiệu gần nhất")),
            ],
            options={"verbose_name": "tiến trình nền", "verbose_name_plural": "các tiến trình nền"},
        ),
        migrations.AddField(
            model_name="importbatch",
            name="worker",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.worker",
                verbose_name="tiến trình đang làm",
            ),
        ),
    ]
