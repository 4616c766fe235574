"""The way in, the explanations of problems, and a helpful answer for addresses that there are not."""

from __future__ import annotations

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from designations.api.parameters import read_all
from designations.api.problems import KINDS, NOT_FOUND, Problem
from designations.api.shapes import IndexShape, ProblemKindShape
from designations.api.views.base import Explained, ReadView, missing
from designations.models import Change

RESOURCES = {
    "jurisdictions": "Countries and bodies that designate.",
    "lists": "Lists, each kept by one authority under one legal basis.",
    "entities": "Organisations, wings, groups and persons, with their names.",
    "designations": "How an entity stands on a list, on any day and as known at any moment.",
    "events": "What happened on designations and lists, with the passages that it rests on.",
    "sources": "Articles and official documents.",
    "acts": "Legal instruments.",
    "changes": "The public log: what was published, corrected, retracted, cited, edited, merged or redacted.",
}


class Index(ReadView):
    """The resources of this interface."""

    operation, tag = "index", "index"
    answer = IndexShape

    def get(self, request: Request) -> Response:
        read_all(request.query_params, parameters=self.parameters)
        resources = [
            {"name": name, "url": reverse(f"api:{name}", request=request), "about": about}
            for name, about in RESOURCES.items()
        ]
        schema = reverse("api:schema", request=request)
        return Response({"resources": resources, "schema": schema, "known_seq": Change.objects.known_seq()})


class ProblemKind(ReadView):
    """What a kind of problem means."""

    operation, tag, key = "problems_retrieve", "problems", "The last part of a problem's `type`."
    answer = ProblemKindShape

    def get(self, request: Request, key: str) -> Response:
        read_all(request.query_params, parameters=self.parameters)
        kind = KINDS.get(key)
        if kind is None:
            raise missing("kind of problem", key, nearest=list(KINDS))
        address = reverse("api:problem", kwargs={"key": key}, request=request)
        return Response(
            {"type": address, "title": kind.title, "status": kind.status, "meaning": kind.meaning}
        )


class Description(Explained, SpectacularAPIView):
    """The OpenAPI description."""


class Nowhere(ReadView):
    """Whatever else is asked for below this interface's address."""

    schema = None  # type: ignore[assignment]

    def get(self, request: Request, rest: str) -> Response | HttpResponsePermanentRedirect:
        if not request.path.endswith("/") and self._is_resource(f"{request.path_info}/"):
            query = request.META.get("QUERY_STRING", "")
            address = f"{request.path}/" + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(address)
        raise Problem(
            NOT_FOUND,
            f"There is no resource '{rest}'. There are: {', '.join(RESOURCES)}.",
            nearest=list(RESOURCES),
        )

    @staticmethod
    def _is_resource(path: str) -> bool:
        try:
            return resolve(path).url_name != "nowhere"
        except Resolver404:
            return False
