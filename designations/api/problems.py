"""What went wrong, for programs and the people who write them: problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.urls import reverse
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem; its address, `problems/<slug>/`, answers with what it means."""

    slug: str
    title: str
    status: int
    meaning: str


UNKNOWN_PARAMETER = Kind(
    slug="unknown-parameter",
    title="Unknown parameter",
    status=400,
    meaning="The query names parameters that this resource does not have. Nothing is ignored silently: a "
    "misspelt filter would answer with more than was asked for. `unknown` lists them, `known_parameters` "
    "those there are.",
)
BAD_VALUE = Kind(
    slug="bad-value",
    title="Bad value",
    status=400,
    meaning="A parameter has a value that cannot be read or that names nothing in the record. `errors` names "
    "each such parameter with the remedy, and where names are close to what was given, `nearest`.",
)
BAD_REQUEST = Kind(
    slug="bad-request",
    title="Bad request",
    status=400,
    meaning="The request as a whole cannot be read, for example because it has far too many parameters.",
)
NOT_FOUND = Kind(
    slug="not-found",
    title="Not found",
    status=404,
    meaning="There is nothing under this address, or was not at the moment asked for with `known_at`. "
    "`nearest` lists what resembles it.",
)
METHOD_NOT_ALLOWED = Kind(
    slug="method-not-allowed",
    title="Method not allowed",
    status=405,
    meaning="Everything here is read-only: GET, HEAD and OPTIONS.",
)
KINDS = {
    kind.slug: kind for kind in (UNKNOWN_PARAMETER, BAD_VALUE, BAD_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED)
}


class Problem(Exception):
    """A request that cannot be answered; becomes a problem document."""

    def __init__(self, kind: Kind, detail: str, **members: Any) -> None:
        self.kind = kind
        self.detail = detail
        self.members: Mapping[str, Any] = members
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter, and the remedy."""

    parameter: str
    detail: str
    nearest: Sequence[str] = ()

    def document(self) -> dict[str, Any]:
        """As a member of `errors`."""
        return {"parameter": self.parameter, "detail": self.detail, "nearest": list(self.nearest)}


def bad_values(*faults: Fault) -> Problem:
    """The problem of parameters whose values cannot be used."""
    detail = " ".join(f"{fault.parameter}: {fault.detail}" for fault in faults)
    return Problem(BAD_VALUE, detail, errors=[fault.document() for fault in faults])


def problem_response(problem: Problem, *, request: Request) -> Response:
    """The document of `problem`, under its own media type."""
    kind = problem.kind
    document = {
        "type": request.build_absolute_uri(reverse("api:problem", kwargs={"key": kind.slug})),
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        **problem.members,
    }
    return Response(document, status=kind.status, content_type=MEDIA_TYPE)


def as_problem(error: Exception) -> Problem | None:
    """`error` as a problem for the reader; None if it is not one and must surface."""
    match error:
        case Problem():
            return error
        case MethodNotAllowed():
            return Problem(METHOD_NOT_ALLOWED, "This interface is read-only: use GET, HEAD or OPTIONS.")
        case Http404():
            return Problem(NOT_FOUND, str(error), nearest=[])
        case SuspiciousOperation() | APIException():
            return Problem(BAD_REQUEST, str(error))
    return None
