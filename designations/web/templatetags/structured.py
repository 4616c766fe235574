"""What machines read of a page, beside what people do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from designations.web.structured import json_ld, of_list, of_record

register = template.Library()


@register.simple_tag
def record_as_data() -> SafeString:
    """Return the whole record as a schema.org data set."""
    return json_ld(of_record())


@register.simple_tag
def list_as_data(row: Mapping[str, Any]) -> SafeString:
    """Return one list as a schema.org data set; `row` is what its page is given."""
    return json_ld(of_list(row))
