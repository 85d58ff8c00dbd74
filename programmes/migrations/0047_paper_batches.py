"""Papers by the thousand are made by the worker and kept for a week (decision 0054)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0046_paper_templates")]

    operations = [
        migrations.CreateModel(
            name="PaperBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("kind", models.CharField(max_length=30, verbose_name="loại giấy tờ")),
                ("form", models.CharField(max_length=20, verbose_name="dạng tệp")),
                ("records", models.JSONField(verbose_name="mã các bản ghi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "đang lập"),
                            ("done", "đã lập xong"),
                            ("failed", "không lập được"),
                            ("gone", "đã hủy tệp"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("papers", models.PositiveIntegerField(verbose_name="số tờ")),
                ("papers_done", models.PositiveIntegerField(default=0, verbose_name="số tờ đã lập")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần thử")),
                (
                    "file",
                    models.FileField(blank=True, max_length=250, upload_to="paper-batches/%Y/%m", verbose_name="tệp"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.worker",
                        verbose_name="tiến trình đang lập",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt lập giấy tờ",
                "verbose_name_plural": "các đợt lập giấy tờ",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["entered_by", "-id"], name="paper_batch_of_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), models.Q(("file", ""), _negated=True)),
                            models.Q(models.Q(("state", "done"), _negated=True), ("file", "")),
                            _connector="OR",
                        ),
                        name="paper_batch_file_known",
                    )
                ],
            },
        ),
    ]
