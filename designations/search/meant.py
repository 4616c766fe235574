"""What may be meant by a name or an address that names nothing: what is called so, or nearly so."""

from __future__ import annotations

from designations.models import DesignationList, Entity, Jurisdiction
from designations.search.asking import Asked
from designations.search.query import About, find

MOST = 5
Subject = Entity | DesignationList | Jurisdiction


def meant(text: str, *, about: About, known: int | None = None, most: int = MOST) -> list[Subject]:
    """At most `most` of one noun that are called like `text`, in any script or spelling, the likest first.

    Through the index of names, in at most three queries however many names there are. A merged entity is
    given as its heir, as merges stood at change `known`.
    """
    return [one.subject for one in find(text, most=most, about=[about], known=known)]


def anything_like(text: str, *, about: About, known: int | None = None, most: int = MOST) -> list[Subject]:
    """The same; but where nothing of that noun is called exactly so, what else is comes first.

    At most eight queries.
    """
    sought = Asked.read(text).compact
    own = find(text, most=most, about=[about], known=known)
    if any(Asked.read(one.name).compact == sought for one in own):
        return [one.subject for one in own]
    others = [
        one
        for one in find(text, most=most, known=known, spelt=False)
        if Asked.read(one.name).compact == sought
    ]
    return [one.subject for one in (*others, *own)][:most]
