"""What to say where a slug leads nowhere, with those that may be meant."""

from django.utils.translation import gettext as _

from designations.web.page import Missing
from designations.web.suggest import entities_like, jurisdictions_like, lists_like


def no_entity(slug: str) -> Missing:
    """No entity has this slug."""
    return Missing(_("No entity is called '%(slug)s'.") % {"slug": slug}, suggestions=entities_like(slug))


def no_list(slug: str) -> Missing:
    """No list has this slug."""
    return Missing(_("No list is called '%(slug)s'.") % {"slug": slug}, suggestions=lists_like(slug))


def no_jurisdiction(slug: str) -> Missing:
    """No jurisdiction has this slug."""
    text = _("No jurisdiction is called '%(slug)s'.") % {"slug": slug}
    return Missing(text, suggestions=jurisdictions_like(slug))
