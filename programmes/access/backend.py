"""How an officer is known at the login, and which of the rights of the roles count where the officer works."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, Q

from programmes.access.roles import NATIONAL
from programmes.access.scope import works_elsewhere
from programmes.models import Officer, TotalsState


class OfficeBackend(ModelBackend):
    """As Django's, but national rights are nobody's outside headquarters: no page offers what an act would refuse."""

    def has_perm(self, user_obj, perm, obj=None):
        return super().has_perm(user_obj, perm, obj=obj) and not (
            perm.removeprefix("programmes.") in NATIONAL and works_elsewhere(user_obj)
        )

    def get_all_permissions(self, user_obj, obj=None):
        """As Django's, which asks once for the roles and once for what stands beside them; here in one statement."""
        if user_obj.is_superuser or not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            held = Permission.objects.filter(Q(group__in=user_obj.groups.all()) | Q(user=user_obj)).order_by()
            names = held.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        return user_obj._perm_cache

    def get_user(self, user_id):
        """With what every page asks, in one statement: of the officer, and whether these are sample records."""
        officers = Officer.objects.select_related("office", "second_factor")
        known = officers.annotate(in_sample=Exists(TotalsState.of_sample())).filter(pk=user_id).first()
        return known if known is not None and self.user_can_authenticate(known) else None
