"""What to say where a slug leads nowhere, with those that may be meant."""

from designations.web.asked import no_row
from designations.web.page import Missing
from designations.web.suggest import pages_like


def no_entity(slug: str) -> Missing:
    """No entity has this slug."""
    return Missing(no_row(slug, field="entity"), suggestions=pages_like(slug, about="entity"))


def no_list(slug: str) -> Missing:
    """No list has this slug."""
    return Missing(no_row(slug, field="list"), suggestions=pages_like(slug, about="list"))


def no_jurisdiction(slug: str) -> Missing:
    """No jurisdiction has this slug."""
    return Missing(no_row(slug, field="jurisdiction"), suggestions=pages_like(slug, about="jurisdiction"))
