"""What all views share: reading only, problems as documents, pages and details on one state of the record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.http import urlencode
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from designations.api.cursors import Order, cursor_at, following
from designations.api.filters import DEFAULT_LIMIT, KNOWN_AT, PAGING, VALID_ON
from designations.api.parameters import Parameter, read_all
from designations.api.problems import MEDIA_TYPE, NOT_FOUND, Problem, as_problem, problem_response
from designations.api.reading import Known, known
from designations.api.schema import ReadSchema, Shape
from designations.models.planning import plans_kept

LONGEST_KEY = 200


class AlwaysJson(BaseContentNegotiation):
    """There is one representation; whatever a client would accept, it gets that."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class Explained(APIView):
    """A view that only reads, and answers with a problem document where it cannot."""

    http_method_names = ["get", "head", "options"]

    def handle_exception(self, exc: Exception) -> Response:
        """Problems as documents; anything else surfaces as what it is, a fault of ours."""
        problem = as_problem(exc)
        if problem is None:
            raise exc
        # The description has renderers of its own, a problem has this one.
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = MEDIA_TYPE
        response = problem_response(problem, request=self.request)
        if problem.kind.status == 405:
            response["Allow"] = ", ".join(self.allowed_methods)
        response.exception = True
        return response


class ReadView(Explained):
    """A resource of the record."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJson
    schema = ReadSchema()

    operation: ClassVar[str]
    tag: ClassVar[str]
    answer: ClassVar[Shape]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    key: ClassVar[str] = ""
    redirects: ClassVar[bool] = False

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep answers out of search engines: many speak of persons."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response


class Collection(ReadView, ABC):
    """A resource in pages. `dated` ones depend on the day asked about."""

    order: ClassVar[Order]
    dated: ClassVar[bool] = False

    @abstractmethod
    def rows(self, *, known: Known, values: dict[str, Any]) -> QuerySet[Any, dict[str, Any]]:
        """The rows that `values` ask for, as dictionaries with what the order sorts by."""

    @abstractmethod
    def answers(self, rows: Sequence[dict[str, Any]], *, known: Known) -> list[dict[str, Any]]:
        """Each of `rows` as it is answered, in a fixed number of queries."""

    def get(self, request: Request) -> Response:
        values = read_all(request.query_params, parameters=self.parameters)
        reading = known(values)
        rows = self.order.sorted(self.rows(known=reading, values=values))
        if "cursor" in values:
            rows = rows.filter(following(self.order, values["cursor"]))
        limit = values.get("limit", DEFAULT_LIMIT)
        found = list(rows[: limit + 1])
        page = found[:limit]
        return Response(
            {
                "results": self.answers(page, known=reading),
                "next": self._next(reading, after=page[-1]) if len(found) > limit else None,
                **clocks(reading, dated=self.dated),
            }
        )

    def _next(self, reading: Known, *, after: dict[str, Any]) -> str:
        """The address of the following page, on the state of the record that this one shows."""
        pinned = {
            **{p.name: self.request.GET[p.name] for p in self.parameters if p.name in self.request.GET},
            **{name: str(value) for name, value in clocks(reading, dated=self.dated).items()},
            "cursor": cursor_at(self.order, after),
        }
        pinned["known_at"] = pinned.pop("known_seq")
        ordered = {p.name: pinned[p.name] for p in self.parameters if p.name in pinned}
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(ordered)}")


class Detail(ReadView, ABC):
    """One row under its permanent key."""

    dated: ClassVar[bool] = False

    @abstractmethod
    def one(self, key: str, *, known: Known) -> dict[str, Any] | Response:
        """What stands under `key`; raises the `Problem` of one that names nothing."""

    def get(self, request: Request, key: str) -> Response:
        reading = known(read_all(request.query_params, parameters=self.parameters))
        if len(key) > LONGEST_KEY or "\x00" in key:
            raise Problem(
                NOT_FOUND,
                f"There is nothing so called; keys have at most {LONGEST_KEY} characters.",
                nearest=[],
            )
        with plans_kept():
            found = self.one(key, known=reading)
        if isinstance(found, Response):
            return found
        return Response({**found, **clocks(reading, dated=self.dated)})


def clocks(reading: Known, *, dated: bool) -> dict[str, Any]:
    """What an answer says of the state of the record that it shows."""
    day = {"valid_on": reading.valid_on.isoformat()} if dated else {}
    return {**day, "known_seq": reading.seq}


def collection_parameters(*filters: Parameter, dated: bool = False) -> tuple[Parameter, ...]:
    """`filters`, with the clocks and those of paging."""
    return (*filters, *((VALID_ON,) if dated else ()), KNOWN_AT, *PAGING)


def detail_parameters(*, dated: bool = False) -> tuple[Parameter, ...]:
    """The clocks."""
    return (*((VALID_ON,) if dated else ()), KNOWN_AT)


def missing(noun: str, key: str, *, nearest: Sequence[str] = (), remedy: str = "") -> Problem:
    """The problem of a `key` that names no `noun`."""
    near = f" Near to it: {', '.join(nearest)}." if nearest else ""
    return Problem(
        NOT_FOUND, f"There is no {noun} '{key}'.{near}{' ' if remedy else ''}{remedy}", nearest=list(nearest)
    )
