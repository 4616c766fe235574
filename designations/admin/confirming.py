"""Cautions on a form: shown before it is saved, and confirmed by saving anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from designations.admin.refusals import admin_url
from designations.editorial.cautions import Caution, Unconfirmed

FIELD = "confirmed_caution"
_BUTTONS = ("_submit", "_addanother", "_continue", "_saveasnew", "_save")


@dataclass(frozen=True, slots=True)
class Shown:
    """A caution with the address of the record that it is about."""

    id: str
    message: str
    url: str


def shown(found: Sequence[Caution]) -> list[Shown]:
    """The cautions as a page shows them."""
    return [
        Shown(
            one.id,
            one.message,
            reverse(admin_url(one.about, "change"), args=[one.about.pk]) if one.about else "",
        )
        for one in found
    ]


def confirmed(request: HttpRequest) -> set[str]:
    """The ids of the cautions that whoever sends the form has seen and confirmed."""
    return set(request.POST.getlist(FIELD))


def asking(request: HttpRequest, refusal: Unconfirmed) -> dict[str, Any]:
    """What the page needs that asks for a confirmation; the button means what was pressed before."""
    return {
        "errors": None,
        "cautions": shown(refusal.cautions),
        "caution_field": FIELD,
        "caution_button": next((name for name in _BUTTONS if name in request.POST), "_save"),
    }
