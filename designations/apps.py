"""The designations application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DesignationsConfig(AppConfig):
    """Registers the application; receivers are connected in `ready`."""

    name = "designations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from designations.alerts import nudge
        from designations.editorial.setup import install

        post_migrate.connect(install, sender=self, dispatch_uid="designations.install")
        nudge.connect()
