"""The language of a page: its path alone says it, so that an address is one page to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Rendering:
    """The same page in one language: what the language calls itself, which way it runs, where the page is."""

    code: str
    name: str
    direction: str
    url: str
    is_this: bool


class LanguageOfThePath:
    """Middleware: `/ar/...` is Arabic, all else English, whatever cookies or a browser's settings say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(path: str) -> str:
    """The language that a path begins with; the site's own where it names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in _prefixes() else settings.LANGUAGE_CODE


def in_language(address: str, *, language: str) -> str:
    """An address of this site, path and parameters, as that of the same page in another language."""
    root = get_script_prefix()
    path, question, parameters = address.removeprefix(root).partition("?")
    # Two slashes at the beginning would lead to another site.
    own = path.lstrip("/")
    while (parts := own.partition("/"))[0] in _prefixes():
        own = parts[2].lstrip("/")
    prefix = f"{language}/" if language in _prefixes() else ""
    return f"{root}{prefix}{own}{question}{parameters}"


def renderings(address: str) -> list[Rendering]:
    """The page at an address in every language of the site."""
    here = translation.get_language()
    return [
        Rendering(
            code=code,
            name=str(name),
            direction="rtl" if translation.get_language_info(code)["bidi"] else "ltr",
            url=in_language(address, language=code),
            is_this=code == here,
        )
        for code, name in settings.LANGUAGES
    ]


def _prefixes() -> set[str]:
    return {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
