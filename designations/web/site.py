"""Where this site is found from outside."""

from django.conf import settings


def on_site(address: str) -> str:
    """Return the whole public address of a path of this site."""
    return str(settings.SITE_URL) + address
