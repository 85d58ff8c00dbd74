"""An approved donation is moved by two persons: to another donor, programme, round or province.

The guard of approved donations lets these columns change where the latest approved move says so, and nothing else.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

FIXED = (
    *("office_id", "code", "form", "route", "amount_vnd", "goods", "state", "received_on", "approved_at"),
    *("approved_by_id", "entered_by_id", "reverses_id", "reason"),
)
MOVED = {
    "donor_id": "donor_before_id",
    "programme_id": "programme_before_id",
    "round_id": "round_before_id",
    "earmark_id": "earmark_before_id",
    "is_anonymous": "is_anonymous_before",
}
DECIDED = (
    *("donation_id", "state", "proposed_at", "proposed_by_id", "decided_at", "decided_by_id"),
    *MOVED.keys(),
    *MOVED.values(),
)


def differs(columns, comparison):
    return "(" + " OR ".join(f"OLD.{name} {comparison} NEW.{name}" for name in columns) + ")"


def is_moved(same):
    ends = " AND ".join(
        f"m.{before} {same} OLD.{name} AND m.{name} {same} NEW.{name}" for name, before in MOVED.items()
    )
    return f"""EXISTS (SELECT 1 FROM programmes_donationmove m WHERE {ends} AND m.id = (SELECT MAX(id)
        FROM programmes_donationmove WHERE donation_id = OLD.id AND state = 'approved'))"""


def refusals(differ, same):
    """name -> (when, table, condition, message)"""
    astray = f"({differs(FIXED, differ)} OR ({differs(MOVED, differ)} AND NOT {is_moved(same)}))"
    return {
        "donation_frozen": (
            "UPDATE",
            "programmes_donation",
            f"OLD.state = 'approved' AND {astray}",
            "an approved donation is not changed",
        ),
        "donation_move_frozen": (
            "UPDATE",
            "programmes_donationmove",
            f"OLD.state <> 'proposed' AND {differs(DECIDED, differ)}",
            "a move that was decided on is not changed",
        ),
        "donation_move_kept": (
            "DELETE",
            "programmes_donationmove",
            "OLD.state <> 'proposed'",
            "a move that was decided on is not deleted",
        ),
    }


def guards():
    lite, full = refusals("IS NOT", "IS"), refusals("IS DISTINCT FROM", "IS NOT DISTINCT FROM")
    return {name: {"sqlite": sqlite(name, *lite[name]), "postgresql": postgresql(name, *full[name])} for name in lite}


def sqlite(name, when, table, condition, message):
    return f"""CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{message}'); END"""


def postgresql(name, when, table, condition, message):
    row = "OLD" if when == "DELETE" else "NEW"
    return f"""CREATE OR REPLACE FUNCTION portal_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN {row};
        END $$;
        CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION portal_{name}()"""


class Migration(GuardedMigration):
    dependencies = [
        ("programmes", "0025_records_of_one_donor"),
    ]

    guards = guards()

    operations = [
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
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="move",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.donationmove",
                verbose_name="điều chỉnh khoản ủng hộ",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationmove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("donation",),
                name="donation_move_one_waits",
                violation_error_message="Đã có đề nghị điều chỉnh khoản này chờ duyệt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                    models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                    _connector="OR",
                ),
                name="donation_move_proposed_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="donation_move_decided_pair",
                violation_error_message="Thời điểm và người thực hiện phải có cùng nhau.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="donation_move_decider_is_not_proposer",
                violation_error_message="Người duyệt không được là người đề nghị.",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "proposed")),
                    models.Q(models.Q(("state", "proposed"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="donation_move_decided_has_time",
            ),
        ),
    ]
