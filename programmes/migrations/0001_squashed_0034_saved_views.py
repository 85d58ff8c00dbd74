"""Every table and guard as the first thirty-four steps leave them, for a new database; others go on step by step."""

from pathlib import Path

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STEPS = (
    "0001_initial",
    "0002_guards",
    "0003_disclosures",
    "0004_disclosures_of_earlier_gifts",
    "0005_published_figure_versions",
    "0006_published_figure_measures",
    "0007_published_figures_stay",
    "0008_money_set_aside",
    "0009_mixed_tariffs_wait_apart",
    "0010_gift_totals_go",
    "0011_value_memories",
    "0012_bank_matches",
    "0013_bank_matches_of_earlier_lines",
    "0014_bank_matches_move_sums",
    "0015_filings",
    "0016_bank_matches_by_statement",
    "0017_accounts",
    "0018_audit_seals",
    "0019_numbers_of_people_are_sealed",
    "0020_erasures",
    "0021_rights_requests",
    "0022_donors_restricted",
    "0023_lists_are_opened",
    "0024_words",
    "0025_records_of_one_donor",
    "0026_donations_are_moved",
    "0027_targets",
    "0028_notes",
    "0029_trail_by_time",
    "0030_handover_outcomes",
    "0031_outcomes_of_earlier_handovers",
    "0032_daily_mail",
    "0033_outcomes_come_as_files",
    "0034_saved_views",
)
# As the databases told them after the last of these steps, a statement from one blank line to the next.
GUARDS = Path(__file__).with_name("guards_of_0034")


def raise_guards(apps, editor):
    for statement in (GUARDS / f"{editor.connection.vendor}.sql").read_text().split("\n\n"):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    replaces = [("programmes", step) for step in STEPS]
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="lúc")),
                ("actor", models.CharField(max_length=150, verbose_name="người thực hiện")),
                ("verb", models.CharField(max_length=60, verbose_name="việc")),
                ("target_type", models.CharField(max_length=40, verbose_name="loại bản ghi")),
                ("target_id", models.CharField(max_length=40, verbose_name="mã bản ghi")),
                ("office_code", models.CharField(blank=True, max_length=4, verbose_name="cơ quan")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="trước")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="sau")),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do")),
                ("mark", models.BinaryField(default=b"", max_length=32, verbose_name="dấu")),
            ],
            options={
                "verbose_name": "nhật ký",
                "verbose_name_plural": "nhật ký",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["target_type", "target_id"], name="audit_target"),
                    models.Index(fields=["at"], name="audit_at"),
                ],
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
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("task", "nhiệm vụ theo pháp luật"),
                            ("consent", "sự đồng ý của người nhận"),
                            ("emergency", "tình trạng khẩn cấp"),
                        ],
                        db_default="task",
                        default="task",
                        help_text="Nêu ở danh sách tặng, giấy tờ in ra và phiếu dữ liệu của người nhận.",
                        max_length=9,
                        verbose_name="căn cứ xử lý dữ liệu cá nhân",
                    ),
                ),
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
                            ("DATA_KEYS", "khóa mã hóa các số cá nhân"),
                            ("DATA_INDEX_KEY", "khóa tra cứu các số cá nhân"),
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
                (
                    "set_aside_vnd",
                    models.BigIntegerField(default=0, verbose_name="đã dành cho danh sách (đồng, làm tròn)"),
                ),
            ],
            options={
                "verbose_name": "tình trạng số tổng hợp",
                "verbose_name_plural": "tình trạng số tổng hợp",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="totals_state_single")],
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="lúc")),
                ("runs", models.JSONField(verbose_name="các dòng")),
                ("total", models.BigIntegerField(verbose_name="số dòng đã niêm phong")),
                ("mark", models.BinaryField(verbose_name="dấu")),
            ],
            options={
                "verbose_name": "niêm phong nhật ký",
                "verbose_name_plural": "niêm phong nhật ký",
                "ordering": ["pk"],
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
                ("due_on", models.DateField(blank=True, null=True, verbose_name="trao xong trước ngày")),
                (
                    "target_gifts",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Số suất quà cần trao trong đợt; không công khai.",
                        null=True,
                        verbose_name="chỉ tiêu số suất",
                    ),
                ),
                (
                    "target_vnd",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Số tiền cần vận động cho đợt; không công khai.",
                        null=True,
                        verbose_name="chỉ tiêu vận động (đồng)",
                    ),
                ),
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
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_vnd__isnull", True), ("target_vnd__gt", 0), _connector="OR"),
                            models.Q(("target_gifts__isnull", True), ("target_gifts__gt", 0), _connector="OR"),
                        ),
                        name="round_targets_are_positive",
                        violation_error_message="Chỉ tiêu phải lớn hơn 0; chưa có chỉ tiêu thì để trống.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="round_due_after_start",
                        violation_error_message="Ngày phải trao xong không được trước ngày bắt đầu đợt.",
                    ),
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
                (
                    "mailed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="gửi thư gần nhất ngày"),
                ),
                (
                    "wants_mail",
                    models.BooleanField(
                        db_default=False, default=False, editable=False, verbose_name="nhận thư việc hằng ngày"
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
                            ("issued", "kết quả cấp thẻ, sổ"),
                            ("outcomes", "kết quả trao"),
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
            name="ValueMemory",
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
                            ("issued", "kết quả cấp thẻ, sổ"),
                            ("outcomes", "kết quả trao"),
                        ],
                        max_length=20,
                        verbose_name="loại tệp",
                    ),
                ),
                ("column", models.CharField(max_length=40, verbose_name="cột trong sổ")),
                ("text", models.CharField(max_length=200, verbose_name="cách ghi trong tệp")),
                ("meaning", models.CharField(max_length=200, verbose_name="nghĩa là")),
                ("told_on", models.DateField(verbose_name="trả lời ngày")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="programmes.office", verbose_name="cơ quan"
                    ),
                ),
            ],
            options={
                "verbose_name": "cách ghi đã nhớ",
                "verbose_name_plural": "cách ghi đã nhớ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "layout", "column", "text"),
                        name="value_memory_once",
                        violation_error_message="Cách ghi này đã được nhớ cho cơ quan; sửa nghĩa đã có.",
                    )
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
                            ("issued", "kết quả cấp thẻ, sổ"),
                            ("outcomes", "kết quả trao"),
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
                "permissions": [
                    ("hand_over_handoverevent", "Ghi nhận đã trao"),
                    ("import_handoverevent", "Nhập tệp kết quả trao"),
                    ("export_handoverevent", "Xuất tệp kết quả trao"),
                ],
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
                "verbose_name": "kỳ đã khóa sổ",
                "verbose_name_plural": "kỳ đã khóa sổ",
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
        migrations.CreateModel(
            name="Breach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "code",
                    models.CharField(blank=True, editable=False, max_length=20, unique=True, verbose_name="số vụ việc"),
                ),
                ("found_at", models.DateTimeField(verbose_name="phát hiện lúc")),
                ("what", models.TextField(max_length=2000, verbose_name="việc đã xảy ra")),
                (
                    "whose",
                    models.TextField(
                        help_text="Nhóm người và số lượng; không ghi tên, số định danh.",
                        max_length=1000,
                        verbose_name="dữ liệu của ai, loại nào",
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True,
                        help_text="Tên đăng nhập đã bị lộ hoặc bị dùng sai; để rà soát tài khoản đã xem những ai.",
                        max_length=150,
                        verbose_name="tài khoản liên quan",
                    ),
                ),
                ("seen_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("seen_to", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("measures", models.TextField(blank=True, max_length=2000, verbose_name="biện pháp đã làm")),
                ("reported_to", models.CharField(blank=True, max_length=250, verbose_name="đã báo cho")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="báo lúc")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="kết thúc lúc")),
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
                        verbose_name="người kết thúc",
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
            ],
            options={
                "verbose_name": "vụ việc lộ dữ liệu",
                "verbose_name_plural": "sổ vụ việc lộ dữ liệu",
                "ordering": [models.OrderBy(models.F("closed_at"), nulls_first=True), "found_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="breach_closed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reported_at__isnull", True), ("reported_to", "")),
                            models.Q(("reported_at__isnull", False), models.Q(("reported_to", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="breach_reported_to_and_at",
                        violation_error_message="Ghi cả nơi đã báo và lúc báo, hoặc để trống cả hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reported_at__isnull", True), ("reported_at__gte", models.F("found_at")), _connector="OR"
                        ),
                        name="breach_reported_after_found",
                        violation_error_message="Lúc báo phải sau lúc phát hiện; ghi lại một trong hai.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImpactAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                ("made_on", models.DateField(verbose_name="ngày lập")),
                (
                    "contact",
                    models.CharField(
                        help_text="Họ tên, chức vụ, liên hệ.",
                        max_length=250,
                        verbose_name="người phụ trách bảo vệ dữ liệu",
                    ),
                ),
                ("processors", models.TextField(blank=True, max_length=1000, verbose_name="bên xử lý, bên thứ ba")),
                ("risks", models.TextField(max_length=4000, verbose_name="rủi ro và thiệt hại có thể xảy ra")),
                ("measures", models.TextField(max_length=4000, verbose_name="biện pháp giảm rủi ro")),
                ("sent_to", models.CharField(blank=True, max_length=250, verbose_name="gửi đến")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
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
            ],
            options={
                "verbose_name": "hồ sơ đánh giá tác động",
                "verbose_name_plural": "hồ sơ đánh giá tác động",
                "ordering": ["-made_on", "-pk"],
            },
        ),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu năm",
                "verbose_name_plural": "chỉ tiêu năm",
                "ordering": ["-year", "programme__position", "programme__slug"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "year"),
                        name="programme_target_once_a_year",
                        violation_error_message="Chương trình này đã có chỉ tiêu của năm đó; mở chỉ tiêu đã có để sửa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target_gifts__isnull", True), ("target_vnd__gt", 0)),
                            models.Q(("target_gifts__gt", 0), ("target_vnd__isnull", True)),
                            models.Q(("target_gifts__gt", 0), ("target_vnd__gt", 0)),
                            _connector="OR",
                        ),
                        name="programme_target_says_something",
                        violation_error_message="Ghi chỉ tiêu số tiền hoặc số suất, lớn hơn 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="programme_target_year",
                        violation_error_message="Năm phải từ 2000 đến 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target_type",
                    models.CharField(
                        choices=[
                            ("donor", "nhà hảo tâm"),
                            ("donation", "khoản ủng hộ"),
                            ("recipient", "người nhận"),
                            ("giftlist", "danh sách tặng"),
                            ("round", "đợt"),
                            ("handoverevent", "buổi trao tặng"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="loại bản ghi",
                    ),
                ),
                ("target_id", models.BigIntegerField(editable=False, verbose_name="mã bản ghi")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "quyết định"),
                            ("slip", "chứng từ ngân hàng"),
                            ("signed", "danh sách ký nhận"),
                            ("other", "giấy tờ khác"),
                        ],
                        max_length=8,
                        verbose_name="loại giấy tờ",
                    ),
                ),
                (
                    "media",
                    models.CharField(
                        choices=[("application/pdf", "PDF"), ("image/jpeg", "JPEG")],
                        editable=False,
                        max_length=20,
                        verbose_name="dạng tệp",
                    ),
                ),
                ("filename", models.CharField(editable=False, max_length=200, verbose_name="tên tệp")),
                (
                    "file",
                    models.FileField(editable=False, max_length=250, upload_to="papers/%Y/%m", verbose_name="tệp"),
                ),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="dấu vân tay SHA-256")),
                ("size_bytes", models.PositiveBigIntegerField(editable=False, verbose_name="dung lượng")),
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
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy tờ đính kèm",
                "verbose_name_plural": "giấy tờ đính kèm",
                "ordering": ["-pk"],
                "permissions": [("detach_attachment", "Bỏ giấy tờ đính kèm")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target_type", "target_id", "sha256"),
                        name="attachment_once_a_record",
                        violation_error_message="Tệp này đã được đính kèm vào bản ghi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office__isnull", True), ("target_type", "round")),
                            models.Q(models.Q(("target_type", "round"), _negated=True), ("office__isnull", False)),
                            _connector="OR",
                        ),
                        name="attachment_has_office_of_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target_type",
                    models.CharField(
                        choices=[
                            ("donor", "nhà hảo tâm"),
                            ("donation", "khoản ủng hộ"),
                            ("recipient", "người nhận"),
                            ("giftlist", "danh sách tặng"),
                            ("round", "đợt"),
                            ("handoverevent", "buổi trao tặng"),
                        ],
                        editable=False,
                        max_length=40,
                        verbose_name="loại bản ghi",
                    ),
                ),
                ("target_id", models.BigIntegerField(editable=False, verbose_name="mã bản ghi")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                ("text", models.TextField(verbose_name="ghi chú")),
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
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "ghi chú",
                "verbose_name_plural": "ghi chú",
                "ordering": ["-pk"],
                "permissions": [("write_note", "Viết ghi chú")],
                "indexes": [models.Index(fields=["target_type", "target_id"], name="note_target")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="note_says_something",
                        violation_error_message="Ghi chú còn trống; hãy viết điều cần nhớ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office__isnull", True), ("target_type", "round")),
                            models.Q(models.Q(("target_type", "round"), _negated=True), ("office__isnull", False)),
                            _connector="OR",
                        ),
                        name="note_has_office_of_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=40, verbose_name="danh sách")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="tên góc nhìn")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="lọc, thứ tự và cột")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="dùng chung ở cơ quan",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="của cán bộ",
                    ),
                ),
            ],
            options={
                "verbose_name": "góc nhìn đã lưu",
                "verbose_name_plural": "góc nhìn đã lưu",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("officer", "table", "name"),
                        name="saved_view_name_once",
                        violation_error_message="Bạn đã có góc nhìn tên này ở danh sách; chọn tên khác.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), ("office__isnull", True), _connector="OR"
                        ),
                        name="saved_view_of_office_has_name",
                        violation_error_message="Góc nhìn dùng chung ở cơ quan phải có tên.",
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
                (
                    "phone_hash",
                    models.BinaryField(db_index=True, max_length=16, null=True, verbose_name="khóa điện thoại"),
                ),
                ("phone", models.BinaryField(blank=True, verbose_name="điện thoại")),
                ("erased_on", models.DateField(editable=False, null=True, verbose_name="xóa danh tính ngày")),
                (
                    "restricted_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="Theo yêu cầu của người này: không ghi khoản mới, không cảm ơn, không nêu tên.",
                        null=True,
                        verbose_name="hạn chế xử lý từ ngày",
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
                        to="programmes.donor",
                        verbose_name="cùng một nhà hảo tâm với",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhà hảo tâm",
                "verbose_name_plural": "nhà hảo tâm",
                "ordering": ["search_key", "pk"],
                "permissions": [
                    ("import_donor", "Nhập tệp nhà hảo tâm"),
                    ("export_donor", "Xuất tệp nhà hảo tâm"),
                    ("erase_donor", "Xóa danh tính nhà hảo tâm"),
                ],
                "indexes": [
                    models.Index(fields=["search_key", "id"], name="donor_search"),
                    models.Index(fields=["tax_code"], name="donor_tax_code"),
                    models.Index(
                        condition=models.Q(("same_as__isnull", False)), fields=["same_as"], name="donor_same_as"
                    ),
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
                (
                    "opened_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mở xem để duyệt lúc"),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đang xem để duyệt",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="gift_list_opened_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
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
                (
                    "phone_hash",
                    models.BinaryField(db_index=True, max_length=16, null=True, verbose_name="khóa điện thoại"),
                ),
                (
                    "si_hash",
                    models.BinaryField(db_index=True, max_length=16, null=True, verbose_name="khóa mã số BHXH"),
                ),
                ("phone", models.BinaryField(blank=True, verbose_name="điện thoại")),
                ("si_number", models.BinaryField(blank=True, verbose_name="mã số BHXH")),
                ("erased_on", models.DateField(editable=False, null=True, verbose_name="xóa danh tính ngày")),
                (
                    "restricted_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="Theo yêu cầu của người này: không thêm suất quà, không nêu trong tệp và giấy tờ đưa ra ngoài.",
                        null=True,
                        verbose_name="hạn chế xử lý từ ngày",
                    ),
                ),
            ],
            options={
                "verbose_name": "người nhận",
                "verbose_name_plural": "người nhận",
                "ordering": ["search_key", "pk"],
                "permissions": [
                    ("view_citizen_number", "Xem đủ số định danh cá nhân"),
                    ("erase_recipient", "Xóa danh tính người nhận"),
                ],
                "indexes": [
                    models.Index(fields=["search_key", "id"], name="recipient_search"),
                    models.Index(
                        condition=models.Q(("same_as__isnull", False)), fields=["same_as"], name="recipient_same_as"
                    ),
                    models.Index(
                        condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="recipient_restricted"
                    ),
                ],
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
                (
                    "matched_vnd",
                    models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="đã khớp (đồng)"),
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
                            models.Q(("matched_vnd", models.F("amount_vnd")), ("state", "linked")),
                            models.Q(
                                models.Q(("state", "linked"), _negated=True),
                                ("matched_vnd__gte", 0),
                                ("matched_vnd__lt", models.F("amount_vnd")),
                            ),
                            _connector="OR",
                        ),
                        name="bank_line_matched_cell",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                    models.CharField(
                        choices=[
                            ("new", "chưa xét"),
                            ("waiting", "chờ thêm"),
                            ("kept", "không nêu khi khóa năm"),
                            ("event", "từng buổi trao"),
                            ("round", "đợt ở tỉnh"),
                            ("programme", "chương trình ở tỉnh"),
                            ("province", "tỉnh"),
                            ("country", "cả nước"),
                        ],
                        default="new",
                        max_length=9,
                        verbose_name="mức công khai",
                    ),
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
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True), name="disclosure_of_somebody_cell"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("block__isnull", True),
                                ("disclosed_at__isnull", True),
                                ("height__in", ["new", "waiting", "kept"]),
                            ),
                            models.Q(
                                models.Q(("height__in", ["new", "waiting", "kept"]), _negated=True),
                                ("block__isnull", False),
                                ("disclosed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_block_has_time",
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
                ("code", models.CharField(max_length=20, verbose_name="mã số liệu")),
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
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "đúng"),
                            ("over", "hơn"),
                            ("nearly", "gần"),
                            ("about", "khoảng"),
                            ("at_least", "ít nhất"),
                            ("at_most", "nhiều nhất"),
                            ("under", "dưới"),
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
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="địa chỉ nguồn")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="số liệu đến ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "as_of_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")],
                        max_length=5,
                        verbose_name="độ chính xác của ngày số liệu",
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
                (
                    "currency",
                    models.CharField(
                        blank=True, help_text="Mã ISO 4217, ví dụ USD.", max_length=3, verbose_name="ngoại tệ"
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm trong sổ",
                    ),
                ),
                (
                    "donors",
                    models.CharField(
                        blank=True,
                        help_text="Ghi như nguồn nêu, ngăn bằng dấu ;",
                        max_length=200,
                        verbose_name="nhà hảo tâm theo nguồn",
                    ),
                ),
                ("foreign_amount", models.BigIntegerField(blank=True, null=True, verbose_name="số ngoại tệ")),
                (
                    "former_province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cho số liệu của đơn vị trước ngày 1/7/2025.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.formerprovince",
                        verbose_name="tỉnh, thành phố cũ",
                    ),
                ),
                (
                    "is_partial",
                    models.BooleanField(
                        default=False,
                        help_text="Nguồn chỉ nói tới một số tỉnh hoặc một số nhà hảo tâm.",
                        verbose_name="chỉ một phần",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("money", "số tiền"),
                            ("people", "người"),
                            ("books", "sổ BHXH"),
                            ("cards", "thẻ BHYT"),
                            ("books_and_cards", "sổ BHXH và thẻ BHYT"),
                            ("packages", "suất quà"),
                            ("health_checks", "lượt khám bệnh"),
                            ("households", "hộ gia đình"),
                            ("delegations", "đoàn công tác"),
                            ("percent", "tỷ lệ"),
                            ("times", "mức so sánh"),
                        ],
                        max_length=20,
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("year", "năm"),
                            ("half", "nửa năm"),
                            ("quarter", "quý"),
                            ("month", "tháng"),
                            ("season", "mùa Tết"),
                            ("span", "khoảng thời gian"),
                            ("day", "một ngày"),
                            ("as_of", "lũy kế đến ngày"),
                        ],
                        max_length=10,
                        verbose_name="loại kỳ",
                    ),
                ),
                (
                    "place_detail",
                    models.CharField(
                        blank=True,
                        help_text="Ví dụ: phường Mỹ Lâm; 8 tỉnh.",
                        max_length=120,
                        verbose_name="địa điểm cụ thể",
                    ),
                ),
                (
                    "place_office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.office",
                        verbose_name="cơ quan BHXH được nêu",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.province",
                        verbose_name="tỉnh, thành phố",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="công bố lúc"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người công bố",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="lý do thay đổi")),
                ("relations", models.JSONField(blank=True, default=dict, verbose_name="quan hệ")),
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
                ("source_date", models.DateField(blank=True, null=True, verbose_name="ngày nguồn công bố")),
                (
                    "source_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")],
                        max_length=5,
                        verbose_name="độ chính xác của ngày công bố",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("pledged", "cam kết"),
                            ("planned", "dự kiến"),
                            ("raised", "huy động"),
                            ("given", "đã trao"),
                            ("value", "giá trị đã trao"),
                            ("local_share", "phần địa phương hỗ trợ"),
                        ],
                        max_length=12,
                        verbose_name="giai đoạn",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "bản nháp"), ("published", "đã công bố")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("money", "số tiền"),
                            ("people", "người"),
                            ("books", "sổ BHXH"),
                            ("cards", "thẻ BHYT"),
                            ("books_and_cards", "sổ BHXH và thẻ BHYT"),
                            ("packages", "suất quà"),
                            ("health_checks", "lượt khám bệnh"),
                            ("households", "hộ gia đình"),
                            ("delegations", "đoàn công tác"),
                            ("percent", "tỷ lệ"),
                            ("times", "mức so sánh"),
                        ],
                        help_text="Giá trị, tỷ lệ là của gì.",
                        max_length=20,
                        verbose_name="của",
                    ),
                ),
                ("value_to", models.BigIntegerField(blank=True, null=True, verbose_name="giá trị đến")),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="phiên bản")),
            ],
            options={
                "verbose_name": "số liệu công bố",
                "verbose_name_plural": "số liệu công bố",
                "ordering": ["-period_start", "code", "-version"],
                "permissions": [
                    ("import_publishedfigure", "Nhập tệp số liệu công bố"),
                    ("export_publishedfigure", "Xuất tệp số liệu công bố"),
                    ("publish_publishedfigure", "Công bố số liệu do người khác nhập"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="published_period_in_order",
                        violation_error_message="Kỳ báo cáo phải kết thúc sau khi bắt đầu.",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "version"),
                        name="published_code_version",
                        violation_error_message="Đã có phiên bản này của mã số liệu; tải lại trang.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("code",),
                        name="published_one_draft",
                        violation_error_message="Mã số liệu này đang có một bản nháp; sửa hoặc bỏ bản nháp đó trước.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="published_version_has_reason",
                        violation_error_message="Phiên bản sau phải ghi lý do thay đổi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("foreign_amount__isnull", True),
                                ("qualifier__in", ["order_of_magnitude", "not_counted"]),
                                ("value__isnull", True),
                                ("value_to__isnull", True),
                            ),
                            models.Q(
                                models.Q(("qualifier__in", ["order_of_magnitude", "not_counted"]), _negated=True),
                                models.Q(
                                    models.Q(("value__gte", 0), ("value__isnull", False)),
                                    models.Q(("foreign_amount__gte", 0), ("value__isnull", True)),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="published_value_unless_wording_only",
                        violation_error_message="Số liệu chỉ nêu độ lớn hoặc không nêu số thì để trống giá trị; còn lại phải có.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_to__isnull", True),
                            models.Q(("value__isnull", False), ("value_to__gt", models.F("value"))),
                            _connector="OR",
                        ),
                        name="published_range_in_order",
                        violation_error_message="Khoảng từ – đến: giá trị đến phải lớn hơn giá trị từ.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("foreign_amount__isnull", True)),
                            models.Q(
                                models.Q(("currency", ""), _negated=True),
                                ("foreign_amount__isnull", False),
                                ("measure", "money"),
                            ),
                            _connector="OR",
                        ),
                        name="published_currency_and_amount",
                        violation_error_message="Ngoại tệ cần cả mã tiền tệ và số tiền, và chỉ cho chỉ tiêu là số tiền.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former_province__isnull", True), ("province__isnull", True)),
                            models.Q(("place_office__isnull", True), ("province__isnull", True)),
                            models.Q(("former_province__isnull", True), ("place_office__isnull", True)),
                            _connector="OR",
                        ),
                        name="published_one_place",
                        violation_error_message="Chọn một nơi: tỉnh, tỉnh cũ hoặc cơ quan; để trống cả ba là cả nước.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source_date__isnull", True), ("source_precision", "")),
                            models.Q(("source_date__isnull", False), models.Q(("source_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="published_source_date_and_precision",
                        violation_error_message="Ngày công bố và độ chính xác của nó phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("as_of__isnull", True), ("as_of_precision", "")),
                            models.Q(("as_of__isnull", False), models.Q(("as_of_precision", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="published_as_of_and_precision",
                        violation_error_message="Ngày số liệu và độ chính xác của nó phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "published"), ("published_by__isnull", True), _connector="OR"),
                        name="published_draft_has_no_publisher",
                        violation_error_message="Bản nháp thì chưa có người công bố.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_at_and_by",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(("published_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="published_not_by_its_maker",
                        violation_error_message="Người duyệt không được là người nhập.",
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
                        verbose_name="chỉ định tỉnh thụ hưởng (nếu có)",
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
                        verbose_name="hình thức chuyển tiền",
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
                (
                    "confirmed_vnd",
                    models.BigIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="sao kê đã xác nhận (đồng)"
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_vnd", 0),
                            models.Q(("confirmed_vnd__gte", 1), ("confirmed_vnd__lte", models.F("amount_vnd"))),
                            _connector="OR",
                        ),
                        name="donation_confirmed_within_amount",
                        violation_error_message="Số tiền không thấp hơn số mà sao kê đã xác nhận.",
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
                (
                    "proxy_kin",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spouse", "vợ, chồng"),
                            ("child", "con"),
                            ("parent", "bố, mẹ"),
                            ("sibling", "anh, chị, em"),
                            ("village_head", "trưởng thôn"),
                            ("other", "khác"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=12,
                        verbose_name="quan hệ",
                    ),
                ),
                (
                    "proxy_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=100,
                        verbose_name="người nhận thay",
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
            name="RightsRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="sửa lúc")),
                (
                    "code",
                    models.CharField(blank=True, editable=False, max_length=20, unique=True, verbose_name="số yêu cầu"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("see", "xem, nhận bản sao dữ liệu"),
                            ("correct", "sửa dữ liệu sai"),
                            ("restrict", "hạn chế xử lý"),
                            ("erase", "xóa dữ liệu"),
                            ("withdraw", "rút lại sự đồng ý"),
                        ],
                        max_length=8,
                        verbose_name="nội dung yêu cầu",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="ngày nhận")),
                (
                    "channel",
                    models.CharField(
                        choices=[("paper", "đơn giấy"), ("phone", "điện thoại"), ("in_person", "trực tiếp")],
                        max_length=9,
                        verbose_name="cách nhận",
                    ),
                ),
                (
                    "asker",
                    models.CharField(
                        blank=True,
                        help_text="Họ tên người đến hoặc ký đơn; người thay mặt thì ghi thêm quan hệ.",
                        max_length=100,
                        verbose_name="người yêu cầu",
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        help_text="Ví dụ “căn cước, giấy ủy quyền”; không ghi số giấy tờ.",
                        max_length=100,
                        verbose_name="giấy tờ đã đối chiếu",
                    ),
                ),
                ("due_on", models.DateField(editable=False, verbose_name="hạn trả lời")),
                (
                    "extended_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gia hạn lúc"),
                ),
                (
                    "extension_reason",
                    models.CharField(blank=True, editable=False, max_length=250, verbose_name="lý do gia hạn"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "đã nhận, chưa trả lời"),
                            ("answered", "đã trả lời"),
                            ("refused", "từ chối"),
                        ],
                        default="received",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("answer", models.CharField(blank=True, editable=False, max_length=500, verbose_name="việc đã làm")),
                ("refusal", models.CharField(blank=True, editable=False, max_length=250, verbose_name="lý do từ chối")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="trả lời lúc"),
                ),
                (
                    "answered_by",
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
                    "donor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_requests",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm (cá nhân)",
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
                    "extended_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gia hạn",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_requests",
                        to="programmes.office",
                        verbose_name="cơ quan tiếp nhận",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_requests",
                        to="programmes.recipient",
                        verbose_name="người nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "yêu cầu của chủ thể dữ liệu",
                "verbose_name_plural": "yêu cầu của chủ thể dữ liệu",
                "ordering": ["due_on", "pk"],
                "indexes": [models.Index(fields=["state", "due_on"], name="rights_request_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rights_request_answered_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extended_at__isnull", True), ("extended_by__isnull", True)),
                            models.Q(("extended_at__isnull", False), ("extended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rights_request_extended_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("donor__isnull", True), ("recipient__isnull", False)),
                            models.Q(("donor__isnull", False), ("recipient__isnull", True)),
                            _connector="OR",
                        ),
                        name="rights_request_one_person",
                        violation_error_message="Chọn một người nhận hoặc một nhà hảo tâm, không cả hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "received")),
                            models.Q(models.Q(("state", "received"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="rights_request_state_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DonorJoin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_apart", models.BooleanField(default=False, verbose_name="tách làm hai")),
                ("reason", models.CharField(max_length=250, verbose_name="lý do")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "chờ duyệt"), ("approved", "đã duyệt"), ("refused", "không đồng ý")],
                        default="proposed",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc")),
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
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.donor",
                        verbose_name="bản ghi giữ lại",
                    ),
                ),
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
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joins",
                        to="programmes.donor",
                        verbose_name="bản ghi trùng",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị gộp nhà hảo tâm",
                "verbose_name_plural": "đề nghị gộp nhà hảo tâm",
                "ordering": ["-pk"],
                "permissions": [("approve_donorjoin", "Duyệt gộp, tách nhà hảo tâm")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("second",),
                        name="donor_join_one_waits",
                        violation_error_message="Đã có đề nghị về nhà hảo tâm này chờ duyệt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="donor_join_order_cell"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="donor_join_proposed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="donor_join_decided_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="donor_join_decider_is_not_proposer",
                        violation_error_message="Người duyệt không được là người đề nghị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "proposed")),
                            models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="donor_join_decided_has_time",
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
                            ("spent", "đã trao"),
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
                "verbose_name": "tiền đã trao",
                "verbose_name_plural": "tiền đã trao",
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
            name="BankMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_vnd", models.BigIntegerField(verbose_name="số tiền khớp (đồng)")),
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_matches",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="programmes.bankline",
                        verbose_name="dòng sao kê",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần khớp sao kê",
                "verbose_name_plural": "phần khớp sao kê",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "donation"),
                        name="bank_match_once",
                        violation_error_message="Dòng sao kê này đã khớp với khoản này; bỏ khớp trước rồi khớp lại.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_vnd__gte", 1)),
                        name="bank_match_amount_in_range",
                        violation_error_message="Số tiền khớp phải là số đồng nguyên, lớn hơn 0.",
                    ),
                ],
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
        migrations.CreateModel(
            name="DonationMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_anonymous_before", models.BooleanField(verbose_name="không nêu tên, trước đó")),
                ("is_anonymous", models.BooleanField(verbose_name="không nêu tên")),
                ("reason", models.CharField(max_length=250, verbose_name="lý do")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "chờ duyệt"), ("approved", "đã điều chỉnh"), ("refused", "không đồng ý")],
                        default="proposed",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="đề nghị lúc")),
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
                (
                    "donation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="programmes.donation",
                        verbose_name="khoản ủng hộ",
                    ),
                ),
                (
                    "donor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm",
                    ),
                ),
                (
                    "donor_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.donor",
                        verbose_name="nhà hảo tâm cũ",
                    ),
                ),
                (
                    "earmark",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.province",
                        verbose_name="tỉnh thụ hưởng",
                    ),
                ),
                (
                    "earmark_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.province",
                        verbose_name="tỉnh thụ hưởng cũ",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "programme_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="chương trình cũ",
                    ),
                ),
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
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.round",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "round_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.round",
                        verbose_name="đợt cũ",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị điều chỉnh khoản ủng hộ",
                "verbose_name_plural": "đề nghị điều chỉnh khoản ủng hộ",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("donation",),
                        name="donation_move_one_waits",
                        violation_error_message="Đã có đề nghị điều chỉnh khoản này chờ duyệt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="donation_move_proposed_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="donation_move_decided_pair",
                        violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="donation_move_decider_is_not_proposer",
                        violation_error_message="Người duyệt không được là người đề nghị.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "proposed")),
                            models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="donation_move_decided_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("handed_over", "đã nhận"),
                            ("by_proxy", "nhận thay"),
                            ("absent", "vắng mặt"),
                            ("returned", "trả lại"),
                        ],
                        max_length=11,
                        verbose_name="kết quả trao",
                    ),
                ),
                ("proxy_name", models.CharField(blank=True, max_length=100, verbose_name="người nhận thay")),
                (
                    "proxy_kin",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spouse", "vợ, chồng"),
                            ("child", "con"),
                            ("parent", "bố, mẹ"),
                            ("sibling", "anh, chị, em"),
                            ("village_head", "trưởng thôn"),
                            ("other", "khác"),
                        ],
                        max_length=12,
                        verbose_name="quan hệ",
                    ),
                ),
                ("at_closing", models.BooleanField(default=True, verbose_name="khi đóng buổi trao")),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="programmes.handoverevent",
                        verbose_name="buổi trao",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover_outcomes",
                        to="programmes.gift",
                        verbose_name="suất quà",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả trao",
                "verbose_name_plural": "kết quả trao",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["event", "gift"], name="handover_outcome_event_gift")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("at_closing", True)),
                        fields=("event", "gift"),
                        name="handover_outcome_once_at_closing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["handed_over", "by_proxy", "absent", "returned"])),
                        name="handover_outcome_known",
                    ),
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
                        verbose_name="suất quà",
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
                (
                    "move",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="programmes.donationmove",
                        verbose_name="điều chỉnh khoản ủng hộ",
                    ),
                ),
                ("is_public", models.BooleanField(default=True, editable=False, verbose_name="của kỳ đã khóa sổ")),
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
                        max_length=11,
                        verbose_name="kết quả đúng",
                    ),
                ),
                (
                    "proxy_kin",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spouse", "vợ, chồng"),
                            ("child", "con"),
                            ("parent", "bố, mẹ"),
                            ("sibling", "anh, chị, em"),
                            ("village_head", "trưởng thôn"),
                            ("other", "khác"),
                        ],
                        max_length=12,
                        verbose_name="quan hệ",
                    ),
                ),
                ("proxy_name", models.CharField(blank=True, max_length=100, verbose_name="người nhận thay")),
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
        migrations.RunPython(raise_guards, migrations.RunPython.noop),
    ]
