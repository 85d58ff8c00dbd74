"""PostgreSQL finds people by the words of their names; of SQLite, which reads its own memory, nothing is asked."""

from django.db import migrations

from programmes.migrations._guarded import GuardedMigration

INDEX = """CREATE INDEX recipient_words ON programmes_recipient
    USING gin (array_to_tsvector(array_remove(string_to_array(search_key, ' '), '')))"""


def make(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(INDEX, params=None)


def drop(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX recipient_words", params=None)


class Migration(GuardedMigration):
    dependencies = [("programmes", "0043_filters_find_their_rows")]

    operations = [migrations.RunPython(make, drop)]
