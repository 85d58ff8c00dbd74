"""Two records of one donor point to the first, as proposed by one officer and decided by another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0024_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="DonorJoin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_apart", models.BooleanField(default=False, verbose_name="tách làm hai")),
                ("reason", models.CharField(max_length=250, verbose_name="lý do")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "chờ duyệt"), ("approved", "đã duyệt"), ("refused", "không đồng ý")],
                        default="proposed",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="quyết định lúc"),
                ),
            ],
            options={
                "verbose_name": "đề nghị gộp nhà hảo tâm",
                "verbose_name_plural": "đề nghị gộp nhà hảo tâm",
                "ordering": ["-pk"],
                "permissions": [("approve_donorjoin", "Duyệt gộp, tách nhà hảo tâm")],
            },
        ),
        migrations.AddField(
            model_name="donor",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="others",
                to="programmes.donor",
                verbose_name="cùng một nhà hảo tâm với",
            ),
        ),
        migrations.AddIndex(
            model_name="donor",
            index=models.Index(
                condition=models.Q(("same_as__isnull", False)), fields=["same_as"], name="donor_same_as"
            ),
        ),
        migrations.AddField(
            model_name="donorjoin",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người quyết định",
            ),
        ),
        migrations.AddField(
            model_name="donorjoin",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.donor",
                verbose_name="bản ghi giữ lại",
            ),
        ),
        migrations.AddField(
            model_name="donorjoin",
            name="proposed_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đề nghị",
            ),
        ),
        migrations.AddField(
            model_name="donorjoin",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joins",
                to="programmes.donor",
                verbose_name="bản ghi trùng",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("second",),
                name="donor_join_one_waits",
                violation_error_message="Đã có đề nghị về nhà hảo tâm này chờ duyệt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="donor_join_order_cell"
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                    models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                    _connector="OR",
                ),
                name="donor_join_proposed_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="donor_join_decided_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="donor_join_decider_is_not_proposer",
                violation_error_message="Người duyệt không được là người đề nghị.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donorjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "proposed")),
                    models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="donor_join_decided_has_time",
            ),
        ),
    ]
