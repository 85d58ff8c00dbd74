"""Each line that a donation of the same amount explained is matched with it to the đồng."""

from django.db import migrations

from programmes.migrations._guarded import GuardedMigration


class Migration(GuardedMigration):
    dependencies = [("programmes", "0012_bank_matches")]

    operations = [
        migrations.RunSQL(
            [
                """INSERT INTO programmes_bankmatch (line_id, donation_id, amount_vnd)
                    SELECT id, former_id, amount_vnd FROM programmes_bankline WHERE former_id IS NOT NULL ORDER BY id""",
                "UPDATE programmes_bankline SET matched_vnd = amount_vnd WHERE former_id IS NOT NULL",
                """UPDATE programmes_donation SET confirmed_vnd = amount_vnd
                    WHERE id IN (SELECT donation_id FROM programmes_bankmatch)""",
            ],
            migrations.RunSQL.noop,
        ),
    ]
