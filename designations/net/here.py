"""Who asks and where it may go, as this installation is configured: the same for list files and articles."""

from __future__ import annotations

from django.conf import settings

from designations.net.addresses import Network, networks

PRODUCT = "DesignationTracker"


def agent() -> str:
    """The name by which servers know this tracker, with the address of the site that it works for."""
    return f"{PRODUCT}/1 (+{getattr(settings, 'SITE_URL', '')})"


def allowed() -> tuple[Network, ...]:
    """The networks beyond the public ones that may be asked (FETCH_ALLOWED_NETWORKS). Raises ValueError."""
    return networks(getattr(settings, "FETCH_ALLOWED_NETWORKS", []))
