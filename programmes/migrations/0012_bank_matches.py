"""A line of a bank statement and a donation meet in matches of so many đồng; both know the sum of theirs.

The one donation that a line had is `former` until the next migrations have carried it over and dropped it: a guard of
the matches could not be raised where `donation_id` of the lines goes, for it names a column of this name itself.
"""

import django.db.models.deletion
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0011_value_memories")]

    operations = [
        migrations.RemoveConstraint(model_name="bankline", name="bank_line_linked_cell"),
        migrations.RenameField(model_name="bankline", old_name="donation", new_name="former"),
        migrations.AddField(
            model_name="bankline",
            name="matched_vnd",
            field=models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="đã khớp (đồng)"),
        ),
        migrations.AddField(
            model_name="donation",
            name="confirmed_vnd",
            field=models.BigIntegerField(
                db_default=0, default=0, editable=False, verbose_name="sao kê đã xác nhận (đồng)"
            ),
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
                        violation_error_message=("Dòng sao kê này đã khớp với khoản này; bỏ khớp trước rồi khớp lại."),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_vnd__gte", 1)),
                        name="bank_match_amount_in_range",
                        violation_error_message="Số tiền khớp phải là số đồng nguyên, lớn hơn 0.",
                    ),
                ],
            },
        ),
    ]
