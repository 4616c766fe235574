"""Why something was found, for the reader who did not type its name."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from designations.models import SearchKey


class Reason(StrEnum):
    """How the name that was found relates to what was typed."""

    NAME = "name"
    OTHER_NAME = "other_name"
    ABBREVIATION = "abbreviation"
    INITIALS = "initials"
    ON_LIST = "on_list"
    AUTHORITY = "authority"
    CODE = "code"
    CONTEXT = "context"
    TRANSLITERATION = "transliteration"
    SPELLING = "spelling"


_BY_KIND = {
    SearchKey.Kind.NAME: Reason.NAME,
    SearchKey.Kind.ACRONYM: Reason.ABBREVIATION,
    SearchKey.Kind.ON_LIST: Reason.ON_LIST,
    SearchKey.Kind.AUTHORITY: Reason.AUTHORITY,
    SearchKey.Kind.CODE: Reason.CODE,
    SearchKey.Kind.SLUG: Reason.CODE,
    SearchKey.Kind.CONTEXT: Reason.CONTEXT,
}


class Stage(IntEnum):
    """How near a name is to what was typed, the nearest first; the query of `find` has the same numbers."""

    SAME = 0
    SAME_LETTERS = 1
    INITIALS = 2
    WORDS = 3
    BEGINNINGS = 4
    SPELLING = 5


def reason_of(*, kind: SearchKey.Kind, stage: Stage, own: bool, transliterated: bool) -> Reason:
    """Why a key was found: by what it is, where it holds what was typed, else by how it differs.

    `own` says whether it is the name under which its subject is shown, `transliterated` whether what was
    typed is compared in Latin letters.
    """
    if kind is SearchKey.Kind.CONTEXT:
        return Reason.CONTEXT
    if stage is Stage.INITIALS:
        return Reason.INITIALS
    if transliterated:
        return Reason.TRANSLITERATION
    if stage is Stage.SPELLING:
        return Reason.SPELLING
    return Reason.NAME if own else _BY_KIND.get(kind, Reason.OTHER_NAME)
