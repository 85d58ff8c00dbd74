"""What became of each gift at a hand-over is kept, with who came for it; a correction may be of any outcome."""

import django.db.models.deletion
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0029_trail_by_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="is_public",
            field=models.BooleanField(default=True, editable=False, verbose_name="của kỳ đã khóa sổ"),
        ),
        migrations.AddField(
            model_name="correction",
            name="outcome",
            field=models.CharField(
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
        migrations.AddField(
            model_name="correction",
            name="proxy_kin",
            field=models.CharField(
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
        migrations.AddField(
            model_name="correction",
            name="proxy_name",
            field=models.CharField(blank=True, max_length=100, verbose_name="người nhận thay"),
        ),
        migrations.AddField(
            model_name="gift",
            name="proxy_kin",
            field=models.CharField(
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
        migrations.AddField(
            model_name="gift",
            name="proxy_name",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=100, verbose_name="người nhận thay"
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="gift",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="programmes.gift",
                verbose_name="suất quà",
            ),
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
    ]
