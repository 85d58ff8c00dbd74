"""The keys with which the portal starts: compared with those of the database, and noted there."""

from django.db import transaction

from programmes.models import KeyFingerprint
from programmes.models.bulk import has_table
from programmes.models.keys import at_hand
from programmes.rules.keys import DATA_INDEX_KEY, check_keys
from programmes.rules.problems import insist


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
