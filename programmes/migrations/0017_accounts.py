"""Accounts: the code to set a password with, the second factor, sessions that know whose they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0016_bank_matches_by_statement"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficerSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="khóa phiên"),
                ),
                ("session_data", models.TextField(verbose_name="dữ liệu phiên")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="hết hạn lúc")),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cán bộ",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiên đăng nhập",
                "verbose_name_plural": "phiên đăng nhập",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PasswordCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.BinaryField(unique=True, verbose_name="mã đã băm")),
                ("given_at", models.DateTimeField(verbose_name="cấp lúc")),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="password_code",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cán bộ",
                    ),
                ),
            ],
            options={
                "verbose_name": "mã đặt mật khẩu",
                "verbose_name_plural": "mã đặt mật khẩu",
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.BinaryField(verbose_name="khóa bí mật, dạng base32")),
                ("last_step", models.BigIntegerField(default=0, verbose_name="nửa phút của mã mới nhất")),
                ("recovery_hashes", models.JSONField(blank=True, default=list, verbose_name="mã dự phòng đã băm")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc")),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cán bộ",
                    ),
                ),
            ],
            options={
                "verbose_name": "xác thực hai bước",
                "verbose_name_plural": "xác thực hai bước",
            },
        ),
    ]
