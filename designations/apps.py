"""The designations application."""

from django.apps import AppConfig


class DesignationsConfig(AppConfig):
    """Registers the application; receivers are connected in `ready`."""

    name = "designations"
    default_auto_field = "django.db.models.BigAutoField"
