"""The pictures of pages: PNG, kept by validator like the pages themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from designations.web.clocks import Clocks
from designations.web.page import page
from designations.web.social import cards
from designations.web.social.drawing import Card, draw, shapes


def _picture(make: Callable[..., Card]) -> Any:
    @page(on_day=False)
    def picture(request: HttpRequest, clocks: Clocks, key: str) -> HttpResponse:
        language = translation.get_language() if shapes() else settings.LANGUAGE_CODE
        with translation.override(language):
            drawn = draw(make(key, clocks=clocks))
        return HttpResponse(drawn, content_type="image/png")

    return picture


entity = _picture(cards.entity_card)
designation_list = _picture(cards.list_card)
event = _picture(cards.event_card)
