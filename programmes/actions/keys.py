"""The keys with which the portal starts, compared with those of the database and noted there; and a change of key."""

from django.db import transaction

from programmes.actions import audit
from programmes.models import KeyFingerprint, bulk
from programmes.models.bulk import has_table
from programmes.models.fields import renewed
from programmes.models.keys import at_hand, under_former_keys
from programmes.rules.keys import DATA_INDEX_KEY, check_keys
from programmes.rules.problems import insist

BATCH = 1000  # rows of a transaction: an officer who saves one of them waits for a moment


def accept(**_signal):
    """Go on only with the keys of the database, and note those it does not know yet. Raises RuleViolation.

    Asked at every start and after every migration, so that a key is noted before something can lie under it.
    A key of DATA_KEYS stays noted when it is gone and nothing lies under it: another process may still write with it.
    """
    if not has_table(KeyFingerprint):
        return
    held = at_hand()
    noted = {bytes(one) for one in KeyFingerprint.objects.values_list("fingerprint", flat=True)}
    if noted == {key.fingerprint for key in held}:
        return
    insist(check_keys(held))
    with transaction.atomic():
        index = held[-1]
        KeyFingerprint.objects.filter(setting=DATA_INDEX_KEY).exclude(fingerprint=index.fingerprint).delete()
        # Two processes may start at once.
        KeyFingerprint.objects.bulk_create([key for key in held if key.fingerprint not in noted], ignore_conflicts=True)


def renew(model, name, tell):
    """Write an encrypted column anew under the first key; returns how many rows are left under a former one.

    The portal runs meanwhile, and whoever stops this begins again where it stopped: what is done is not found again.
    `tell(rows)` hears after each transaction how many are done.
    """
    done, last = 0, 0
    while (batch := _renew_some(model, name, last)) is not None:
        last, changed = batch
        done += changed
        tell(done)
    if done:
        audit.note("renew_keys", model, by=None, after={"field": name, "rows": done})
    return under_former_keys(model, name).count()


@transaction.atomic
def _renew_some(model, name, after):
    """(last id, rows changed) of the next rows in the order of ids; None behind the last.

    A row that somebody else holds is passed over: to wait for it while holding others might stop both for good. What
    was changed since it was read stays as it was changed.
    """
    rows = under_former_keys(model, name).filter(pk__gt=after).order_by("pk").values_list("pk", "stored")
    found = [(pk, bytes(stored)) for pk, stored in rows.select_for_update(skip_locked=True)[:BATCH]]
    if not found:
        return None
    fresh = [(new, pk, stored) for pk, stored in found if (new := renewed(stored)) is not None]
    return found[-1][0], bulk.replace(model, name, fresh) if fresh else 0
