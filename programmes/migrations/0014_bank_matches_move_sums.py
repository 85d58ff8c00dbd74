"""The database moves the sums of a line and of a donation with each match, and refuses more than either holds."""

from django.db import migrations, models

from programmes.migrations._guarded import GuardedMigration

# The donation first: whoever holds both holds them in this order (actions/bank_lines.py).
MADE = """UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd + NEW.amount_vnd WHERE id = NEW.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd + NEW.amount_vnd,
    state = CASE WHEN matched_vnd + NEW.amount_vnd = amount_vnd THEN 'linked' ELSE state END WHERE id = NEW.line_id;"""
# What was put aside was what was left; now there is more, and the line waits.
TAKEN_BACK = """UPDATE programmes_donation SET confirmed_vnd = confirmed_vnd - OLD.amount_vnd WHERE id = OLD.donation_id;
UPDATE programmes_bankline SET matched_vnd = matched_vnd - OLD.amount_vnd, state = 'unexplained', reason = ''
    WHERE id = OLD.line_id;"""
STAYS = "a match of a bank line is not changed"


def guard(name, when, on_sqlite, on_postgresql):
    trigger = f"CREATE TRIGGER {name} {when} ON programmes_bankmatch"
    return {
        "sqlite": f"{trigger} BEGIN {on_sqlite} END",
        "postgresql": f"""CREATE OR REPLACE FUNCTION portal_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {on_postgresql} RETURN NULL; END $$;
            {trigger} FOR EACH ROW EXECUTE FUNCTION portal_{name}()""",
    }


class Migration(GuardedMigration):
    dependencies = [("programmes", "0013_bank_matches_of_earlier_lines")]

    guards = {
        "bank_match_made": guard("bank_match_made", "AFTER INSERT", MADE, MADE),
        "bank_match_taken_back": guard("bank_match_taken_back", "AFTER DELETE", TAKEN_BACK, TAKEN_BACK),
        "bank_match_stays": guard(
            "bank_match_stays",
            "BEFORE UPDATE",
            f"SELECT RAISE(ABORT, '{STAYS}');",
            f"RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'check_violation';",
        ),
    }

    operations = [
        migrations.RemoveField(model_name="bankline", name="former"),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_vnd", 0),
                    models.Q(("confirmed_vnd__gte", 1), ("confirmed_vnd__lte", models.F("amount_vnd"))),
                    _connector="OR",
                ),
                name="donation_confirmed_within_amount",
                violation_error_message="Số tiền không thấp hơn số mà sao kê đã xác nhận.",
            ),
        ),
    ]
