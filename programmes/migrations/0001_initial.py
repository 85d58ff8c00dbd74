"""Every table as the first version has it, made in one step each."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                ("actor", models.CharField(max_length=150, verbose_name="người thực hiện")),
                ("verb", models.CharField(max_length=60, verbose_name="việc")),
                ("target_type", models.CharField(max_length=40, verbose_name="loại bản ghi")),
                ("target_id", models.CharField(max_length=40, verbose_name="mã bản ghi")),
                ("office_code", models.CharField(blank=True, max_length=4, verbose_name="cơ quan")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="trước")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="sau")),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do")),
            ],
            options={
                "verbose_name": "nhật ký",
                "verbose_name_plural": "nhật ký",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["target_type", "target_id"], name="audit_target")],
            },
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="mã")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="tên")),
                ("full_name", models.CharField(max_length=60, verbose_name="tên đầy đủ")),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="tên trong địa chỉ")),
                (
                    "kind",
                    models.CharField(
                        choices=[("province", "tỉnh"), ("municipality", "thành phố trực thuộc trung ương")],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("kind_since", models.DateField(verbose_name="loại từ ngày")),
                (
                    "former_kind",
                    models.CharField(
                        choices=[("province", "tỉnh"), ("municipality", "thành phố trực thuộc trung ương")],
                        max_length=12,
                        verbose_name="loại trước đó",
                    ),
                ),
                ("region", models.CharField(max_length=60, verbose_name="vùng")),
                (
                    "aliases",
                    models.TextField(blank=True, help_text="Ngăn cách bằng dấu |.", verbose_name="cách viết khác"),
                ),
                ("tile_row", models.PositiveSmallIntegerField(verbose_name="hàng trên sơ đồ")),
                ("tile_column", models.PositiveSmallIntegerField(verbose_name="cột trên sơ đồ")),
            ],
            options={
                "verbose_name": "tỉnh, thành phố",
                "verbose_name_plural": "tỉnh, thành phố",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="tên trong địa chỉ")),
                ("name", models.CharField(max_length=150, verbose_name="tên chương trình")),
                ("summary", models.TextField(blank=True, verbose_name="giới thiệu")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "chương trình",
                "verbose_name_plural": "chương trình",
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="KeyFingerprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("DATA_KEYS", "khóa mã hóa số định danh"),
                            ("DATA_INDEX_KEY", "khóa tra cứu số định danh"),
                        ],
                        max_length=14,
                        verbose_name="biến cấu hình",
                    ),
                ),
                ("key_id", models.BinaryField(max_length=4, verbose_name="mã nhận biết khóa")),
                ("fingerprint", models.BinaryField(max_length=32, unique=True, verbose_name="dấu vân tay khóa")),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi nhận lúc")),
            ],
            options={
                "verbose_name": "dấu vân tay khóa",
                "verbose_name_plural": "dấu vân tay khóa",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("setting", "key_id"),
                        name="key_id_once",
                        violation_error_message="Mã nhận biết này đã có một khóa khác.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BookCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="mã phép kiểm tra")),
                ("checked_at", models.DateTimeField(verbose_name="kiểm tra lúc")),
                ("rows", models.BigIntegerField(verbose_name="số dòng đã kiểm tra")),
                ("failures", models.BigIntegerField(verbose_name="số dòng sai")),
            ],
            options={
                "verbose_name": "kết quả kiểm tra sổ",
                "verbose_name_plural": "kết quả kiểm tra sổ",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="TotalsState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField(default=0, verbose_name="phiên bản")),
                ("as_of", models.DateTimeField(null=True, verbose_name="số liệu đến")),
                ("is_sample", models.BooleanField(default=False, verbose_name="dữ liệu minh họa")),
            ],
            options={
                "verbose_name": "tình trạng số tổng hợp",
                "verbose_name_plural": "tình trạng số tổng hợp",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="totals_state_single")],
            },
        ),
        migrations.CreateModel(
            name="FormerProvince",
            fields=[
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="mã cũ")),
                ("name", models.CharField(max_length=40, verbose_name="tên cũ")),
                (
                    "aliases",
                    models.TextField(blank=True, help_text="Ngăn cách bằng dấu |.", verbose_name="cách viết khác"),
                ),
                ("valid_to", models.DateField(verbose_name="có hiệu lực đến")),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_provinces",
                        to="programmes.province",
                        verbose_name="nay là",
                    ),
                ),
                (
                    "citizen_prefix",
                    models.CharField(max_length=3, unique=True, verbose_name="ba số đầu của số định danh"),
                ),
            ],
            options={
                "verbose_name": "tỉnh, thành phố cũ",
                "verbose_name_plural": "tỉnh, thành phố cũ",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                ("code", models.CharField(max_length=4, unique=True, verbose_name="mã cơ quan")),
                ("name", models.CharField(max_length=120, verbose_name="tên cơ quan")),
                (
                    "province",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="office",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan BHXH",
                "verbose_name_plural": "cơ quan BHXH",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "TW"), ("province__isnull", True)),
                            models.Q(models.Q(("code", "TW"), _negated=True), ("province__isnull", False)),
                            _connector="OR",
                        ),
                        name="office_has_province_unless_headquarters",
                        violation_error_message="Cơ quan cấp tỉnh phải gắn với một tỉnh; cơ quan trung ương thì không.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="tên trong địa chỉ")),
                ("name", models.CharField(max_length=150, verbose_name="tên đợt")),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(verbose_name="đến ngày")),
            ],
            options={
                "verbose_name": "đợt",
                "verbose_name_plural": "đợt",
                "ordering": ["-starts_on", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="round_ends_after_start",
                        violation_error_message="Ngày kết thúc đợt phải sau ngày bắt đầu.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Valuation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("si_book", "sổ BHXH"),
                            ("hi_card", "thẻ BHYT"),
                            ("tet_package", "suất quà Tết"),
                            ("relief", "hỗ trợ bão lũ"),
                            ("health_check", "khám bệnh miễn phí"),
                        ],
                        max_length=40,
                        verbose_name="loại quà",
                    ),
                ),
                ("category_code", models.CharField(max_length=60, verbose_name="nhóm tính giá")),
                ("months", models.PositiveSmallIntegerField(verbose_name="số tháng")),
                ("starts_on", models.DateField(verbose_name="từ tháng")),
                (
                    "province",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("total_vnd", models.BigIntegerField(verbose_name="tổng giá trị (đồng)")),
                ("state_support_vnd", models.BigIntegerField(verbose_name="ngân sách nhà nước hỗ trợ (đồng)")),
                ("local_topup_vnd", models.BigIntegerField(verbose_name="ngân sách địa phương hỗ trợ (đồng)")),
                ("donor_cost_vnd", models.BigIntegerField(verbose_name="chương trình chi (đồng)")),
                ("rates", models.JSONField(verbose_name="định mức đã dùng")),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="dấu của cách tính"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tính lúc")),
            ],
            options={
                "verbose_name": "cách tính giá",
                "verbose_name_plural": "cách tính giá",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("donor_cost_vnd__gte", 0),
                            (
                                "total_vnd",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("state_support_vnd"), "+", models.F("local_topup_vnd")
                                    ),
                                    "+",
                                    models.F("donor_cost_vnd"),
                                ),
                            ),
                            ("total_vnd__gte", 0),
                        ),
                        name="valuation_adds_up_cell",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="mã")),
                ("family", models.CharField(max_length=40, verbose_name="nhóm định mức")),
                ("category_code", models.CharField(max_length=60, verbose_name="mã đối tượng")),
                ("category_name", models.CharField(max_length=200, verbose_name="đối tượng")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: áp dụng cả nước. Mức hỗ trợ của địa phương phải ghi rõ tỉnh thì mới được tính.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="programmes.province",
                        verbose_name="chỉ ở tỉnh, thành phố",
                    ),
                ),
                ("value", models.CharField(max_length=20, verbose_name="giá trị")),
                ("unit", models.CharField(max_length=80, verbose_name="đơn vị")),
                ("effective_from", models.DateField(verbose_name="hiệu lực từ")),
                ("effective_to", models.DateField(blank=True, null=True, verbose_name="hiệu lực đến")),
                ("legal_source", models.CharField(max_length=250, verbose_name="căn cứ")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("verified", "đã đối chiếu"),
                            ("verified_single_source", "mới có một nguồn"),
                            ("unverified", "chưa đối chiếu"),
                        ],
                        max_length=30,
                        verbose_name="tình trạng đối chiếu giá trị",
                    ),
                ),
                (
                    "date_status",
                    models.CharField(
                        choices=[
                            ("verified", "đã đối chiếu"),
                            ("verified_single_source", "mới có một nguồn"),
                            ("unverified", "chưa đối chiếu"),
                        ],
                        max_length=30,
                        verbose_name="tình trạng đối chiếu ngày",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "định mức",
                "verbose_name_plural": "định mức",
                "ordering": ["family", "category_code", "effective_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="rate_ends_after_start",
                        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DonationTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("cash", "tiền"), ("in_kind", "hiện vật")], max_length=10, verbose_name="hình thức"
                    ),
                ),
                ("donations", models.IntegerField(verbose_name="số khoản")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
            ],
            options={
                "verbose_name": "số tổng hợp ủng hộ",
                "verbose_name_plural": "số tổng hợp ủng hộ",
                "constraints": [
                    models.UniqueConstraint(fields=("year", "programme", "form"), name="donation_total_cell")
                ],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("full_name", models.CharField(max_length=100, verbose_name="họ và tên")),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "cán bộ",
                "verbose_name_plural": "cán bộ",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="HeadingMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programmes.office", verbose_name="cơ quan"
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("donors", "nhà hảo tâm"),
                            ("donations", "khoản ủng hộ"),
                            ("gifts", "danh sách tặng"),
                            ("published_figures", "số liệu công bố"),
                            ("bank_lines", "sao kê ngân hàng"),
                        ],
                        max_length=20,
                        verbose_name="loại tệp",
                    ),
                ),
                ("heading", models.CharField(max_length=200, verbose_name="tiêu đề trong tệp")),
                ("column", models.CharField(blank=True, max_length=40, verbose_name="cột trong sổ")),
            ],
            options={
                "verbose_name": "tiêu đề đã nhớ",
                "verbose_name_plural": "tiêu đề đã nhớ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "layout", "heading"),
                        name="heading_memory_once",
                        violation_error_message="Tiêu đề này đã được nhớ cho cơ quan; sửa cách hiểu đã có.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programmes.round", verbose_name="đợt"
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("si_book", "sổ BHXH"),
                            ("hi_card", "thẻ BHYT"),
                            ("tet_package", "suất quà Tết"),
                            ("relief", "hỗ trợ bão lũ"),
                            ("health_check", "khám bệnh miễn phí"),
                        ],
                        max_length=40,
                        verbose_name="loại quà",
                    ),
                ),
                ("quantity", models.BigIntegerField(verbose_name="số lượng")),
                ("donor_cost_vnd", models.BigIntegerField(verbose_name="chương trình chi (đồng)")),
                ("state_support_vnd", models.BigIntegerField(verbose_name="ngân sách nhà nước hỗ trợ (đồng)")),
                ("local_topup_vnd", models.BigIntegerField(verbose_name="ngân sách địa phương hỗ trợ (đồng)")),
            ],
            options={
                "verbose_name": "số tổng hợp quà đã trao",
                "verbose_name_plural": "số tổng hợp quà đã trao",
                "constraints": [
                    models.UniqueConstraint(fields=("year", "round", "province", "kind"), name="gift_total_cell")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("donors", "nhà hảo tâm"),
                            ("donations", "khoản ủng hộ"),
                            ("gifts", "danh sách tặng"),
                            ("published_figures", "số liệu công bố"),
                            ("bank_lines", "sao kê ngân hàng"),
                        ],
                        max_length=20,
                        verbose_name="loại tệp",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programmes.office", verbose_name="cơ quan"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                ("filename", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("file", models.FileField(max_length=250, upload_to="imports/%Y/%m", verbose_name="tệp")),
                ("sha256", models.CharField(max_length=64, verbose_name="dấu vân tay SHA-256")),
                ("size_bytes", models.PositiveBigIntegerField(verbose_name="dung lượng")),
                ("token", models.CharField(editable=False, max_length=32, unique=True, verbose_name="mã phiên")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "chờ đọc tệp"),
                            ("previewed", "chờ xác nhận"),
                            ("confirmed", "đang ghi"),
                            ("stored", "đã ghi"),
                            ("undone", "đã rút lại"),
                            ("failed", "không đọc được"),
                            ("cancelled", "đã bỏ"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("options", models.JSONField(blank=True, default=dict, verbose_name="lựa chọn")),
                ("rows_done", models.PositiveIntegerField(default=0, verbose_name="số dòng đã đọc")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần thử")),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True, verbose_name="tín hiệu gần nhất")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="kết quả")),
                ("message", models.TextField(blank=True, verbose_name="thông báo")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="tải lên lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
            ],
            options={
                "verbose_name": "lần nhập tệp",
                "verbose_name_plural": "các lần nhập tệp",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HandoverEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="programmes.office",
                        verbose_name="cơ quan tổ chức",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tên buổi trao")),
                ("place", models.CharField(max_length=200, verbose_name="địa điểm")),
                ("held_on", models.DateField(verbose_name="ngày trao")),
                ("delegation", models.CharField(blank=True, max_length=250, verbose_name="đoàn công tác")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "dự kiến"), ("done", "đã trao")],
                        default="planned",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("photo", models.FileField(blank=True, upload_to="handovers/", verbose_name="ảnh buổi trao")),
                ("photo_caption", models.CharField(blank=True, max_length=200, verbose_name="chú thích ảnh")),
                (
                    "photo_consented_on",
                    models.DateField(
                        blank=True,
                        help_text="Ngày những người trong ảnh đồng ý bằng văn bản; để trống thì ảnh không công khai.",
                        null=True,
                        verbose_name="đồng ý đăng ảnh ngày",
                    ),
                ),
            ],
            options={
                "verbose_name": "buổi trao tặng",
                "verbose_name_plural": "buổi trao tặng",
                "ordering": ["-held_on", "-pk"],
                "permissions": [("hand_over_handoverevent", "Ghi nhận đã trao")],
                "indexes": [models.Index(fields=["state", "held_on"], name="handover_state_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("place", ""), _negated=True)
                        ),
                        name="handover_has_title_and_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tháng")),
                ("closed_at", models.DateTimeField(auto_now_add=True, verbose_name="khóa lúc")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỳ đã khóa",
                "verbose_name_plural": "kỳ đã khóa",
                "ordering": ["-year", "-month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "month"), name="closed_month_once", violation_error_message="Tháng này đã khóa."
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("month__isnull", True)),
                        fields=("year",),
                        name="closed_year_once",
                        violation_error_message="Năm này đã khóa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__gte", 2010),
                            ("year__lte", 2100),
                            models.Q(
                                ("month__isnull", True),
                                models.Q(("month__gte", 1), ("month__lte", 12)),
                                _connector="OR",
                            ),
                        ),
                        name="closed_period_is_a_month_or_year",
                        violation_error_message="Năm từ 2010; tháng từ 1 đến 12, hoặc để trống để khóa cả năm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="closed_period_closed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã số liệu")),
                (
                    "indicator",
                    models.CharField(
                        choices=[
                            ("amount_raised", "số tiền huy động"),
                            ("books_and_cards_given", "sổ BHXH và thẻ BHYT đã trao"),
                            ("value_books_and_cards_given", "giá trị sổ BHXH và thẻ BHYT đã trao"),
                            ("tet_gifts_given", "suất quà Tết đã trao"),
                            ("beneficiaries", "người thụ hưởng"),
                            ("books_given", "sổ BHXH đã trao"),
                            ("cards_given", "thẻ BHYT đã trao"),
                            ("delegation_trips", "đoàn công tác"),
                            ("other", "khác"),
                        ],
                        max_length=40,
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_figures",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                ("period_start", models.DateField(verbose_name="kỳ từ ngày")),
                ("period_end", models.DateField(verbose_name="kỳ đến ngày")),
                ("value", models.BigIntegerField(blank=True, null=True, verbose_name="giá trị")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("VND", "đồng"),
                            ("person", "người"),
                            ("book", "sổ"),
                            ("card", "thẻ"),
                            ("item", "sổ và thẻ"),
                            ("gift", "suất"),
                            ("trip", "đoàn"),
                        ],
                        max_length=10,
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "đúng"),
                            ("over", "hơn"),
                            ("nearly", "gần"),
                            ("about", "khoảng"),
                            ("at_least", "ít nhất"),
                            ("order_of_magnitude", "chỉ nêu độ lớn"),
                            ("not_counted", "không nêu số"),
                        ],
                        max_length=20,
                        verbose_name="mức độ",
                    ),
                ),
                ("value_low", models.BigIntegerField(blank=True, null=True, verbose_name="cận dưới")),
                ("value_high", models.BigIntegerField(blank=True, null=True, verbose_name="cận trên")),
                ("wording", models.CharField(max_length=200, verbose_name="cách nêu")),
                ("source_title", models.CharField(max_length=250, verbose_name="nguồn")),
                ("source_publisher", models.CharField(max_length=100, verbose_name="nơi công bố")),
                ("source_url", models.URLField(blank=True, verbose_name="địa chỉ nguồn")),
                ("as_of", models.DateField(verbose_name="số liệu đến ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "số liệu công bố",
                "verbose_name_plural": "số liệu công bố",
                "ordering": ["-period_start", "code"],
                "permissions": [
                    ("import_publishedfigure", "Nhập tệp số liệu công bố"),
                    ("export_publishedfigure", "Xuất tệp số liệu công bố"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="published_period_in_order",
                        violation_error_message="Kỳ báo cáo phải kết thúc sau khi bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("qualifier__in", ["order_of_magnitude", "not_counted"]), ("value__isnull", True)),
                            models.Q(
                                models.Q(("qualifier__in", ["order_of_magnitude", "not_counted"]), _negated=True),
                                ("value__gte", 0),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="published_value_unless_wording_only",
                        violation_error_message="Số liệu chỉ nêu độ lớn hoặc không nêu số thì để trống giá trị; còn lại phải có.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Donor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donors",
                        to="programmes.office",
                        verbose_name="cơ quan quản lý",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Không trùng trong một cơ quan; để trống thì hệ thống đặt.",
                        max_length=40,
                        verbose_name="mã nhà hảo tâm",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bank", "ngân hàng"),
                            ("enterprise", "doanh nghiệp"),
                            ("organisation", "tổ chức"),
                            ("religious_body", "tổ chức tôn giáo"),
                            ("agency", "cơ quan"),
                            ("collection_organisation", "tổ chức dịch vụ thu"),
                            ("staff", "công chức, viên chức, người lao động ngành BHXH"),
                            ("individual", "cá nhân"),
                            ("anonymous", "ẩn danh"),
                        ],
                        max_length=30,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên nhà hảo tâm")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="programmes.donor",
                        verbose_name="đơn vị cấp trên",
                    ),
                ),
                ("tax_code", models.CharField(blank=True, max_length=14, verbose_name="mã số thuế")),
                ("contact_person", models.CharField(blank=True, max_length=100, verbose_name="người liên hệ")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="địa chỉ")),
                (
                    "consented_on",
                    models.DateField(
                        blank=True,
                        help_text="Ngày cá nhân đồng ý bằng văn bản cho nêu tên công khai; để trống là ẩn danh.",
                        null=True,
                        verbose_name="đồng ý nêu tên ngày",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhà hảo tâm",
                "verbose_name_plural": "nhà hảo tâm",
                "ordering": ["search_key", "pk"],
                "permissions": [("import_donor", "Nhập tệp nhà hảo tâm"), ("export_donor", "Xuất tệp nhà hảo tâm")],
                "indexes": [
                    models.Index(fields=["search_key", "id"], name="donor_search"),
                    models.Index(fields=["tax_code"], name="donor_tax_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "code"),
                        name="donor_code_once_per_office",
                        violation_error_message="Mã nhà hảo tâm này đã có ở cơ quan; dùng mã khác hoặc mở bản ghi cũ.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("code", models.CharField(blank=True, max_length=80, unique=True, verbose_name="mã danh sách")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gift_lists",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gift_lists",
                        to="programmes.office",
                        verbose_name="cơ quan lập",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gift_lists",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=60, verbose_name="số quyết định")),
                ("decision_on", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang lập"),
                            ("submitted", "chờ duyệt"),
                            ("approved", "đã duyệt"),
                            ("handed_over", "đã trao"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="trình lúc")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
                (
                    "first_approved_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="duyệt lần một lúc"),
                ),
                (
                    "first_approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người duyệt lần một",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="duyệt lúc")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người duyệt",
                    ),
                ),
                (
                    "value_vnd",
                    models.BigIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="chương trình chi khi duyệt (đồng)"
                    ),
                ),
                (
                    "funded_vnd",
                    models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="đã phân bổ (đồng)"),
                ),
                (
                    "difference_reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=250,
                        verbose_name="lý do chấp nhận giá khác giá tính",
                    ),
                ),
                (
                    "return_reason",
                    models.CharField(blank=True, editable=False, max_length=250, verbose_name="lý do trả lại"),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "danh sách tặng",
                "verbose_name_plural": "danh sách tặng",
                "ordering": ["-pk"],
                "permissions": [
                    ("import_giftlist", "Nhập tệp danh sách tặng"),
                    ("export_giftlist", "Xuất tệp danh sách tặng"),
                    ("submit_giftlist", "Trình danh sách tặng"),
                    ("approve_giftlist", "Duyệt danh sách tặng"),
                ],
                "indexes": [models.Index(fields=["state", "province"], name="gift_list_state_province")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="gift_list_submitted_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="gift_list_approved_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_approved_at__isnull", True), ("first_approved_by__isnull", True)),
                            models.Q(("first_approved_at__isnull", False), ("first_approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="gift_list_first_approved_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_approved_by__isnull", True),
                            models.Q(("first_approved_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_list_first_approver_is_not_maker",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_approved_by__isnull", True),
                            models.Q(("first_approved_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_list_first_approver_is_not_submitter",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("first_approved_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_list_approvers_are_two",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("funded_vnd__gte", 0), ("funded_vnd__lte", models.F("value_vnd"))),
                        name="gift_list_funded_within_value",
                        violation_error_message="Không phân bổ quá giá trị danh sách; tải lại trang để xem số mới nhất.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_list_approver_is_not_maker",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_list_approver_is_not_submitter",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("state__in", ["approved", "handed_over"])),
                            models.Q(("approved_at__isnull", True), ("state__in", ["draft", "submitted"])),
                            _connector="OR",
                        ),
                        name="gift_list_approved_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("search_key", models.CharField(editable=False, max_length=200, verbose_name="khóa tìm kiếm")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="programmes.office",
                        verbose_name="cơ quan quản lý",
                    ),
                ),
                ("full_name", models.CharField(max_length=100, verbose_name="họ và tên")),
                ("citizen_number", models.BinaryField(blank=True, verbose_name="số định danh cá nhân")),
                (
                    "citizen_hash",
                    models.BinaryField(max_length=16, null=True, unique=True, verbose_name="khóa số định danh"),
                ),
                ("likeness", models.BinaryField(db_index=True, max_length=16, verbose_name="khóa người giống nhau")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="ngày sinh")),
                (
                    "birth_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "đủ ngày tháng năm"),
                            ("month", "chỉ tháng và năm"),
                            ("year", "chỉ năm"),
                            ("", "không ghi"),
                        ],
                        max_length=5,
                        verbose_name="độ chính xác ngày sinh",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("male", "nam"), ("female", "nữ"), ("", "không ghi")],
                        max_length=6,
                        verbose_name="giới tính",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                ("commune", models.CharField(blank=True, max_length=80, verbose_name="xã, phường, đặc khu")),
                ("address", models.CharField(blank=True, max_length=150, verbose_name="thôn, tổ, số nhà")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="điện thoại")),
                ("si_number", models.CharField(blank=True, max_length=10, verbose_name="mã số BHXH")),
                (
                    "without_papers",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Chỉ ghi khi người này chưa có số định danh: vì sao, ai xác nhận.",
                        max_length=150,
                        verbose_name="không có giấy tờ: lý do",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="others",
                        to="programmes.recipient",
                        verbose_name="cùng một người với",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "người nhận",
                "verbose_name_plural": "người nhận",
                "ordering": ["search_key", "pk"],
                "permissions": [("view_citizen_number", "Xem đủ số định danh cá nhân")],
                "indexes": [
                    models.Index(fields=["search_key", "id"], name="recipient_search"),
                    models.Index(
                        condition=models.Q(("same_as__isnull", False)), fields=["same_as"], name="recipient_same_as"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Donation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="programmes.office",
                        verbose_name="cơ quan tiếp nhận",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Không trùng trong một cơ quan; để trống thì hệ thống đặt.",
                        max_length=40,
                        verbose_name="số chứng từ",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "earmark",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="programmes.province",
                        verbose_name="có địa chỉ: tỉnh",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("cash", "tiền"), ("in_kind", "hiện vật")],
                        default="cash",
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("via_bhxh", "qua tài khoản của BHXH"),
                            ("direct_contribution", "đóng thẳng cho người được tặng"),
                            ("in_kind", "giao hiện vật"),
                        ],
                        default="via_bhxh",
                        max_length=20,
                        verbose_name="đường tiền",
                    ),
                ),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("goods", models.CharField(blank=True, max_length=250, verbose_name="hiện vật")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pledged", "đã đăng ký"),
                            ("received", "đã nhận, chờ duyệt"),
                            ("approved", "đã duyệt"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("pledged_on", models.DateField(blank=True, null=True, verbose_name="ngày đăng ký")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="ngày nhận")),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="không nêu tên")),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="duyệt lúc")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người duyệt",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="programmes.donation",
                        verbose_name="đảo bút toán",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do đảo")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "token",
                    models.CharField(editable=False, max_length=40, null=True, unique=True, verbose_name="mã biểu mẫu"),
                ),
                (
                    "trail_hash",
                    models.BinaryField(max_length=16, null=True, unique=True, verbose_name="khóa của mã theo dõi"),
                ),
                ("thanked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="đã cảm ơn ngày")),
                (
                    "thanked_how",
                    models.CharField(
                        blank=True,
                        choices=[("letter", "thư cảm ơn"), ("certificate", "giấy khen"), ("board", "bảng tượng trưng")],
                        editable=False,
                        max_length=120,
                        verbose_name="hình thức cảm ơn",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoản ủng hộ",
                "verbose_name_plural": "khoản ủng hộ",
                "ordering": ["-received_on", "-pk"],
                "permissions": [
                    ("import_donation", "Nhập tệp khoản ủng hộ"),
                    ("export_donation", "Xuất tệp khoản ủng hộ"),
                    ("approve_donation", "Duyệt khoản ủng hộ"),
                    ("reverse_donation", "Đảo bút toán khoản ủng hộ"),
                ],
                "indexes": [models.Index(fields=["state", "received_on"], name="donation_state_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "code"),
                        name="donation_code_once_per_office",
                        violation_error_message="Số chứng từ này đã có ở cơ quan; kiểm tra xem khoản này đã nhập chưa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_vnd__gte", 1),
                                ("amount_vnd__lte", 1000000000000000),
                                ("reverses__isnull", True),
                            ),
                            models.Q(
                                ("amount_vnd__gte", -1000000000000000),
                                ("amount_vnd__lte", -1),
                                ("reverses__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="donation_amount_in_range",
                        violation_error_message="Số tiền phải là số đồng nguyên, lớn hơn 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pledged_on__isnull", False), ("state", "pledged")),
                            models.Q(models.Q(("state", "pledged"), _negated=True), ("received_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="donation_day_of_its_state",
                        violation_error_message="Khoản đã nhận phải có ngày nhận; khoản đăng ký phải có ngày đăng ký.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("state", "approved")),
                            models.Q(models.Q(("state", "approved"), _negated=True), ("approved_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="donation_approved_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="donation_approved_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="donation_approver_is_not_maker",
                        violation_error_message="Người duyệt không được là người nhập.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "gift_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover_lines",
                        to="programmes.giftlist",
                        verbose_name="danh sách",
                    ),
                ),
            ],
            options={
                "verbose_name": "danh sách của buổi trao",
                "verbose_name_plural": "danh sách của buổi trao",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "gift_list"),
                        name="handover_line_once",
                        violation_error_message="Danh sách này đã có trong buổi trao.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "gift_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="programmes.giftlist",
                        verbose_name="danh sách",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("si_book", "sổ BHXH"),
                            ("hi_card", "thẻ BHYT"),
                            ("tet_package", "suất quà Tết"),
                            ("relief", "hỗ trợ bão lũ"),
                            ("health_check", "khám bệnh miễn phí"),
                        ],
                        max_length=40,
                        verbose_name="loại quà",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="programmes.recipient",
                        verbose_name="người nhận",
                    ),
                ),
                (
                    "group_name",
                    models.CharField(
                        blank=True,
                        help_text="Khi tặng cả nhóm, ví dụ: khám bệnh tại xã Nậm Pồ; ghi số người ở ô số lượng.",
                        max_length=150,
                        verbose_name="nhóm người nhận",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(default=1, verbose_name="số lượng")),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("poor_household", "hộ nghèo"),
                            ("near_poor_household", "hộ cận nghèo"),
                            ("escaped_poverty", "hộ mới thoát nghèo, thoát cận nghèo"),
                            ("ethnic_minority", "người dân tộc thiểu số"),
                            ("average_living_standard_farming", "hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình"),
                            ("student_in_hardship", "học sinh, sinh viên khó khăn"),
                            ("child_special_circumstances", "trẻ em có hoàn cảnh đặc biệt"),
                            ("elderly", "người cao tuổi"),
                            ("disabled", "người khuyết tật"),
                            ("patient_in_hardship", "bệnh nhân khó khăn"),
                            ("person_with_merit", "người có công"),
                            ("policy_family", "gia đình chính sách"),
                            ("disaster_victim", "người bị thiên tai"),
                            ("informal_worker", "lao động tự do"),
                            ("worker_in_hardship", "đoàn viên, công nhân khó khăn"),
                            ("single_mother", "phụ nữ đơn thân"),
                            ("trafficking_victim", "nạn nhân mua bán người"),
                            ("island_resident", "người ở xã đảo, đặc khu"),
                            ("other_hardship", "hoàn cảnh khó khăn khác"),
                        ],
                        max_length=40,
                        verbose_name="đối tượng",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số tháng")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="từ tháng")),
                ("donor_cost_vnd", models.BigIntegerField(verbose_name="chương trình chi (đồng)")),
                (
                    "state_support_vnd",
                    models.BigIntegerField(default=0, verbose_name="ngân sách nhà nước hỗ trợ (đồng)"),
                ),
                (
                    "local_topup_vnd",
                    models.BigIntegerField(default=0, verbose_name="ngân sách địa phương hỗ trợ (đồng)"),
                ),
                (
                    "household_order",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Chỉ cho thẻ BHYT theo hộ gia đình: 1 đến 5.",
                        null=True,
                        verbose_name="thứ tự trong hộ",
                    ),
                ),
                (
                    "valuation",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="programmes.valuation",
                        verbose_name="cách tính giá",
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[("paper", "bản giấy, hiện vật"), ("electronic", "điện tử")],
                        db_default="paper",
                        default="paper",
                        max_length=10,
                        verbose_name="hình thức giao",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed_over", "đã nhận"),
                            ("by_proxy", "nhận thay"),
                            ("absent", "vắng mặt"),
                            ("returned", "trả lại"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=11,
                        verbose_name="kết quả trao",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="programmes.handoverevent",
                        verbose_name="trao tại buổi",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="ghi chú")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "suất quà",
                "verbose_name_plural": "suất quà",
                "ordering": ["gift_list", "pk"],
                "indexes": [
                    models.Index(condition=models.Q(("event__isnull", False)), fields=["event"], name="gift_event")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recipient", "round", "kind"),
                        name="gift_once_per_person_round_kind",
                        violation_error_message="Người này đã có loại quà này trong đợt.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", True)),
                        fields=("gift_list", "kind", "group_name"),
                        name="gift_once_per_group_list_kind",
                        violation_error_message="Nhóm này đã có loại quà này trong danh sách.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group_name", ""), ("quantity", 1), ("recipient__isnull", False)),
                            models.Q(
                                ("quantity__gte", 1),
                                ("quantity__lte", 1000000),
                                ("recipient__isnull", True),
                                models.Q(("group_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="gift_person_or_group",
                        violation_error_message="Suất quà là của một người (số lượng 1) hoặc của một nhóm có tên.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("si_book", "hi_card")), _negated=True),
                            models.Q(
                                ("months__gte", 1),
                                ("months__isnull", False),
                                ("months__lte", 120),
                                ("recipient__isnull", False),
                                ("starts_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="gift_insurance_has_months",
                        violation_error_message="Quà bảo hiểm phải có người nhận, số tháng và tháng bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("donor_cost_vnd__gte", 0),
                            ("donor_cost_vnd__lte", 1000000000000),
                            ("local_topup_vnd__gte", 0),
                            ("local_topup_vnd__lte", 1000000000000),
                            ("state_support_vnd__gte", 0),
                            ("state_support_vnd__lte", 1000000000000),
                        ),
                        name="gift_value_in_range",
                        violation_error_message="Giá trị phải là số đồng nguyên, không âm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("household_order__isnull", True),
                            models.Q(("household_order__gte", 1), ("household_order__lte", 20)),
                            _connector="OR",
                        ),
                        name="gift_household_order_in_range",
                        violation_error_message="Thứ tự trong hộ là số từ 1 đến 20.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__isnull", False), ("outcome__in", ["handed_over", "by_proxy"])),
                            models.Q(
                                ("event__isnull", True),
                                ("outcome__in", ["", "absent", "returned", "handed_over", "by_proxy"]),
                            ),
                            _connector="OR",
                        ),
                        name="gift_event_cell",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SamePersonVerdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.recipient",
                        verbose_name="người thứ nhất",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.recipient",
                        verbose_name="người thứ hai",
                    ),
                ),
                ("is_same", models.BooleanField(verbose_name="là cùng một người")),
                ("reason", models.CharField(max_length=250, verbose_name="căn cứ")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="kết luận lúc")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người kết luận",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết luận về người giống nhau",
                "verbose_name_plural": "kết luận về người giống nhau",
                "ordering": ["-pk"],
                "permissions": [("look_up_recipient", "Tra cứu “đã nhận chưa?”")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"),
                        name="same_person_verdict_once",
                        violation_error_message="Hai người này đã có kết luận.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="same_person_order_cell"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="same_person_decided_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DonorTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm",
                    ),
                ),
                ("is_anonymous", models.BooleanField(verbose_name="không nêu tên")),
                ("donations", models.IntegerField(verbose_name="số khoản")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
            ],
            options={
                "verbose_name": "số tổng hợp theo nhà hảo tâm",
                "verbose_name_plural": "số tổng hợp theo nhà hảo tâm",
                "constraints": [
                    models.UniqueConstraint(fields=("year", "donor", "is_anonymous"), name="donor_total_cell")
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftListTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="totals",
                        to="programmes.giftlist",
                        verbose_name="danh sách",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("si_book", "sổ BHXH"),
                            ("hi_card", "thẻ BHYT"),
                            ("tet_package", "suất quà Tết"),
                            ("relief", "hỗ trợ bão lũ"),
                            ("health_check", "khám bệnh miễn phí"),
                        ],
                        max_length=40,
                        verbose_name="loại quà",
                    ),
                ),
                ("quantity", models.BigIntegerField(verbose_name="số lượng")),
                ("donor_cost_vnd", models.BigIntegerField(verbose_name="chương trình chi (đồng)")),
                ("state_support_vnd", models.BigIntegerField(verbose_name="ngân sách nhà nước hỗ trợ (đồng)")),
                ("local_topup_vnd", models.BigIntegerField(verbose_name="ngân sách địa phương hỗ trợ (đồng)")),
            ],
            options={
                "verbose_name": "số tổng hợp của danh sách",
                "verbose_name_plural": "số tổng hợp của danh sách",
                "constraints": [models.UniqueConstraint(fields=("gift_list", "kind"), name="gift_list_total_cell")],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_lines",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        help_text="Tên ngân hàng và số tài khoản.", max_length=60, verbose_name="tài khoản ngân hàng"
                    ),
                ),
                ("reference", models.CharField(max_length=60, verbose_name="số tham chiếu")),
                ("booked_on", models.DateField(verbose_name="ngày ghi có")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("payer", models.CharField(blank=True, max_length=200, verbose_name="người chuyển")),
                ("description", models.CharField(blank=True, max_length=500, verbose_name="nội dung chuyển khoản")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unexplained", "chưa đối chiếu"),
                            ("linked", "đã khớp với khoản ủng hộ"),
                            ("aside", "để riêng"),
                        ],
                        default="unexplained",
                        editable=False,
                        max_length=11,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "donation",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_line",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                ("reason", models.CharField(blank=True, editable=False, max_length=250, verbose_name="lý do để riêng")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.importbatch",
                        verbose_name="lần nhập tệp",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng sao kê",
                "verbose_name_plural": "sao kê ngân hàng",
                "ordering": ["-booked_on", "-pk"],
                "permissions": [
                    ("import_bankline", "Nhập tệp sao kê ngân hàng"),
                    ("export_bankline", "Xuất tệp sao kê ngân hàng"),
                ],
                "indexes": [models.Index(fields=["state", "office"], name="bank_line_state_office")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "reference"),
                        name="bank_reference_once_per_account",
                        violation_error_message="Số tham chiếu này đã có ở tài khoản; dòng sao kê đã được nhập.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_vnd__gte", 1), ("amount_vnd__lte", 1000000000000000)),
                        name="bank_amount_in_range",
                        violation_error_message="Số tiền phải là số đồng nguyên, lớn hơn 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("donation__isnull", False), ("state", "linked")),
                            models.Q(models.Q(("state", "linked"), _negated=True), ("donation__isnull", True)),
                            _connector="OR",
                        ),
                        name="bank_line_linked_cell",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="programmes.gift",
                        verbose_name="suất quà",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.gift",
                        verbose_name="suất quà đã có",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chờ quyết định"),
                            ("proposed", "chờ người thứ hai"),
                            ("allowed", "đồng ý tặng"),
                        ],
                        default="open",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do")),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="đề nghị lúc"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="quyết định lúc"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="phát hiện lúc")),
            ],
            options={
                "verbose_name": "trường hợp trùng thời gian",
                "verbose_name_plural": "trùng thời gian bảo hiểm",
                "ordering": ["pk"],
                "permissions": [
                    ("propose_conflict", "Đề nghị tặng dù trùng thời gian"),
                    ("decide_conflict", "Quyết định tặng dù trùng thời gian"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("gift", "other"), name="conflict_pair_cell"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conflict_proposed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conflict_decided_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="conflict_decider_is_not_proposer",
                        violation_error_message="Người quyết định không được là người đề nghị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("proposed_at__isnull", True), ("state", "open")),
                            models.Q(
                                ("decided_at__isnull", True), ("proposed_at__isnull", False), ("state", "proposed")
                            ),
                            models.Q(
                                ("decided_at__isnull", False), ("proposed_at__isnull", False), ("state", "allowed")
                            ),
                            _connector="OR",
                        ),
                        name="conflict_state_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, unique=True, verbose_name="mã tài khoản")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outside", "bên ngoài"),
                            ("donation", "còn lại của khoản ủng hộ"),
                            ("funding", "đã phân bổ, chờ trao"),
                            ("spent", "đã thành quà"),
                        ],
                        max_length=8,
                        verbose_name="loại tài khoản",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("cash", "tiền"), ("in_kind", "hiện vật")], max_length=10, verbose_name="hình thức"
                    ),
                ),
                (
                    "donation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "gift_list",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="programmes.giftlist",
                        verbose_name="danh sách tặng",
                    ),
                ),
                (
                    "balance_vnd",
                    models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="số dư (đồng)"),
                ),
            ],
            options={
                "verbose_name": "tài khoản sổ",
                "verbose_name_plural": "tài khoản sổ",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("donation__isnull", True), ("gift_list__isnull", True), ("kind", "outside")),
                            models.Q(("donation__isnull", False), ("gift_list__isnull", True), ("kind", "donation")),
                            models.Q(
                                ("donation__isnull", False),
                                ("gift_list__isnull", False),
                                ("kind__in", ["funding", "spent"]),
                            ),
                            _connector="OR",
                        ),
                        name="account_owner_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "outside"), ("balance_vnd__gte", 0), _connector="OR"),
                        name="account_is_not_overdrawn",
                        violation_error_message="Số tiền còn lại không đủ; tải lại trang để xem số mới nhất.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftPayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="programmes.gift",
                        verbose_name="suất quà",
                    ),
                ),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "amount_vnd",
                    models.BigIntegerField(help_text="Âm khi suất quà được trả về.", verbose_name="số tiền (đồng)"),
                ),
            ],
            options={
                "verbose_name": "tiền thành quà",
                "verbose_name_plural": "tiền thành quà",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_vnd", 0), _negated=True),
                            ("amount_vnd__gte", -1000000000000),
                            ("amount_vnd__lte", 1000000000000),
                        ),
                        name="gift_payment_in_range_cell",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "donation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="programmes.gift",
                        verbose_name="suất quà nhận lại",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="năm")),
                ("month", models.PositiveSmallIntegerField(editable=False, verbose_name="tháng")),
                ("reason", models.CharField(max_length=250, verbose_name="lý do công bố")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "chờ duyệt"), ("approved", "đã đính chính"), ("refused", "không đồng ý")],
                        default="proposed",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("figures", models.JSONField(default=list, editable=False, verbose_name="số liệu thay đổi")),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="quyết định lúc"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "đính chính kỳ đã khóa",
                "verbose_name_plural": "đính chính kỳ đã khóa",
                "ordering": ["-pk"],
                "permissions": [("approve_correction", "Duyệt đính chính kỳ đã khóa")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="correction_proposed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="correction_decided_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_decider_is_not_proposer",
                        violation_error_message="Người duyệt không được là người đề nghị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("donation__isnull", True), ("event__isnull", False)),
                            models.Q(("donation__isnull", False), ("event__isnull", True), ("gift__isnull", True)),
                            _connector="OR",
                        ),
                        name="correction_of_one_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "proposed")),
                            models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="correction_decided_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "nhận"),
                            ("reversed", "đính chính"),
                            ("allocated", "phân bổ"),
                            ("released", "rút phân bổ"),
                            ("spent", "đã trao"),
                            ("returned", "nhận lại"),
                        ],
                        max_length=9,
                        verbose_name="loại bút toán",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="went_out",
                        to="programmes.account",
                        verbose_name="từ tài khoản",
                    ),
                ),
                (
                    "to_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_in",
                        to="programmes.account",
                        verbose_name="vào tài khoản",
                    ),
                ),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                ("happened_on", models.DateField(verbose_name="ngày")),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "gift_list",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programmes.giftlist",
                        verbose_name="danh sách tặng",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "token",
                    models.CharField(editable=False, max_length=40, null=True, unique=True, verbose_name="mã biểu mẫu"),
                ),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do")),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "bút toán",
                "verbose_name_plural": "sổ bút toán",
                "ordering": ["-pk"],
                "permissions": [("allocate_giftlist", "Phân bổ tiền cho danh sách tặng")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_vnd__gte", 1), ("amount_vnd__lte", 1000000000000000)),
                        name="ledger_amount_in_range",
                        violation_error_message="Số tiền phải là số đồng nguyên, lớn hơn 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_account", models.F("to_account")), _negated=True),
                        name="ledger_between_two_accounts",
                        violation_error_message="Bút toán phải đi giữa hai tài khoản khác nhau.",
                    ),
                ],
            },
        ),
    ]
