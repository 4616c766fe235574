"""What the fold takes and gives: transitions in, segments and anomalies out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodStatus = Literal["in_force", "suspended", "unknown"]


@dataclass(frozen=True, slots=True)
class Transition:
    """An event as the fold sees it. Its day lies in [lo, hi], both inclusive; `lo` None is open.

    `amended` is carried along for its name and reference; a kind that the fold does not know is ignored.
    """

    id: str
    kind: str
    lo: date | None
    hi: date
    sequence: int | None = None
    name_on_list: str = ""
    reference: str = ""
    mode: str = ""
    end_reason: str = ""
    continued_by: int | None = None
    when: str = ""

    def describe(self) -> str:
        """Return the event in a few words for an editor, such as 'delisted (2010-06-15)'."""
        return f"{self.kind} ({self.when or f'date unknown, by {self.hi.isoformat()}'})"


@dataclass(frozen=True, slots=True)
class NameSpell:
    """The name and reference on the list from a day on; `since` None means from the segment's start."""

    since: date | None
    name_on_list: str
    reference: str


@dataclass(frozen=True, slots=True)
class Segment:
    """An interval in which a designation stood: what becomes one Period.

    `start_hi` is None only for an implied segment of unknown start; `end_hi` None means still running, and
    `end_lo` None with an `end_hi` means open below. `start` and `end` are the partial dates as printed.
    Always start_lo <= start_hi <= end_hi and start_lo <= end_lo <= end_hi, where they are known.
    """

    status: PeriodStatus
    start_lo: date | None
    start_hi: date | None
    end_lo: date | None = None
    end_hi: date | None = None
    start: str = ""
    end: str = ""
    name_on_list: str = ""
    reference: str = ""
    mode: str = ""
    names: tuple[NameSpell, ...] = ()
    opened_by: str | None = None
    closed_by: str | None = None
    end_reason: str = ""
    continued_by: int | None = None


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A transition that does not fit, with what an editor can do about it."""

    code: str
    event_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The segments of one designation in order of time, and what did not fit."""

    segments: tuple[Segment, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
