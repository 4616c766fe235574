"""The form of a feed: what a person fills in is checked before any file is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms

from designations.admin.typed import ModelForm
from designations.importers.adapters.table_mapping import mapping_of
from designations.importers.entries import FileRefused
from designations.importers.formats import ADAPTERS, adapter
from designations.models import Feed

_TABLE = "generic_table"
# What the readers of one format take; a table's options are checked by its own reader.
_OPTIONS: Mapping[str, tuple[str, ...]] = {"ca_regulation": ("persons",), "ofac_xml": ("filters",)}
_EXAMPLE = '{"columns": {"reference": "Ref No", "name": ["First name", "Family name"]}}'


class FeedForm(ModelForm[Feed]):
    """A feed; its addresses and options are JSON objects."""

    adapter = forms.ChoiceField(choices=[(name, name.replace("_", " ")) for name in ADAPTERS])

    class Meta:
        model = Feed
        fields = "__all__"
        help_texts = {
            "options": f"For a generic table, such as {_EXAMPLE}; most other formats have none.",
            "addresses": 'Where each file is, by role, such as {"main": "https://..."}. Empty: by hand only, '
            "for a feed that is not enabled.",
        }
        widgets = {
            "options": forms.Textarea(attrs={"rows": 8, "cols": 80}),
            "addresses": forms.Textarea(attrs={"rows": 3, "cols": 80}),
            "notes": forms.Textarea(attrs={"rows": 4, "cols": 80}),
        }

    def clean_addresses(self) -> dict[str, Any]:
        """Refuse what is no object."""
        return _object(self.cleaned_data["addresses"])

    def clean_options(self) -> dict[str, Any]:
        """Refuse what is no object."""
        return _object(self.cleaned_data["options"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("adapter")
        if chosen and "addresses" in cleaned:
            find = faults_of_enabling if cleaned.get("is_enabled") else _wrong_addresses
            for text in find(chosen, cleaned["addresses"]):
                self.add_error("addresses", text)
        if chosen and "options" in cleaned:
            try:
                _check_options(chosen, cleaned["options"])
            except FileRefused as refusal:
                self.add_error("options", str(refusal))
        return cleaned


def _object(value: Any) -> dict[str, Any]:
    if value in (None, "", {}):
        return {}
    if not isinstance(value, dict):
        raise forms.ValidationError("Write a JSON object: names and values between { and }.")
    return value


def faults_of_enabling(chosen: str, addresses: Mapping[str, Any]) -> list[str]:
    """Why a feed of the format `chosen` cannot be fetched from `addresses`; empty if it can."""
    if not addresses:
        return [
            "An enabled feed is fetched, and this one has no address: write where its file is. "
            "Files are imported by hand while it is disabled."
        ]
    return _wrong_addresses(chosen, addresses)


def _wrong_addresses(chosen: str, addresses: Mapping[str, Any]) -> list[str]:
    roles = adapter(chosen).ROLES
    wrong = [
        f"This format has no file '{role}'; it has {', '.join(roles)}."
        for role in addresses
        if role not in roles
    ]
    if addresses and "main" not in addresses:
        wrong.append("The address of the file 'main' is missing.")
    for role, address in addresses.items():
        if not _is_address(address):
            wrong.append(f"The address of '{role}' must begin with https:// or http:// and name a host.")
    return wrong


def _is_address(address: object) -> bool:
    if not isinstance(address, str) or any(character.isspace() for character in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _check_options(chosen: str, options: Mapping[str, object]) -> None:
    if chosen == _TABLE:
        mapping_of(options)
        return
    known = _OPTIONS.get(chosen, ())
    for name in options:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise FileRefused(f"The format {chosen} has no option '{name}'; {has}.")
