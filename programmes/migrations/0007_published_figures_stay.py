"""The former columns of published figures go; what is published stays as it is."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0006_published_figure_measures")]

    # What the public has read stays as it was; a change is another row.
    guards = {
        name: {
            "sqlite": f"""CREATE TRIGGER {name} BEFORE {verb} ON programmes_publishedfigure
                WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, '{message}'); END""",
            "postgresql": f"""CREATE OR REPLACE FUNCTION portal_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF OLD.state = 'published' THEN
                    RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';
                END IF; RETURN {row}; END $$;
                CREATE TRIGGER {name} BEFORE {verb} ON programmes_publishedfigure
                FOR EACH ROW EXECUTE FUNCTION portal_{name}()""",
        }
        for name, verb, row, message in (
            ("published_figure_frozen", "UPDATE", "NEW", "a published figure is not changed"),
            ("published_figure_kept", "DELETE", "OLD", "a published figure is not deleted"),
        )
    }

    operations = [
        migrations.RemoveConstraint(
            model_name="publishedfigure",
            name="published_value_unless_wording_only",
        ),
        migrations.RemoveField(
            model_name="publishedfigure",
            name="indicator",
        ),
        migrations.RemoveField(
            model_name="publishedfigure",
            name="unit",
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.UniqueConstraint(
                fields=("code", "version"),
                name="published_code_version",
                violation_error_message="Đã có phiên bản này của mã số liệu; tải lại trang.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("code",),
                name="published_one_draft",
                violation_error_message="Mã số liệu này đang có một bản nháp; sửa hoặc bỏ bản nháp đó trước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1),
                    models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="published_version_has_reason",
                violation_error_message="Phiên bản sau phải ghi lý do thay đổi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value_to__isnull", True),
                    models.Q(("value__isnull", False), ("value_to__gt", models.F("value"))),
                    _connector="OR",
                ),
                name="published_range_in_order",
                violation_error_message="Khoảng từ – đến: giá trị đến phải lớn hơn giá trị từ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("former_province__isnull", True), ("province__isnull", True)),
                    models.Q(("place_office__isnull", True), ("province__isnull", True)),
                    models.Q(("former_province__isnull", True), ("place_office__isnull", True)),
                    _connector="OR",
                ),
                name="published_one_place",
                violation_error_message="Chọn một nơi: tỉnh, tỉnh cũ hoặc cơ quan; để trống cả ba là cả nước.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source_date__isnull", True), ("source_precision", "")),
                    models.Q(("source_date__isnull", False), models.Q(("source_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="published_source_date_and_precision",
                violation_error_message="Ngày công bố và độ chính xác của nó phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("as_of__isnull", True), ("as_of_precision", "")),
                    models.Q(("as_of__isnull", False), models.Q(("as_of_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="published_as_of_and_precision",
                violation_error_message="Ngày số liệu và độ chính xác của nó phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "published"), ("published_by__isnull", True), _connector="OR"),
                name="published_draft_has_no_publisher",
                violation_error_message="Bản nháp thì chưa có người công bố.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    _connector="OR",
                ),
                name="published_at_and_by",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_by__isnull", True),
                    models.Q(("published_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="published_not_by_its_maker",
                violation_error_message="Người duyệt không được là người nhập.",
            ),
        ),
    ]
