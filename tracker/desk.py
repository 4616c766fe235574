"""The admin site of the tracker in place of Django's own."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin application, with the editors' desk as its site."""

    default_site = "designations.admin.site.desk"
