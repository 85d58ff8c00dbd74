"""How an officer is known at the login, and which of the rights of the roles count where the officer works."""

from django.contrib.auth.backends import ModelBackend

from programmes.access.roles import NATIONAL
from programmes.access.scope import works_elsewhere
from programmes.models import Officer


class OfficeBackend(ModelBackend):
    """As Django's, but national rights are nobody's outside headquarters: no page offers what an act would refuse."""

    def has_perm(self, user_obj, perm, obj=None):
        return super().has_perm(user_obj, perm, obj=obj) and not (
            perm.removeprefix("programmes.") in NATIONAL and works_elsewhere(user_obj)
        )

    def get_user(self, user_id):
        """With what every page asks of the officer, in one statement."""
        known = Officer.objects.select_related("office", "second_factor").filter(pk=user_id).first()
        return known if known is not None and self.user_can_authenticate(known) else None
