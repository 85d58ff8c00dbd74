"""An office writes its papers by a Word template of its own; each version is kept (decision 0054)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0045_words_of_fields")]

    operations = [
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("kind", models.CharField(max_length=30, verbose_name="loại giấy tờ")),
                ("version", models.PositiveIntegerField(verbose_name="lần")),
                ("filename", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("content", models.BinaryField(verbose_name="nội dung")),
                ("sha256", models.CharField(max_length=64, verbose_name="dấu vân tay SHA-256")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="thôi dùng ngày")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu giấy tờ",
                "verbose_name_plural": "mẫu giấy tờ",
                "ordering": ["kind", "-version"],
                "default_permissions": ("view", "add"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "version"),
                        name="paper_template_version_once",
                        violation_error_message="Mẫu vừa được người khác tải lên; hãy tải lại trang rồi thử lại.",
                    )
                ],
            },
        ),
    ]
