"""Requests of persons about their own data, breaches, the file on impact, and the basis of each programme."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0020_erasures"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "vụ việc lộ dữ liệu",
                "verbose_name_plural": "sổ vụ việc lộ dữ liệu",
                "ordering": [models.OrderBy(models.F("closed_at"), nulls_first=True), "found_at", "pk"],
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
            ],
            options={
                "verbose_name": "hồ sơ đánh giá tác động",
                "verbose_name_plural": "hồ sơ đánh giá tác động",
                "ordering": ["-made_on", "-pk"],
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
            ],
            options={
                "verbose_name": "yêu cầu của chủ thể dữ liệu",
                "verbose_name_plural": "yêu cầu của chủ thể dữ liệu",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="basis",
            field=models.CharField(
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
        migrations.AddField(
            model_name="recipient",
            name="restricted_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Theo yêu cầu của người này: không thêm suất quà, không nêu trong tệp và giấy tờ đưa ra ngoài.",
                null=True,
                verbose_name="hạn chế xử lý từ ngày",
            ),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(
                condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="recipient_restricted"
            ),
        ),
        migrations.AddField(
            model_name="breach",
            name="closed_by",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="breach",
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
            model_name="impactassessment",
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
            model_name="rightsrequest",
            name="answered_by",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="rightsrequest",
            name="donor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights_requests",
                to="programmes.donor",
                verbose_name="nhà hảo tâm (cá nhân)",
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
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
            model_name="rightsrequest",
            name="extended_by",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="rightsrequest",
            name="office",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights_requests",
                to="programmes.office",
                verbose_name="cơ quan tiếp nhận",
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights_requests",
                to="programmes.recipient",
                verbose_name="người nhận",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="breach_closed_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reported_at__isnull", True), ("reported_to", "")),
                    models.Q(("reported_at__isnull", False), models.Q(("reported_to", ""), _negated=True)),
                    _connector="OR",
                ),
                name="breach_reported_to_and_at",
                violation_error_message="Ghi cả nơi đã báo và lúc báo, hoặc để trống cả hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at__isnull", True), ("reported_at__gte", models.F("found_at")), _connector="OR"
                ),
                name="breach_reported_after_found",
                violation_error_message="Lúc báo phải sau lúc phát hiện; ghi lại một trong hai.",
            ),
        ),
        migrations.AddIndex(
            model_name="rightsrequest",
            index=models.Index(fields=["state", "due_on"], name="rights_request_due"),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="rights_request_answered_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("extended_at__isnull", True), ("extended_by__isnull", True)),
                    models.Q(("extended_at__isnull", False), ("extended_by__isnull", False)),
                    _connector="OR",
                ),
                name="rights_request_extended_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("donor__isnull", True), ("recipient__isnull", False)),
                    models.Q(("donor__isnull", False), ("recipient__isnull", True)),
                    _connector="OR",
                ),
                name="rights_request_one_person",
                violation_error_message="Chọn một người nhận hoặc một nhà hảo tâm, không cả hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "received")),
                    models.Q(models.Q(("state", "received"), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="rights_request_state_has_time",
            ),
        ),
    ]
