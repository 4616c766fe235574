"""The shapes of the answers, for OpenAPI. The answers themselves are plain dictionaries (`answers`).

A test holds every answer on the shipped facts against these shapes.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api.feed_shape import FeedShape
from designations.api.filters import STATUSES
from designations.api.ruling_shape import RulingShape
from designations.models import (
    Change,
    DesignationList,
    Entity,
    EntityName,
    EntityRelation,
    EventKind,
    Jurisdiction,
    Mode,
    Period,
    Source,
    Stance,
)
from designations.models.event_fields import Effect, EndReason

DATE = (
    "A partial date: 2003-05-14, 2003-05, 2003, ../2024-05-28 (on or before), 2024-02-03/2024-05-03 "
    "(between); null where it is unknown."
)
SEQ = "The change number at which this was computed; as `known_at` it gives this answer again."


def _text(about: str = "") -> serializers.CharField:
    return serializers.CharField(allow_null=True, help_text=about)


def _date(about: str = "") -> serializers.CharField:
    return serializers.CharField(allow_null=True, help_text=f"{about} {DATE}".strip())


def _word(choices: Any, about: str = "", *, or_null: bool = True) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=choices, allow_null=or_null, help_text=about)


def _ids(about: str) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=about)


class JurisdictionShape(serializers.Serializer[Any]):
    """A country or body that designates."""

    slug = serializers.CharField()
    code = serializers.CharField(help_text="ISO 3166-1 alpha-2, or the body's acronym.")
    name = serializers.CharField()
    kind = _word(Jurisdiction.Kind.choices, or_null=False)
    lists = _ids("The slugs of its lists.")


class ListShape(serializers.Serializer[Any]):
    """A list kept by one authority under one legal basis."""

    slug = serializers.CharField()
    jurisdiction = serializers.CharField()
    name = serializers.CharField()
    native_name = _text()
    authority = _text("Who decides.")
    legal_basis = _text()
    legal_basis_url = _text()
    official_url = _text()
    source_url = _text("Where this description was read.")
    established = _date()
    scope = _word(DesignationList.Scope.choices, or_null=False)
    review_cycle = _text()
    delisting_procedure = _text()
    succeeds = _text("The slug of the list that it replaced.")
    feeds = FeedShape(many=True)


class NameShape(serializers.Serializer[Any]):
    """One name of an entity in one script."""

    name = serializers.CharField()
    script = _text("ISO 15924.")
    language = _text("ISO 639.")
    kind = _word(EntityName.Kind.choices, or_null=False)
    strength = _word(EntityName.Strength.choices, or_null=False)


class IdentifierShape(serializers.Serializer[Any]):
    """A key by which a registry knows an entity."""

    scheme = serializers.CharField()
    value = serializers.CharField()


class RelationShape(serializers.Serializer[Any]):
    """How an entity stands to another."""

    kind = _word(EntityRelation.Kind.choices, or_null=False)
    other = serializers.CharField(help_text="The slug of the other entity.")


class EntityShape(serializers.Serializer[Any]):
    """An organisation, wing, group or person, with all that was merged into it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = _word(Entity.Kind.choices, or_null=False)
    description = _text("Orientation, not a sourced fact.")
    countries = _ids("ISO 3166-1 alpha-2 codes.")
    founded = _date()
    merged = _ids("The slugs of the entities that had been merged into this one.")
    names = NameShape(many=True)
    identifiers = IdentifierShape(many=True)
    relations = RelationShape(many=True)


class ActShape(serializers.Serializer[Any]):
    """A legal instrument."""

    id = serializers.CharField()
    jurisdiction = serializers.CharField()
    number = _text()
    title = serializers.CharField()
    dated = _date()
    url = _text()


class SourceShape(serializers.Serializer[Any]):
    """An article or official document."""

    id = serializers.CharField()
    url = _text()
    title = serializers.CharField()
    publisher = _text()
    author = _text()
    published_on = _date()
    kind = _word(Source.Kind.choices, or_null=False)
    language = _text("ISO 639.")
    archived_url = _text()


class PeriodShape(serializers.Serializer[Any]):
    """An interval in which a designation stood."""

    status = _word(Period.Status.choices, or_null=False)
    start = _date()
    end = _date("Null as well while it runs.")
    opened_by = _text("The id of the event that opened it; null where an earlier listing is implied.")
    closed_by = _text("The id of the event that closed it; null while it runs.")
    end_reason = _word(EndReason.choices)
    continued_by = _text("The id of the designation that continues this one.")


class DesignationShape(serializers.Serializer[Any]):
    """How an entity stood on a list on `valid_on`, with all its periods."""

    id = serializers.CharField(help_text="List and entity: `ru-fsb--taliban`.")
    list = serializers.CharField()
    entity = serializers.CharField(help_text="Where it was merged, the entity that it was merged into.")
    entity_name = serializers.CharField()
    name_on_list = _text("As the list had it on that day.")
    reference = _text("As the list had it on that day.")
    mode = _word(Mode.choices)
    status = _word(STATUSES, "On `valid_on`.", or_null=False)
    certain = serializers.BooleanField(help_text="Whether the dates leave no doubt about the status.")
    disputed = serializers.BooleanField(
        help_text="A citation contradicts an event on which the standing rests."
    )
    under_challenge = serializers.BooleanField(help_text="An adverse ruling is unanswered.")
    since = _date("Since when the listing ran; a suspension does not interrupt it.")
    until = _date("Null as well while it runs.")
    last_confirmed_on = _date("The latest day for which a source says: on the list.")
    periods = PeriodShape(many=True)


class CitationShape(serializers.Serializer[Any]):
    """The passage on which an event rests."""

    source = serializers.CharField()  # type: ignore[assignment]
    quote = _text("Verbatim; null where the passage was not captured, or was redacted.")
    translation = _text("Into English.")
    start = serializers.IntegerField(allow_null=True, help_text="Offset of the quote in the captured text.")
    end = serializers.IntegerField(allow_null=True)
    disputes = serializers.BooleanField(help_text="The passage contradicts the event.")
    claimed_on = _date("The date this source gives, where it differs.")
    redacted_because = _text("Why the quote was taken out, for law or harm.")


class EventShape(serializers.Serializer[Any]):
    """One thing that happened, on a designation or (`entity` null) on a list as a whole."""

    id = serializers.CharField()
    version = serializers.IntegerField(help_text="Rises with each correction.")
    kind = _word(EventKind.choices, or_null=False)
    list = serializers.CharField()
    entity = _text()
    occurred_on = _date("The act.")
    announced_on = _date("Never affects the standing.")
    effective_on = _date("Where it differs from the act's date.")
    actor = _text("Who acted.")
    speaker = _text("Who spoke; makes a confirmation a claim.")
    on_behalf_of = _text("The slug of the jurisdiction or entity for which the speaker spoke.")
    stance = _word(Stance.choices, "Of a statement.")
    about = _text("The id of the event that a statement is about.")
    resolves = _ids("The ids of the proposals or rulings that this event answers.")
    act = _text()
    name_on_list = _text()
    reference = _text()
    mode = _word(Mode.choices, "Of a listing.")
    within = _text("The designation of which this is an alias, or which covers it.")
    end_reason = _word(EndReason.choices)
    continued_by = _text("The id of the designation that continues this one.")
    proposed_effect = _word(Effect.choices, "Of a proposal.")
    adverse = serializers.BooleanField(
        allow_null=True, help_text="Whether a ruling goes against the designation."
    )
    summary = _text()
    citations = CitationShape(many=True)
    published_at = serializers.DateTimeField()
    corrected_at = serializers.DateTimeField(allow_null=True)
    retracted_at = serializers.DateTimeField(allow_null=True)
    retraction_reason = _text()
    ruling = RulingShape(allow_null=True)


class ChangeShape(serializers.Serializer[Any]):
    """One item of the public log."""

    seq = serializers.IntegerField()
    at = serializers.DateTimeField()
    action = _word(Change.Action.choices, or_null=False)
    subject_type = serializers.CharField()
    subject_id = serializers.CharField()
    before = serializers.DictField(allow_null=True, help_text="The record before; null where it is new.")
    after = serializers.DictField(allow_null=True, help_text="The record after.")


class ResourceShape(serializers.Serializer[Any]):
    """One resource of this interface."""

    name = serializers.CharField()
    url = serializers.URLField()
    about = serializers.CharField()


class IndexShape(serializers.Serializer[Any]):
    """What there is."""

    resources = ResourceShape(many=True)
    schema = serializers.URLField(help_text="The OpenAPI description.")
    known_seq = serializers.IntegerField(help_text="The number of the last change.")


class MovedShape(serializers.Serializer[Any]):
    """Where a merged entity is found."""

    merged_into = serializers.CharField()
    known_seq = serializers.IntegerField(help_text=SEQ)


class FaultShape(serializers.Serializer[Any]):
    """What is wrong with one parameter."""

    parameter = serializers.CharField()
    detail = serializers.CharField()
    nearest = _ids("Names in the record that resemble the value.")


class ProblemShape(serializers.Serializer[Any]):
    """A problem document (RFC 9457)."""

    type = serializers.URLField(help_text="The address that explains this kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What was wrong here, and what to do.")
    unknown = serializers.ListField(child=serializers.CharField(), required=False)
    known_parameters = serializers.ListField(child=serializers.CharField(), required=False)
    errors = FaultShape(many=True, required=False)  # type: ignore[assignment]
    nearest = serializers.ListField(child=serializers.CharField(), required=False)


class ProblemKindShape(serializers.Serializer[Any]):
    """What a kind of problem means."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    meaning = serializers.CharField()
