"""A table of what is public of the gifts handed over, in which block and at which height."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

KINDS = [
    ("si_book", "sổ BHXH"),
    ("hi_card", "thẻ BHYT"),
    ("tet_package", "suất quà Tết"),
    ("relief", "hỗ trợ bão lũ"),
    ("health_check", "khám bệnh miễn phí"),
]
HEIGHTS = [
    ("new", "chưa xét"),
    ("waiting", "chờ thêm"),
    ("kept", "không nêu khi khóa năm"),
    ("event", "từng buổi trao"),
    ("round", "đợt ở tỉnh"),
    ("programme", "chương trình ở tỉnh"),
    ("province", "tỉnh"),
    ("country", "cả nước"),
]
HIDDEN = ["new", "waiting", "kept"]


class Migration(GuardedMigration):
    dependencies = [("programmes", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=40, verbose_name="loại quà")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("tariff", models.CharField(blank=True, max_length=20, verbose_name="biểu định mức")),
                ("quantity", models.BigIntegerField(verbose_name="số lượng")),
                ("donor_cost_vnd", models.BigIntegerField(verbose_name="chương trình chi (đồng)")),
                ("state_support_vnd", models.BigIntegerField(verbose_name="ngân sách nhà nước hỗ trợ (đồng)")),
                ("local_topup_vnd", models.BigIntegerField(verbose_name="ngân sách địa phương hỗ trợ (đồng)")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="ghi lúc"),
                ),
                (
                    "height",
                    models.CharField(choices=HEIGHTS, default="new", max_length=9, verbose_name="mức công khai"),
                ),
                ("block", models.BigIntegerField(null=True, verbose_name="khối công khai")),
                ("disclosed_at", models.DateTimeField(null=True, verbose_name="công khai lúc")),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần công khai của buổi trao",
                "verbose_name_plural": "phần công khai của buổi trao",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["round", "province", "height"], name="disclosure_pool")],
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(quantity=0), name="disclosure_of_somebody_cell"),
                    models.CheckConstraint(
                        condition=models.Q(height__in=HIDDEN, block__isnull=True, disclosed_at__isnull=True)
                        | (~models.Q(height__in=HIDDEN) & models.Q(block__isnull=False, disclosed_at__isnull=False)),
                        name="disclosure_block_has_time",
                    ),
                ],
            },
        ),
    ]
