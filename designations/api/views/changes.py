"""The public log, for pollers: whoever follows `next_after` misses no change."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from designations.api.answers.changes import change_answers
from designations.api.parameters import Parameter, read_all, whole_number
from designations.api.shapes import ChangeShape
from designations.api.views.base import ReadView
from designations.models import Change

DEFAULT_LIMIT, MOST, HIGHEST = 100, 1000, 10**18 - 1

AFTER = Parameter(
    name="after",
    about="Changes numbered higher than this; give the `next_after` of the last answer.",
    read=whole_number(least=0, most=HIGHEST),
    schema={"type": "integer", "minimum": 0, "default": 0},
)
LIMIT = Parameter(
    name="limit",
    about="How many changes to answer with.",
    read=whole_number(least=1, most=MOST),
    schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
)


class ChangesShape(serializers.Serializer[Any]):
    """A part of the public log, in order and without gaps."""

    results = ChangeShape(many=True)
    next_after = serializers.IntegerField(help_text="The last number given; `after` of the next request.")
    known_seq = serializers.IntegerField(help_text="The number of the last change there is.")


class Changes(ReadView):
    """Everything public that changed, numbered without gaps."""

    operation, tag = "changes_list", "changes"
    answer = ChangesShape
    parameters = (AFTER, LIMIT)

    def get(self, request: Request) -> Response:
        values = read_all(request.query_params, parameters=self.parameters)
        after, limit = values.get("after", 0), values.get("limit", DEFAULT_LIMIT)
        known_seq = Change.objects.known_seq()
        rows = list(Change.objects.after(after).filter(seq__lte=known_seq)[:limit])
        return Response(
            {
                "results": change_answers(rows),
                "next_after": rows[-1].seq if rows else after,
                "known_seq": known_seq,
            }
        )
