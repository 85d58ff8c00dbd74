"""An approver who opens a list to decide on it is noted: until then its makers may recall it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0022_donors_restricted")]

    operations = [
        migrations.AddField(
            model_name="giftlist",
            name="opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mở xem để duyệt lúc"),
        ),
        migrations.AddField(
            model_name="giftlist",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đang xem để duyệt",
            ),
        ),
        migrations.AddConstraint(
            model_name="giftlist",
            constraint=models.CheckConstraint(
                condition=Q(Q(("opened_at__isnull", True), ("opened_by__isnull", True)))
                | Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                name="gift_list_opened_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
    ]
