"""One correction of a thing waits at a time; what is concluded of people of two offices is confirmed by the other one.

Where two corrections of one thing came to wait, one of them is refused first; the migration stops there and changes nothing.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0038_outcomes_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="recipient",
            name="restricted_by_conclusion",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="hạn chế theo hồ sơ cùng một người"
            ),
        ),
        migrations.AddField(
            model_name="samepersonverdict",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xác nhận lúc"),
        ),
        migrations.AddField(
            model_name="samepersonverdict",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người xác nhận",
            ),
        ),
        migrations.AddField(
            model_name="samepersonverdict",
            name="state",
            field=models.CharField(
                choices=[("proposed", "chờ cơ quan kia"), ("stands", "đã kết luận")],
                default="stands",
                editable=False,
                max_length=8,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("donation",),
                name="correction_of_donation_one_waits",
                violation_error_message="Đã có đề nghị đính chính chờ duyệt cho việc này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gift__isnull", True), ("state", "proposed")),
                fields=("event",),
                name="correction_of_event_one_waits",
                violation_error_message="Đã có đề nghị đính chính chờ duyệt cho việc này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("gift",),
                name="correction_of_gift_one_waits",
                violation_error_message="Đã có đề nghị đính chính chờ duyệt cho việc này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="samepersonverdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="same_person_confirmed_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="samepersonverdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="same_person_confirmed_by_another",
                violation_error_message="Người duyệt không được là người nhập.",
            ),
        ),
        migrations.AddConstraint(
            model_name="samepersonverdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "stands"), ("confirmed_at__isnull", True), _connector="OR"),
                name="same_person_confirmed_cell",
            ),
        ),
    ]
