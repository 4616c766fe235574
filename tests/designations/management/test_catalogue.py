"""Every string of the public pages goes through gettext, and has a translation that fits."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils import translation

from designations.management.catalogue import po_path, templates, translations, untranslated, wanted

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
TAG = re.compile(r"</?(\w+)")
# What is left of a template without its strings: the same in every language.
SAME_EVERYWHERE = {"UTC", "SHA"}


def keyed(catalogue: Catalog) -> dict[tuple[str, Any], Message]:
    """The messages by context and text; of a plural, all its texts."""
    found = [message for message in catalogue if message.id]
    return {(context_of(m), m.id if isinstance(m.id, str) else tuple(m.id)): m for m in found}


def context_of(message: Message) -> str:
    """A compiled file gives it as bytes."""
    context: Any = message.context or ""
    return context.decode() if isinstance(context, bytes) else str(context)


def texts(message: Message) -> list[str]:
    found = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [text or "" for text in found]


def places(text: str) -> set[str]:
    return {one or other for one, other in PLACE.findall(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_public_pages_is_translated(language: str) -> None:
    translated = translations(language)
    assert keyed(wanted()).keys() == keyed(translated).keys(), "run manage.py update_translations"
    assert list(untranslated(translated)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_and_the_tags_of_its_string(language: str) -> None:
    for message in keyed(translations(language)).values():
        ids = list(message.id) if isinstance(message.id, tuple | list) else [message.id]
        # One and two need no figure in a language that has a form of the noun for each.
        for form in texts(message):
            assert places(form) <= places(ids[-1]), form
            assert len(ids) > 1 or places(form) == places(ids[0]), form
            assert sorted(TAG.findall(form)) == sorted([*TAG.findall(ids[-1]), *isolated(form, ids[-1])]), (
                form
            )


def isolated(form: str, string: str) -> Iterator[str]:
    """The tags by which a translation sets a name apart from its own direction."""
    for _ in range(form.count("<bdi") - string.count("<bdi")):
        yield from ("bdi", "bdi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_translations_are_those_of_the_text(language: str) -> None:
    compiled = read_mo(BytesIO(po_path(language).with_suffix(".mo").read_bytes()))
    text = {key: texts(message) for key, message in keyed(translations(language)).items()}
    assert {key: texts(message) for key, message in keyed(compiled).items()} == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_of_somebody_elses_stands_in_for_ours(language: str) -> None:
    with translation.override(language):
        for (context, text), message in keyed(translations(language)).items():
            if isinstance(text, str):
                said = translation.pgettext(context, text) if context else translation.gettext(text)
                assert said == message.string


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_words_of_a_template_are_left_out_of_the_translation(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    for gone in (
        r"\{% comment %\}.*?\{% endcomment %\}",
        r"\{% blocktranslate.*?\{% endblocktranslate %\}",
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    ):
        text = re.sub(gone, " ", text, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|data-label|placeholder|title|alt)="([^"]*)"', text)
    text = re.sub(r"<[^>]*>| aria-current=\"\w+\"", " ", text)
    words = re.findall(r"[^\W\d_]{2,}", f"{text} {' '.join(spoken)}")
    assert set(words) - SAME_EVERYWHERE == set()
