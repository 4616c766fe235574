"""What machines are told of the record and of a list: schema.org's `Dataset`, as JSON-LD.

No `ClaimReview`: that is somebody's verdict on a claim, and this record gives none. It says who designates
whom; whether they should is not its business.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from designations.web.site import on_site

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# What would end the element or begin another one; inside a string of JSON each may be written so.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """The data as the element in which search engines look for it: never run, and nothing in it ends it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    # Quotation marks have to stay, and nothing that HTML would take for its own is left.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def of_record() -> dict[str, Any]:
    """The whole record."""
    address = on_site(reverse("web:home"))
    return _dataset(
        name=_("Designation Tracker"),
        description=_(
            "Who designates whom as terrorist, since when, and on what evidence: a public record of "
            "designation lists."
        ),
        address=address,
        api=reverse("api:events"),
    ) | {"isAccessibleForFree": True}


def of_list(row: Mapping[str, Any]) -> dict[str, Any]:
    """One list, from what its page says of it (`present.lists.list_page`)."""
    place = row["jurisdiction"].name
    data = _dataset(
        name=f"{row['name']} ({place})",
        description=_(
            "Who stands on the list “%(list)s” of %(place)s, since when, and how it stood on any day."
        )
        % {"list": row["name"], "place": place},
        address=on_site(reverse("web:list", args=[row["slug"]])),
        api=f"{reverse('api:designations')}?list={row['slug']}",
    )
    data["isPartOf"] = {
        "@type": "Dataset",
        "name": _("Designation Tracker"),
        "url": on_site(reverse("web:home")),
    }
    data["spatialCoverage"] = {"@type": "Place", "name": place}
    # ISO 8601 has no form for a date that is known only as a span.
    if (established := row.get("established")) and established.precision not in ("before", "range"):
        data["temporalCoverage"] = f"{established}/.."
    if row.get("official_url"):
        data["isBasedOn"] = row["official_url"]
    if row.get("native_name"):
        data["alternateName"] = row["native_name"]
    return data


def _dataset(*, name: str, description: str, address: str, api: str) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "@id": address,
        "name": name,
        "description": description,
        "url": address,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "license": LICENCE,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": on_site(api),
            }
        ],
    }
