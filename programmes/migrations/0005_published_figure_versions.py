"""A published figure becomes versions with a state, and says what, where and when by columns of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0004_disclosures_of_earlier_gifts")]

    operations = [
        migrations.AlterModelOptions(
            name="publishedfigure",
            options={
                "ordering": ["-period_start", "code", "-version"],
                "permissions": [
                    ("import_publishedfigure", "Nhập tệp số liệu công bố"),
                    ("export_publishedfigure", "Xuất tệp số liệu công bố"),
                    ("publish_publishedfigure", "Công bố số liệu do người khác nhập"),
                ],
                "verbose_name": "số liệu công bố",
                "verbose_name_plural": "số liệu công bố",
            },
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="as_of_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")],
                max_length=5,
                verbose_name="độ chính xác của ngày số liệu",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.importbatch",
                verbose_name="lần nhập tệp",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="currency",
            field=models.CharField(
                blank=True, help_text="Mã ISO 4217, ví dụ USD.", max_length=3, verbose_name="ngoại tệ"
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="donor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.donor",
                verbose_name="nhà hảo tâm trong sổ",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="donors",
            field=models.CharField(
                blank=True,
                help_text="Ghi như nguồn nêu, ngăn bằng dấu ;",
                max_length=200,
                verbose_name="nhà hảo tâm theo nguồn",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="foreign_amount",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="số ngoại tệ"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="former_province",
            field=models.ForeignKey(
                blank=True,
                help_text="Cho số liệu của đơn vị trước ngày 1/7/2025.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.formerprovince",
                verbose_name="tỉnh, thành phố cũ",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="is_partial",
            field=models.BooleanField(
                default=False,
                help_text="Nguồn chỉ nói tới một số tỉnh hoặc một số nhà hảo tâm.",
                verbose_name="chỉ một phần",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="measure",
            field=models.CharField(
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
                default="",
                max_length=20,
                verbose_name="chỉ tiêu",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="period_kind",
            field=models.CharField(
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
                default="",
                max_length=10,
                verbose_name="loại kỳ",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="place_detail",
            field=models.CharField(
                blank=True, help_text="Ví dụ: phường Mỹ Lâm; 8 tỉnh.", max_length=120, verbose_name="địa điểm cụ thể"
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="place_office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.office",
                verbose_name="cơ quan BHXH được nêu",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="province",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.province",
                verbose_name="tỉnh, thành phố",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="published_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="công bố lúc"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người công bố",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="reason",
            field=models.CharField(blank=True, max_length=250, verbose_name="lý do thay đổi"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="relations",
            field=models.JSONField(blank=True, default=dict, verbose_name="quan hệ"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.round",
                verbose_name="đợt",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="source_date",
            field=models.DateField(blank=True, null=True, verbose_name="ngày nguồn công bố"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="source_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")],
                max_length=5,
                verbose_name="độ chính xác của ngày công bố",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="stage",
            field=models.CharField(
                choices=[
                    ("pledged", "cam kết"),
                    ("planned", "dự kiến"),
                    ("raised", "huy động"),
                    ("given", "đã trao"),
                    ("value", "giá trị đã trao"),
                    ("local_share", "phần địa phương hỗ trợ"),
                ],
                default="",
                max_length=12,
                verbose_name="giai đoạn",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="state",
            field=models.CharField(
                choices=[("draft", "bản nháp"), ("published", "đã công bố")],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="subject",
            field=models.CharField(
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
        migrations.AddField(
            model_name="publishedfigure",
            name="value_to",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="giá trị đến"),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="phiên bản"),
        ),
        migrations.AlterField(
            model_name="publishedfigure",
            name="as_of",
            field=models.DateField(blank=True, null=True, verbose_name="số liệu đến ngày"),
        ),
        migrations.AlterField(
            model_name="publishedfigure",
            name="code",
            field=models.CharField(max_length=20, verbose_name="mã số liệu"),
        ),
        migrations.AlterField(
            model_name="publishedfigure",
            name="qualifier",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="publishedfigure",
            name="source_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="địa chỉ nguồn"),
        ),
    ]
