"""The shape of a feed's health, for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


def _moment(about: str) -> serializers.DateTimeField:
    return serializers.DateTimeField(allow_null=True, help_text=f"{about} Null for never.")


class FeedShape(serializers.Serializer[Any]):
    """An official file that a list is followed by, and when it was asked for."""

    name = serializers.CharField()
    last_checked_at = _moment("When it was asked for last.")
    last_changed_at = _moment("When a new version was imported last.")
    last_failed_at = _moment("When it could not be had, was refused, or was held for an editor last.")
    next_run_at = _moment("When it is asked for next.")
