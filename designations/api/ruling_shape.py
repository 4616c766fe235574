"""The shape of a ruling, for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.models import Ruling


class RulingShape(serializers.Serializer[Any]):
    """What the editors decided where sources disagree about an event."""

    outcome = serializers.ChoiceField(choices=Ruling.Outcome.choices)
    stands_on = serializers.CharField(
        allow_null=True, help_text="The date that stands, where it is not the published one: a partial date."
    )
    reason = serializers.CharField()
    seq = serializers.IntegerField(help_text="The change since which it holds.")
    ruled_at = serializers.DateTimeField()
