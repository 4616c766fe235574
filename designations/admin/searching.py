"""What the searches of the desk look for: names in the index of names, all else in an index of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Reverse
from django.http import HttpRequest

from designations.models import (
    Change,
    Citation,
    Draft,
    Event,
    EventKind,
    EventVersion,
    SearchKey,
    Source,
)
from designations.search.by_name import keys_holding
from designations.search.within import each_word, holding

_OF_DATES = re.compile(r"[0-9./-]+")


class Searched:
    """A list at the desk whose search is what `about` says of a term; `search_fields` only shows the box."""

    about: ClassVar[Callable[[str], Q]]
    search_fields: ClassVar[list[str] | tuple[str, ...]] = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(type(self).about(search_term)) if search_term.strip() else queryset, False


def versions_about(term: str) -> Q:
    """The versions of events of which each word of `term` says something.

    A word is part of a name of the entity or of the list, in any script, of a kind, a speaker or an actor,
    the beginning or end of a date, or the id of the event.
    """
    return each_word(term, _versions)


def events_about(term: str) -> Q:
    """The events of which each word of `term` says something, in one version or another."""
    return each_word(term, _versions, key="event")


def citations_about(term: str) -> Q:
    """The citations of which each word of `term` is in the passage, or in the source's title or publisher.

    Or it begins the id of the event.
    """
    return each_word(term, _citations)


def changes_about(term: str) -> Q:
    """The changes of which each word of `term` is in the cause, the actor's name or the id of the record.

    The id of an event is found by its beginning.
    """
    return each_word(term, _changes)


def drafts_about(term: str) -> Q:
    """The drafts of which each word of `term` is in a name of the entity or of the list, in any script.

    Or it is in the speaker, the actor or the summary.
    """
    return each_word(term, _drafts)


def _versions(word: str) -> Sequence[QuerySet[Any]]:
    versions, keys = EventVersion.objects.all(), keys_holding(word)
    kinds = [kind for kind in EventKind if word.lower() in f"{kind.value} {kind.label}".lower()]
    ways = [
        versions.filter(designation__entity__in=_entities(keys)),
        versions.filter(list__in=_lists(keys)),
        versions.filter(kind__in=kinds),
        versions.filter(holding(word, "speaker", "actor")),
        versions.filter(event__public_id=word.lower()),
    ]
    if _OF_DATES.fullmatch(word):
        backwards = versions.alias(backwards=Reverse("occurred_on", output_field=TextField()))
        ways += [
            versions.filter(occurred_on__startswith=word),
            backwards.filter(backwards__startswith=word[::-1]),
        ]
    return ways


def _citations(word: str) -> Sequence[QuerySet[Any]]:
    citations = Citation.objects.all()
    return [
        citations.filter(holding(word, "quote")),
        citations.filter(source__in=Source.objects.filter(holding(word, "title", "publisher")).order_by()),
        citations.filter(version__event__public_id__startswith=word.lower()),
    ]


def _changes(word: str) -> Sequence[QuerySet[Any]]:
    changes, events = Change.objects.all(), Event.objects.filter(public_id__startswith=word.lower())
    return [
        changes.filter(holding(word, "cause")),
        changes.exclude(subject_type="event").filter(holding(word, "subject_id")),
        changes.filter(subject_type="event", subject_id__in=events.order_by().values("public_id")),
        changes.filter(actor__in=User.objects.filter(username__icontains=word)),
    ]


def _drafts(word: str) -> Sequence[QuerySet[Any]]:
    drafts, keys = Draft.objects.all(), keys_holding(word)
    return [
        drafts.filter(entity__in=_entities(keys)),
        drafts.filter(list__in=_lists(keys)),
        drafts.filter(holding(word, "speaker", "actor", "summary")),
    ]


def _entities(keys: QuerySet[SearchKey]) -> QuerySet[SearchKey, Any]:
    return keys.filter(entity__isnull=False).values("entity")


def _lists(keys: QuerySet[SearchKey]) -> QuerySet[SearchKey, Any]:
    return keys.filter(kind="context").values("list")
