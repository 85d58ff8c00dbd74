"""The one app: registers its checks; after a migration notes the keys and brings the roles in step."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("Chương trình an sinh xã hội")

    def ready(self):
        from programmes import checks  # noqa: F401
        from programmes.access.roles import sync_roles
        from programmes.actions import keys

        post_migrate.connect(sync_roles, sender=self)
        post_migrate.connect(keys.accept, sender=self)
