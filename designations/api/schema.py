"""The OpenAPI description, read off what each view declares about itself. Making it asks no database."""

from __future__ import annotations

from typing import Any, Protocol, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from designations.api.parameters import Parameter
from designations.api.problems import MEDIA_TYPE
from designations.api.shapes import SEQ, MovedShape, ProblemShape

Shape = type[serializers.Serializer[Any]]


def _made(name: str, about: str, base: Shape, **fields: serializers.Field[Any, Any, Any, Any]) -> Shape:
    made: Shape = serializers.SerializerMetaclass(name, (base,), {"__doc__": about, **fields})
    return made


def _clocks(*, dated: bool) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    valid_on = {"valid_on": serializers.DateField(help_text="The day asked about.")} if dated else {}
    return {**valid_on, "known_seq": serializers.IntegerField(help_text=SEQ)}


def page_of(shape: Shape, *, dated: bool) -> Shape:
    """The shape of a page of `shape`; a dated one says for which day."""
    return _made(
        f"{shape.__name__.removesuffix('Shape')}PageShape",
        "One page. `next` leads to the following one, on the same state of the record.",
        serializers.Serializer,
        results=shape(many=True),
        next=serializers.URLField(allow_null=True, help_text="Null on the last page."),
        **_clocks(dated=dated),
    )


def detail_of(shape: Shape, *, dated: bool) -> Shape:
    """The shape of an answer that is one `shape`."""
    name = f"{shape.__name__.removesuffix('Shape')}DetailShape"
    return _made(name, shape.__doc__ or "", shape, **_clocks(dated=dated))


class Described(Protocol):
    """What a view declares about itself."""

    operation: str
    tag: str
    answer: Shape
    parameters: tuple[Parameter, ...]
    key: str
    redirects: bool


class ReadSchema(AutoSchema):
    """Describes the views that are `Described`."""

    @property
    def declared(self) -> Described:
        """The view, as what it declares."""
        return cast(Described, self.view)

    def get_operation_id(self) -> str:
        return self.declared.operation

    def get_tags(self) -> list[str]:
        return [self.declared.tag]

    def get_auth(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> None:
        return None

    def get_override_parameters(self) -> list[Any]:
        query = [
            OpenApiParameter(name=p.name, description=p.about, type=p.schema)
            for p in self.declared.parameters
        ]
        variables = (
            [OpenApiParameter(name="key", location="path", description=self.declared.key)]
            if self.declared.key
            else []
        )
        return [*variables, *query]

    def get_response_serializers(self) -> Any:
        responses: dict[Any, Any] = {
            200: self.declared.answer,
            (400, MEDIA_TYPE): OpenApiResponse(ProblemShape, "An unknown parameter, or a bad value."),
        }
        if self.declared.key:
            responses[404, MEDIA_TYPE] = OpenApiResponse(ProblemShape, "Nothing under this address.")
        if self.declared.redirects:
            responses[308] = OpenApiResponse(MovedShape, "Merged into the entity under `Location`.")
        return responses

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        return type(serializer).__name__.removesuffix("Shape")
