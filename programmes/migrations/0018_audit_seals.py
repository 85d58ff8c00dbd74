"""Each event of the audit trail bears a mark over all its columns; seals hold the marks together in a chain."""

import django.utils.timezone
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

TABLE = "programmes_auditseal"
SAID = f"rows of {TABLE} are never changed or deleted"
REFUSED = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
APPEND_ONLY = "EXECUTE FUNCTION portal_append_only()"


class Migration(GuardedMigration):
    dependencies = [("programmes", "0017_accounts")]

    # As those of the other tables that are only added to (0002_guards).
    guards = {
        f"{TABLE}_no_update": {"sqlite": f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {REFUSED}"},
        f"{TABLE}_no_delete": {"sqlite": f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {REFUSED}"},
        f"{TABLE}_no_replace": {
            "sqlite": f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
                WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {REFUSED}"""
        },
        f"{TABLE}_no_change": {
            "postgresql": f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
                FOR EACH ROW {APPEND_ONLY}"""
        },
        f"{TABLE}_no_truncate": {
            "postgresql": f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
                FOR EACH STATEMENT {APPEND_ONLY}"""
        },
    }

    operations = [
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
        migrations.AddField(
            model_name="auditevent",
            name="mark",
            field=models.BinaryField(default=b"", max_length=32, verbose_name="dấu"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="lúc"),
        ),
    ]
