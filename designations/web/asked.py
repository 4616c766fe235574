"""What addresses ask for beside the clocks: rows by their slug, days, and the choices of a filter's form."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from designations.models import DesignationList, Entity, EventKind, Jurisdiction
from designations.search.query import About
from designations.text.kinds import kind_label
from designations.text.places import in_order, place_name
from designations.web.clocks import AddressError, Clocks
from designations.web.suggest import values_like

Choices = list[tuple[str, str]]
# Name, label, and the options, each with value, text and whether it is chosen.
Filter = tuple[str, str, list[tuple[str, str, bool]]]
_MODELS: dict[About, type[Any]] = {"jurisdiction": Jurisdiction, "list": DesignationList, "entity": Entity}


def asked_row(clocks: Clocks, field: About) -> Any:
    """The row that `jurisdiction`, `list` or `entity` names by its slug; None where the address says nothing.

    Raises `AddressError` for a slug that names none, with those that may be meant.
    """
    slug = clocks.get(field)
    if not slug:
        return None
    row = _MODELS[field].objects.filter(slug=slug).first()
    if row is None:
        near = values_like(
            slug, about=field, address=lambda other: clocks.address(**{field: other, "after": ""})
        )
        raise AddressError(field, no_row(slug, field=field), suggestions=near)
    return row


def no_row(slug: str, *, field: About) -> str:
    """That nothing of this noun has this slug."""
    texts = {
        "jurisdiction": _("No jurisdiction is called ‘%(slug)s’."),
        "list": _("No list is called ‘%(slug)s’."),
        "entity": _("No entity is called ‘%(slug)s’."),
    }
    return texts[field] % {"slug": slug}


def asked_word(clocks: Clocks, field: str, *, words: Iterable[str]) -> str:
    """The one of `words` that the address says, '' for nothing; raises `AddressError` for another one."""
    word, known = clocks.get(field), list(words)
    if word and word not in known:
        text = _("‘%(text)s’ is none of %(words)s.") % {"text": word, "words": ", ".join(known)}
        raise AddressError(field, text)
    return word


def asked_day(clocks: Clocks, field: str) -> date | None:
    """The day that the address says; raises `AddressError` for what is none."""
    text = clocks.get(field)
    if not text:
        return None
    try:
        if len(text) != len("2010-01-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        told = _("‘%(text)s’ is no day; write it as 2010-01-31.") % {"text": text}
        raise AddressError(field, told) from None


def kind_choices() -> Choices:
    """The kinds of event."""
    return [(kind, kind_label(kind)) for kind in EventKind.values]


def place_choices() -> list[tuple[str, str, Choices]]:
    """The jurisdictions and the lists, each with name and label; two queries."""
    return [
        ("jurisdiction", _("Jurisdiction"), list(places_by_name().items())),
        ("list", _("List"), [(row.slug, f"{place}: {row.name}") for place, row in lists_by_place()]),
    ]


def places_by_name() -> dict[str, str]:
    """What the page calls each jurisdiction, by slug, in the order of these names; one query."""
    named = {row.slug: place_name(row) for row in Jurisdiction.objects.all()}
    return dict(sorted(named.items(), key=lambda pair: in_order(pair[1])))


def lists_by_place() -> list[tuple[str, DesignationList]]:
    """All lists by jurisdiction and name, each with what the page calls its jurisdiction; one query."""
    rows = DesignationList.objects.select_related("jurisdiction").order_by("name")
    return sorted(((place_name(row.jurisdiction), row) for row in rows), key=lambda pair: in_order(pair[0]))


def filters(clocks: Clocks, choices: Iterable[tuple[str, str, Choices]]) -> list[Filter]:
    """The choices of a form, as the address has them chosen."""
    return [
        (name, label, [(value, text, value == clocks.get(name)) for value, text in options])
        for name, label, options in choices
    ]
