"""Filling in the forms of the desk as a browser would: all that the page holds, and what is changed."""

from typing import Any

from django.forms import BaseForm
from django.test import Client

from designations.models import DesignationList, Entity, Source


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the form at `url` would send, with `changes` (keys as on the page; `__` stands for a hyphen)."""
    context = client.get(url).context
    sent: dict[str, Any] = {}
    for form in _forms(context):
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                sent[bound.html_name] = "on" if value is True else value
    return sent | {name.replace("__", "-"): value for name, value in changes.items()}


def _forms(context: Any) -> list[BaseForm]:
    forms: list[BaseForm] = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return forms


def draft_fields(
    *,
    list: DesignationList,
    entity: Entity | None,
    source: Source | None = None,
    quote: str = "",
    **fields: Any,
) -> dict[str, Any]:
    """What an editor fills in for a draft with one citation."""
    told = {"kind": "delisting_proposed", "list": list.pk, "occurred_on": "2024-05", **fields}
    if entity is not None:
        told["entity"] = entity.pk
    if source is not None:
        told |= {"citations__0__source": source.pk, "citations__0__quote": quote}
    return told


def errors_of(response: Any) -> dict[str, list[str]]:
    """The errors on the form of a page and on its inline forms, by field; '' stands for the whole form."""
    found: dict[str, list[str]] = {}
    for form in _forms(response.context):
        for name, errors in form.errors.items():
            found.setdefault("" if name == "__all__" else name, []).extend(str(e) for e in errors)
    return found
