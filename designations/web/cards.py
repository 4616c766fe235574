"""What the pages show, as plain values: the contract between views, which fill them, and templates.

Dates of events are partial dates or None. Nothing here knows the models.
"""

from dataclasses import dataclass
from datetime import date, datetime

from designations.text.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere on this site; without an address it is only a text."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class JurisdictionLink:
    """A country or body, as far as a link needs it; `code` is where a map finds it."""

    slug: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ListLink:
    """A list, as far as a link needs it."""

    slug: str
    name: str
    jurisdiction: JurisdictionLink


@dataclass(frozen=True, slots=True)
class EntityLink:
    """An entity, as far as a link needs it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source, as a citation shows it. `url` is the address of the original."""

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    published_on: PartialDate | None = None
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class CitationCard:
    """One passage, or the fact that none was captured (`quote` empty), and the source it is from."""

    source: SourceLink
    quote: str = ""
    translation: str = ""
    disputes: bool = False
    claimed_on: PartialDate | None = None
    redacted_because: str = ""


@dataclass(frozen=True, slots=True)
class RulingCard:
    """What the editors decided where sources disagree about an event, and why."""

    outcome: str
    reason: str
    ruled_at: datetime
    seq: int
    stands_on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """One event as it stands in the record, with its citations.

    `label` is what the event is called. `known_by` is the day by which an event without a date is known to
    have happened. `ruling` is what a court decided, `ruled` what the editors did where sources disagree.
    `about`, `resolves` and `resolved_by` link to other events; `corrected_at` and `retracted_at` mark what
    was changed since.
    """

    id: str
    kind: str
    label: str
    list: ListLink
    entity: EntityLink | None = None
    occurred_on: PartialDate | None = None
    announced_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    known_by: date | None = None
    actor: str = ""
    speaker: str = ""
    on_behalf_of: Link | None = None
    stance: str = ""
    about: Link | None = None
    resolves: tuple[Link, ...] = ()
    resolved_by: tuple[Link, ...] = ()
    act: Link | None = None
    name_on_list: str = ""
    reference: str = ""
    mode: str = ""
    within: Link | None = None
    ruling: str = ""
    proposed_effect: str = ""
    end_reason: str = ""
    continued_by: Link | None = None
    summary: str = ""
    citations: tuple[CitationCard, ...] = ()
    version: int = 1
    published_at: datetime | None = None
    corrected_at: datetime | None = None
    correction_reason: str = ""
    retracted_at: datetime | None = None
    retraction_reason: str = ""
    ruled: RulingCard | None = None

    @property
    def year(self) -> str:
        """The year under which a list of events shows it; empty where no date is known."""
        return str(self.occurred_on.hi.year) if self.occurred_on else ""

    @property
    def quoted(self) -> tuple[CitationCard, ...]:
        """The citations with a passage, or with the tombstone of one."""
        return tuple(c for c in self.citations if c.quote or c.redacted_because)

    @property
    def unquoted(self) -> tuple[CitationCard, ...]:
        """The citations whose passage was not captured."""
        return tuple(c for c in self.citations if not (c.quote or c.redacted_because))


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """How one entity stands on one list on the day asked for.

    `since_by` and `until_by` are the days by which it is known to have begun or ended where the date itself
    is not known, and `since_url` and `until_url` lead to the events that say so; `suspended` to the event
    by which the entry is suspended. `earlier` tells of earlier listings, `note` what the dates leave open on
    that day; `absence` leads to the event by which the name is known to be missing.
    """

    list: ListLink
    entity: EntityLink
    status: str
    certain: bool
    since: PartialDate | None = None
    until: PartialDate | None = None
    since_by: date | None = None
    until_by: date | None = None
    last_confirmed_on: PartialDate | None = None
    name_on_list: str = ""
    reference: str = ""
    mode: str = ""
    end_reason: str = ""
    continued_by: Link | None = None
    earlier: tuple[str, ...] = ()
    note: str = ""
    disputed: bool = False
    under_challenge: bool = False
    pending: Link | None = None
    absence: Link | None = None
    suspended: Link | None = None
    since_url: str = ""
    until_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What a reader asked of the two clocks, and what it was resolved to.

    `known_at` is the reader's own text ('' for now); `known_seq` the change number it came to. `error` says
    what could not be read. `keep` holds the other parameters of the address.
    """

    valid_on: date
    today: date
    known_at: str = ""
    known_seq: int = 0
    error: str = ""
    keep: tuple[tuple[str, str], ...] = ()

    @property
    def is_now(self) -> bool:
        """Whether nothing but the default was asked."""
        return self.valid_on == self.today and not self.known_at
