"""Events as cards: briefly for overviews, whole where their evidence is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from designations.models import Citation, EventVersion
from designations.text.kinds import RULED, STANCE_HEADINGS, event_label
from designations.text.partial_dates import PartialDate
from designations.text.places import place_name
from designations.web.addresses import page_url
from designations.web.cards import CitationCard, EventCard, Link, RulingCard
from designations.web.present.heirs import Heirs
from designations.web.present.links import (
    act_link,
    designation_link,
    entity_link,
    event_link,
    list_link,
    source_link,
    version_link,
)

_RULINGS = {True: _("against the designation"), False: _("not against the designation"), None: ""}


def brief(version: EventVersion, *, heirs: Heirs) -> EventCard:
    """An event with its citations (fetched before into `known_citations`)."""
    row: Any = version
    citations = tuple(map(citation_card, row.known_citations))
    return EventCard(
        id=version.event.public_id,
        kind=version.kind,
        label=event_label(version.kind, end_reason=version.end_reason),
        list=list_link(version.list),
        entity=entity_link(heirs.of(version.designation.entity)) if version.designation else None,
        occurred_on=version.occurred_on,
        known_by=None if version.occurred_on else known_by(row.known_citations),
        actor=version.actor,
        speaker=version.speaker,
        stance=version.stance,
        name_on_list=version.name_on_list,
        reference=version.reference,
        summary=version.summary,
        citations=citations,
        version=version.version,
        correction_reason=version.correction_reason,
        retraction_reason=version.retraction_reason,
    )


def whole(version: EventVersion, *, heirs: Heirs, referred: Mapping[int, EventVersion]) -> EventCard:
    """An event with all that is recorded of it; `version` comes from `fetch.whole_events`."""
    row: Any = version
    about = referred.get(version.about_id or 0)
    return replace(
        brief(version, heirs=heirs),
        announced_on=version.announced_on,
        effective_on=version.effective_on,
        on_behalf_of=_behalf(version, heirs=heirs),
        about=version_link(about) if about else None,
        resolves=tuple(
            version_link(referred[r.event_id]) for r in row.known_resolutions if r.event_id in referred
        ),
        resolved_by=_answers(row.answers),
        act=act_link(version.act) if version.act else None,
        mode=version.get_mode_display() if version.mode and version.mode != "entry" else "",
        within=designation_link(version.within) if version.within else None,
        ruling=str(_RULINGS[version.adverse]),
        proposed_effect=version.get_proposed_effect_display() if version.proposed_effect else "",
        end_reason=version.get_end_reason_display() if version.end_reason else "",
        continued_by=designation_link(version.continued_by) if version.continued_by else None,
        published_at=row.published_at,
        corrected_at=row.corrected_at,
        retracted_at=row.retracted_at,
        ruled=ruling_card(row.ruled),
    )


def citation_card(citation: Citation) -> CitationCard:
    """One citation; of a redacted one the reason, and nothing of what stood there."""
    redacted = bool(citation.redacted_because)
    return CitationCard(
        source=source_link(citation.source),
        quote="" if redacted else citation.quote,
        translation="" if redacted else citation.translation,
        disputes=citation.disputes,
        claimed_on=citation.claimed_on,
        redacted_because=citation.redacted_because,
    )


def known_by(citations: Iterable[Citation]) -> date | None:
    """The day by which the supporting citations show an undated event to have happened."""
    return min((citation.known_by for citation in citations if not citation.disputes), default=None)


def by_stance(cards: Iterable[EventCard]) -> list[tuple[str, list[EventCard]]]:
    """Statements grouped under a heading for each stance that was taken, in the order they come."""
    groups: dict[str, list[EventCard]] = {stance: [] for stance in STANCE_HEADINGS}
    for card in cards:
        groups[card.stance].append(card)
    return [(str(STANCE_HEADINGS[stance]), members) for stance, members in groups.items() if members]


def _behalf(version: EventVersion, *, heirs: Heirs) -> Link | None:
    if version.on_behalf_of_jurisdiction:
        place = version.on_behalf_of_jurisdiction
        return Link(place_name(place), page_url("web:jurisdiction", place.slug))
    if version.on_behalf_of_entity:
        entity = heirs.of(version.on_behalf_of_entity)
        return Link(entity.name, page_url("web:entity", entity.slug))
    return None


def ruling_card(told: dict[str, Any] | None) -> RulingCard | None:
    """What the editors ruled, from `RulingQuerySet.of_versions`."""
    if told is None:
        return None
    return RulingCard(
        outcome=str(RULED[told["outcome"]]),
        reason=told["reason"],
        ruled_at=datetime.fromisoformat(told["ruled_at"]),
        seq=told["seq"],
        stands_on=PartialDate.parse(told["stands_on"]) if told["stands_on"] else None,
    )


def _answers(answers: list[dict[str, str | None]]) -> tuple[Link, ...]:
    return tuple(
        event_link(
            str(answer["id"]),
            kind=str(answer["kind"]),
            occurred_on=PartialDate.parse(day) if (day := answer["occurred_on"]) else None,
        )
        for answer in answers
    )
