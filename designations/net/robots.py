"""What a server's robots.txt says to one program (RFC 9309).

Read here and not by `urllib.robotparser`, which knows no wildcards and lets the first rule win, nor by a
library that keeps every rule for every agent: half a megabyte of hostile lines becomes millions of rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_LINE = re.compile(r"\r\n?|\n")
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one program, each a pattern and whether it allows what it matches."""

    lines: tuple[tuple[str, bool], ...] = ()

    def against(self, url: str) -> str:
        """The pattern that disallows `url`; empty where it may be asked.

        The longest pattern decides, and of two as long the one that allows.
        """
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(pattern), allows, pattern) for pattern, allows in self.lines if _fits(pattern, path)]
        _, allows, pattern = max(fitting, default=(0, True, ""))
        return "" if allows else pattern


def rules_for(token: str, text: str) -> Rules:
    """The rules of `text` for the program that calls itself `token`: its own groups, else those for all."""
    wanted = token.lower()
    groups: dict[str, list[tuple[str, bool]]] = {}
    current: set[str] = set()
    is_open = False
    for key, value in _records(text):
        if key == "user-agent":
            current = current if is_open else set()
            is_open = True
            agent = _TOKEN.match(value)
            if agent and agent.group().lower() in (wanted, "*"):
                current.add(agent.group().lower())
                groups.setdefault(agent.group().lower(), [])
        else:
            is_open = False
            # An empty pattern matches nothing; every other begins at the root.
            if value.startswith(("/", "*")):
                for name in current:
                    groups[name].append((_normal(value), key == "allow"))
    return Rules(tuple(groups.get(wanted, groups.get("*", ()))))


def _records(text: str) -> Iterator[tuple[str, str]]:
    for line in _LINE.split(text.removeprefix("\ufeff")):
        key, _, value = line.partition("#")[0].partition(":")
        key = key.strip().lower()
        if key in ("user-agent", "allow", "disallow"):
            yield key, value.strip()


def _normal(path: str) -> str:
    """`path` in the one spelling in which patterns and addresses are compared."""

    def plain(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    return quote(_ESCAPED.sub(plain, path), safe=_KEPT)


def _fits(pattern: str, path: str) -> bool:
    """Whether `pattern` matches the beginning of `path`: '*' stands for anything, '$' last for the end.

    The leftmost place for each piece leaves most for the next: no trying, however many '*' there are.
    """
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not is_whole or at == len(path)
    last = rest.pop() if is_whole else ""
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not is_whole or (path.endswith(last) and len(path) - len(last) >= at)
