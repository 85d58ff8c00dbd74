"""What headquarters wants of a round and of a programme in a year, and until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0026_donations_are_moved"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("target_vnd", models.BigIntegerField(blank=True, null=True, verbose_name="chỉ tiêu vận động (đồng)")),
                ("target_gifts", models.PositiveIntegerField(blank=True, null=True, verbose_name="chỉ tiêu số suất")),
                (
                    "source",
                    models.CharField(
                        help_text="Số, ngày và cơ quan ban hành của văn bản giao chỉ tiêu.",
                        max_length=250,
                        verbose_name="căn cứ",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu năm",
                "verbose_name_plural": "chỉ tiêu năm",
                "ordering": ["-year", "programme__position", "programme__slug"],
            },
        ),
        migrations.AddField(
            model_name="round",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="trao xong trước ngày"),
        ),
        migrations.AddField(
            model_name="round",
            name="target_gifts",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Số suất quà cần trao trong đợt; không công khai.",
                null=True,
                verbose_name="chỉ tiêu số suất",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="target_vnd",
            field=models.BigIntegerField(
                blank=True,
                help_text="Số tiền cần vận động cho đợt; không công khai.",
                null=True,
                verbose_name="chỉ tiêu vận động (đồng)",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target_vnd__isnull", True), ("target_vnd__gt", 0), _connector="OR"),
                    models.Q(("target_gifts__isnull", True), ("target_gifts__gt", 0), _connector="OR"),
                ),
                name="round_targets_are_positive",
                violation_error_message="Chỉ tiêu phải lớn hơn 0; chưa có chỉ tiêu thì để trống.",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__isnull", True), ("due_on__gte", models.F("starts_on")), _connector="OR"),
                name="round_due_after_start",
                violation_error_message="Ngày phải trao xong không được trước ngày bắt đầu đợt.",
            ),
        ),
        migrations.AddField(
            model_name="programmetarget",
            name="entered_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người nhập",
            ),
        ),
        migrations.AddField(
            model_name="programmetarget",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="targets",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.UniqueConstraint(
                fields=("programme", "year"),
                name="programme_target_once_a_year",
                violation_error_message="Chương trình này đã có chỉ tiêu của năm đó; mở chỉ tiêu đã có để sửa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target_gifts__isnull", True), ("target_vnd__gt", 0)),
                    models.Q(("target_gifts__gt", 0), ("target_vnd__isnull", True)),
                    models.Q(("target_gifts__gt", 0), ("target_vnd__gt", 0)),
                    _connector="OR",
                ),
                name="programme_target_says_something",
                violation_error_message="Ghi chỉ tiêu số tiền hoặc số suất, lớn hơn 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                name="programme_target_year",
                violation_error_message="Năm phải từ 2000 đến 2100.",
            ),
        ),
    ]
