"""What the searches of the desk look for: names through the index of names, the rest in one table."""

from __future__ import annotations

from django.db.models import Q

from designations.models import EventKind, EventVersion
from designations.search.by_name import keys_holding

_MOST_WORDS = 8


def versions_about(term: str) -> Q:
    """The versions of events of which each word of `term` says something.

    A word is part of a name of the entity or of the list, in any script, of a kind, a speaker or an actor,
    the beginning or end of a date, or the id of the event.
    """
    condition = Q()
    for word in term.replace("\0", " ").split()[:_MOST_WORDS]:
        keys = keys_holding(word)
        kinds = [kind for kind in EventKind if word.lower() in f"{kind.value} {kind.label}".lower()]
        condition &= (
            Q(designation__entity__in=keys.filter(entity__isnull=False).values("entity"))
            | Q(list__in=keys.filter(kind="context").values("list"))
            | Q(kind__in=kinds)
            | Q(speaker__icontains=word)
            | Q(actor__icontains=word)
            | Q(occurred_on__startswith=word)
            | Q(occurred_on__endswith=word)
            | Q(event__public_id=word)
        )
    return condition


def events_about(term: str) -> Q:
    """The events of which a version is about `term`."""
    return Q(pk__in=EventVersion.objects.filter(versions_about(term)).order_by().values("event"))
