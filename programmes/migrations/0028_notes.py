"""Notes of records, which stay, and papers attached to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

TABLE = "programmes_note"
KEPT = "a note is never changed or deleted"
# A name or number is taken out of a note where a person is erased; these words stand in its place then.
ERASED = "Đã xóa theo yêu cầu"
COLUMNS = ("id", "target_type", "target_id", "office_id", "entered_by_id", "created_at")


def changed(differs):
    return " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in COLUMNS)


REFUSED = f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
FUNCTION = f"""CREATE OR REPLACE FUNCTION portal_note_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'check_violation'; END $$;"""


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0027_targets"),
    ]

    guards = {
        "note_frozen": {
            "sqlite": f"""CREATE TRIGGER note_frozen BEFORE UPDATE ON {TABLE}
                WHEN instr(NEW.text, '{ERASED}') = 0 OR {changed("IS NOT")} {REFUSED}""",
            "postgresql": f"""{FUNCTION} CREATE TRIGGER note_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW
                WHEN (position('{ERASED}' IN NEW.text) = 0 OR {changed("IS DISTINCT FROM")})
                EXECUTE FUNCTION portal_note_stays()""",
        },
        "note_kept": {
            "sqlite": f"CREATE TRIGGER note_kept BEFORE DELETE ON {TABLE} {REFUSED}",
            "postgresql": f"""{FUNCTION} CREATE TRIGGER note_kept BEFORE DELETE ON {TABLE} FOR EACH ROW
                EXECUTE FUNCTION portal_note_stays()""",
        },
        f"{TABLE}_no_replace": {
            "sqlite": f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
                WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {REFUSED}"""
        },
    }

    operations = [
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
    ]
