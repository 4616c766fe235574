"""Query parameters: each resource names its own, and whatever else is given is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from designations.api.problems import UNKNOWN_PARAMETER, Fault, Problem, bad_values

LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One query parameter: how its text is read (`ValueError` with the remedy), and its description."""

    name: str
    about: str
    read: Callable[[str], Any] = str
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})


def day(text: str) -> date:
    """A calendar day; raises `ValueError` with the remedy."""
    try:
        if len(text) != len("2010-01-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day; write it as 2010-01-31.") from None


def whole_number(*, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else -1
        if not least <= number <= most:
            raise ValueError(f"'{text}' is no whole number from {least} to {most}.")
        return number

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader of one of a few words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"'{text}' is none of these: {', '.join(choices)}.")
        return text

    return read


def choice(*, name: str, about: str, choices: Sequence[str]) -> Parameter:
    """A parameter that takes one of `choices`."""
    return Parameter(
        name=name, about=about, read=one_of(*choices), schema={"type": "string", "enum": list(choices)}
    )


def read_all(query: QueryDict, *, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values of the parameters that `query` gives, by name.

    Raises a `Problem` for parameters that are not among `parameters`; else for values that are empty, given
    twice or unreadable, all of them at once.
    """
    known = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(name for name in query if name not in known)
    if unknown:
        listed = ", ".join(f"'{name[:LONGEST]}'" for name in unknown)
        there_are = f"It has: {', '.join(known)}." if known else "It has none."
        raise Problem(
            UNKNOWN_PARAMETER,
            f"This resource has no parameter {listed}. {there_are}",
            unknown=unknown,
            known_parameters=list(known),
        )
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in (name for name in known if name in query):
        try:
            values[name] = known[name].read(_single(query.getlist(name)))
        except ValueError as error:
            faults.append(Fault(name, str(error)))
    if faults:
        raise bad_values(*faults)
    return values


def _single(texts: Sequence[str]) -> str:
    if len(texts) > 1:
        raise ValueError("It is given more than once; give one value.")
    [text] = texts
    if not text:
        raise ValueError("It is empty; give a value, or leave the parameter out.")
    if len(text) > LONGEST or "\x00" in text:
        raise ValueError(f"It is longer than {LONGEST} characters, or contains a null character.")
    return text
