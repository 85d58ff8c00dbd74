"""What is known of hand-overs closed earlier: what was received, what was taken back, and who was away at the only event.

Of an absent person whose list had several events it was not kept at which of them; nothing is guessed. What was given
back is given back at the last of them, so that nobody waits for it.
"""

from django.db import migrations

from programmes.migrations._guarded import GuardedMigration

COLUMNS = "(event_id, gift_id, outcome, proxy_name, proxy_kin, at_closing, noted_at)"
RECEIVED = f"""INSERT INTO programmes_handoveroutcome {COLUMNS}
    SELECT gift.event_id, gift.id, gift.outcome, '', '', %s, event.updated_at
    FROM programmes_gift gift JOIN programmes_handoverevent event ON event.id = gift.event_id
    ORDER BY gift.id"""
TAKEN_BACK = f"""INSERT INTO programmes_handoveroutcome {COLUMNS}
    SELECT paid.event_id, paid.gift_id, '{{outcome}}', '', '', %s, event.updated_at
    FROM (SELECT DISTINCT event_id, gift_id FROM programmes_giftpayment WHERE amount_vnd < 0) paid
    JOIN programmes_handoverevent event ON event.id = paid.event_id
    ORDER BY paid.gift_id"""
NOT_RECEIVED = f"""INSERT INTO programmes_handoveroutcome {COLUMNS}
    SELECT line.event_id, gift.id, gift.outcome, '', '', %s, event.updated_at
    FROM programmes_gift gift
    JOIN programmes_handoverline line ON line.gift_list_id = gift.gift_list_id
    JOIN programmes_handoverevent event ON event.id = line.event_id
    WHERE event.state = 'done' AND gift.event_id IS NULL
    AND ((gift.outcome = 'absent' AND (SELECT COUNT(*) FROM programmes_handoverline other
            WHERE other.gift_list_id = gift.gift_list_id) = 1)
        OR (gift.outcome = 'returned' AND event.id = (SELECT MAX(other.event_id) FROM programmes_handoverline other
            WHERE other.gift_list_id = gift.gift_list_id)))
    AND NOT EXISTS (SELECT 1 FROM programmes_handoveroutcome known WHERE known.gift_id = gift.id)
    ORDER BY gift.id"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(RECEIVED, [True])
        cursor.execute(TAKEN_BACK.format(outcome="handed_over"), [True])
        cursor.execute(TAKEN_BACK.format(outcome="returned"), [False])
        cursor.execute(NOT_RECEIVED, [True])
        cursor.execute("UPDATE programmes_correction SET outcome = 'returned' WHERE gift_id IS NOT NULL")


def empty(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM programmes_handoveroutcome")


class Migration(GuardedMigration):
    dependencies = [("programmes", "0030_handover_outcomes")]

    operations = [migrations.RunPython(fill, empty)]
