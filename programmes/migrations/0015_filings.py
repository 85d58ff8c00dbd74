"""Lists are filed for cards and books: communes with codes, with what is filed, what was answered for each gift."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0014_bank_matches_move_sums"),
    ]

    operations = [
        migrations.AlterField(
            model_name="headingmemory",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
        migrations.AlterField(
            model_name="valuememory",
            name="layout",
            field=models.CharField(
                choices=[
                    ("donors", "nhà hảo tâm"),
                    ("donations", "khoản ủng hộ"),
                    ("gifts", "danh sách tặng"),
                    ("published_figures", "số liệu công bố"),
                    ("bank_lines", "sao kê ngân hàng"),
                    ("issued", "kết quả cấp thẻ, sổ"),
                ],
                max_length=20,
                verbose_name="loại tệp",
            ),
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                ("code", models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name="mã xã")),
                ("name", models.CharField(max_length=80, verbose_name="tên xã, phường, đặc khu")),
                (
                    "aliases",
                    models.TextField(blank=True, help_text="Ngăn cách bằng dấu |.", verbose_name="cách viết khác"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
            ],
            options={
                "verbose_name": "xã, phường, đặc khu",
                "verbose_name_plural": "xã, phường, đặc khu",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "card_plan",
                    models.CharField(
                        blank=True,
                        choices=[("TM", "TM: tăng mới"), ("ON", "ON: tham gia tiếp (đáo hạn)")],
                        max_length=2,
                        verbose_name="phương án thẻ BHYT",
                    ),
                ),
                (
                    "book_plan",
                    models.CharField(
                        blank=True,
                        choices=[("TM", "TM: tăng mới"), ("DT", "DT: đóng tiếp")],
                        max_length=2,
                        verbose_name="phương án sổ BHXH",
                    ),
                ),
                (
                    "facility_code",
                    models.CharField(
                        blank=True,
                        help_text="5 chữ số: 2 số của tỉnh, 3 số của cơ sở.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{5}\\Z", "Mã cơ sở KCB có đúng 5 chữ số.", "facility_code_form"
                            )
                        ],
                        verbose_name="mã nơi đăng ký KCB ban đầu",
                    ),
                ),
                (
                    "facility_name",
                    models.CharField(blank=True, max_length=150, verbose_name="tên nơi đăng ký KCB ban đầu"),
                ),
                ("receipt_number", models.CharField(blank=True, max_length=30, verbose_name="số biên lai")),
                ("receipt_on", models.DateField(blank=True, null=True, verbose_name="ngày biên lai")),
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
                    "gift_list",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="programmes.giftlist",
                        verbose_name="danh sách tặng",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ cấp thẻ, sổ",
                "verbose_name_plural": "hồ sơ cấp thẻ, sổ",
            },
        ),
        migrations.CreateModel(
            name="FilingUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("name", models.CharField(max_length=150, verbose_name="tên đơn vị lập hồ sơ")),
                ("code", models.CharField(max_length=20, verbose_name="mã đơn vị")),
                ("tax_code", models.CharField(blank=True, max_length=14, verbose_name="mã số thuế")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="địa chỉ")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("payer", models.CharField(max_length=150, verbose_name="nguồn đóng")),
                ("collector", models.CharField(blank=True, max_length=30, verbose_name="mã số nhân viên thu")),
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
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_unit",
                        to="programmes.office",
                        verbose_name="cơ quan lập",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị lập hồ sơ",
                "verbose_name_plural": "đơn vị lập hồ sơ",
            },
        ),
        migrations.CreateModel(
            name="Issuance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("number", models.BinaryField(blank=True, verbose_name="số thẻ, số sổ")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="giá trị từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="giá trị đến ngày")),
                ("refusal", models.CharField(blank=True, max_length=250, verbose_name="lý do không cấp")),
                (
                    "batch",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
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
                    "gift",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issuance",
                        to="programmes.gift",
                        verbose_name="suất quà",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả cấp thẻ, sổ",
                "verbose_name_plural": "kết quả cấp thẻ, sổ",
                "ordering": ["-pk"],
                "permissions": [
                    ("import_issuance", "Nhập tệp kết quả cấp thẻ, sổ"),
                    ("export_issuance", "Xuất tệp kết quả cấp thẻ, sổ"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("refusal", ""), _negated=True), fields=["gift"], name="issuance_refused"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", b""), models.Q(("refusal", ""), _negated=True)),
                            models.Q(models.Q(("number", b""), _negated=True), ("refusal", "")),
                            _connector="OR",
                        ),
                        name="issuance_number_or_refusal_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="issuance_days_in_order_cell",
                    ),
                ],
            },
        ),
    ]
