"""What visitors ask and tell through the public form."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0047_paper_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=20, unique=True, verbose_name="số phản ánh")),
                ("code_hash", models.BinaryField(max_length=16, unique=True, verbose_name="dấu của mã tra cứu")),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "câu hỏi"), ("complaint", "phản ánh"), ("proposal", "góp ý")],
                        max_length=9,
                        verbose_name="loại",
                    ),
                ),
                ("about", models.CharField(blank=True, editable=False, max_length=200, verbose_name="về trang")),
                ("about_name", models.CharField(blank=True, editable=False, max_length=250, verbose_name="tên trang")),
                ("text", models.BinaryField(blank=True, verbose_name="nội dung")),
                ("contact", models.BinaryField(blank=True, verbose_name="thư điện tử hoặc điện thoại")),
                ("received_at", models.DateTimeField(editable=False, verbose_name="nhận lúc")),
                ("due_on", models.DateField(editable=False, verbose_name="hạn trả lời")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "mới nhận"),
                            ("handled", "đang xử lý"),
                            ("answered", "đã trả lời"),
                            ("aside", "không xử lý"),
                        ],
                        default="received",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "aside_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "thư rác, quảng cáo"),
                            ("abuse", "xúc phạm, đe dọa"),
                            ("twice", "trùng với nội dung đã gửi"),
                        ],
                        editable=False,
                        max_length=5,
                        verbose_name="không xử lý vì",
                    ),
                ),
                ("answer", models.BinaryField(blank=True, verbose_name="câu trả lời")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xong lúc")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trả lời",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="programmes.office",
                        verbose_name="cơ quan trả lời",
                    ),
                ),
            ],
            options={
                "verbose_name": "phản ánh, câu hỏi",
                "verbose_name_plural": "phản ánh, câu hỏi",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="feedback_due"),
                    models.Index(fields=["received_at"], name="feedback_received"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="feedback_closed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state__in", ("received", "handled"))),
                            models.Q(("closed_at__isnull", False), ("state__in", ("answered", "aside"))),
                            _connector="OR",
                        ),
                        name="feedback_state_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), models.Q(("aside_as", ""), _negated=True)),
                            models.Q(models.Q(("state", "aside"), _negated=True), ("aside_as", "")),
                            _connector="OR",
                        ),
                        name="feedback_aside_has_ground",
                        violation_error_message="Chọn căn cứ không xử lý.",
                    ),
                ],
            },
        ),
    ]
