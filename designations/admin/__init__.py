"""The desk: Django's admin over the editorial verbs, one module for each group of models.

No page here writes a public record by itself: reference rows go through `edit`, drafts through `save_draft`
and the verbs of review, and what is published is read-only but for the verbs that correct, retract and cite.
"""

from designations.admin import (
    acts,
    articles,
    captures,
    changes,
    drafts,
    entities,
    entry_links,
    events,
    feeds,
    jurisdictions,
    lists,
    people,
    records,
    snapshots,
    sources,
    subscribers,
)

__all__ = [
    "acts",
    "articles",
    "captures",
    "changes",
    "drafts",
    "entities",
    "entry_links",
    "events",
    "feeds",
    "jurisdictions",
    "lists",
    "people",
    "records",
    "snapshots",
    "sources",
    "subscribers",
]
