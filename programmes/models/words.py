"""Texts that are found by the beginnings of their words; people, who are many, by an index over the words of names."""

import json

from django.db import connection
from django.db.models import BigAutoField, CharField, Lookup, Q

from programmes.models.bulk import on_postgresql
from programmes.models.recipients import Recipient

# The expression is that of the index `recipient_words`. The index is asked for all of them, as if there were no limit:
# PostgreSQL cannot tell how many words begin so, and would go through the people until it had as many.
INDEXED = """WITH named AS MATERIALIZED (SELECT id FROM programmes_recipient
    WHERE array_to_tsvector(array_remove(string_to_array(search_key, ' '), '')) @@ %s::tsquery)
    SELECT id FROM named LIMIT %s"""


@CharField.register_lookup
class Begun(Lookup):
    """Whether a word of a folded text begins so: "an" begins one of "nguyen van an", and none of "tran van"."""

    lookup_name = "begun"

    def as_sql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        word = connection.ops.prep_for_like_query(self.rhs)
        like = rf"{text} LIKE %s ESCAPE '\'"
        # Most texts hold the word nowhere: one look is a third of the time of two.
        found = (f"%{word}%", f"{word}%", f"% {word}%")
        return f"({like} AND ({like} OR {like}))", [each for pattern in found for each in (*params, pattern)]


@BigAutoField.register_lookup
class OneOf(Lookup):
    """Whether an id is one of these, told as one value.

    PostgreSQL is not told how many there are: it would think them spread evenly along the order of a page, and walk
    along it until it has met enough, by all who are named before them.
    """

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        if on_postgresql():
            return f"{column} = ANY(ARRAY(SELECT unnest(%s::bigint[])))", [*params, self.rhs]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608  no text of anybody


def named(words):
    """The people in whose name each of the folded words begins a word."""
    return Recipient.objects.order_by().filter(*(Q(search_key__begun=word) for word in words))


def named_few(words, most):
    """Their ids, by the index where there is one; None where they are more than `most`."""
    longest = Recipient._meta.get_field("search_key").max_length
    if on_postgresql() and all(0 < len(word) <= longest for word in words):
        ids = _indexed(words, most + 1)
    else:
        ids = list(named(words).values_list("pk", flat=True)[: most + 1])
    return ids if len(ids) <= most else None


def _indexed(words, most):
    with connection.cursor() as cursor:
        cursor.execute(INDEXED, [" & ".join(map(_beginning, words)), most])
        return [pk for (pk,) in cursor.fetchall()]


def _beginning(word):
    """A word of a query of PostgreSQL; quoted, every sign in it is a letter."""
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}':*"
