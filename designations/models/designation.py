"""The pair of entity and list, and how it stood on a day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from designations.models.designation_list import DesignationList
from designations.models.entity import Entity


class DesignationQuerySet(models.QuerySet["Designation"]):
    """How designations stand: the query API behind pages, API and exports."""

    def standing(self, *, valid_on: date, known_at: int) -> DesignationQuerySet:
        """Annotate `status`, `certain`, `name_on_list`, `reference` and `mode` on day `valid_on`.

        `known_at` is a change number, as `Change.objects.known_seq` resolves it. The rule is DESIGN's: the
        state changes with certainty on the last possible day of a transition; between its first and its last
        possible day the state before holds, uncertainly.
        """
        from designations.models.period import Period

        known = Period.objects.known(known_at=known_at).filter(designation=OuterRef("pk"))
        current = known.filter(valid__contains=valid_on)
        latest = known.filter(Q(start_hi__isnull=True) | Q(start_hi__lte=valid_on)).order_by(
            F("start_hi").desc(nulls_last=True), "-pk"
        )
        spelt = latest.values(
            spell=Func("names", Value(valid_on), function="designations_name_on", output_field=models.JSONField())
        )[:1]
        unsure = known.filter(
            (Q(start_lo__isnull=True) | Q(start_lo__lte=valid_on)) & Q(start_hi__gt=valid_on)
            | (Q(end_lo__isnull=True) | Q(end_lo__lte=valid_on)) & Q(end_hi__gt=valid_on)
        )
        return self.annotate(
            current_status=Subquery(current.values("status")[:1]),
            status=Case(
                When(current_status__isnull=False, then=F("current_status")),
                When(Exists(known.filter(end_hi__lte=valid_on)), then=Value("ended")),
                default=Value("not_listed"),
                output_field=models.CharField(),
            ),
            certain=~Exists(unsure),
            name_on_list=Coalesce(KeyTextTransform("name_on_list", Subquery(spelt)), Value("")),
            reference=Coalesce(KeyTextTransform("reference", Subquery(spelt)), Value("")),
            mode=Subquery(latest.values("mode")[:1]),
        )


class Designation(models.Model):
    """Entity x list. Exists as soon as anything happened between the two, even a mere proposal."""

    slug = models.CharField(max_length=160, unique=True, editable=False)
    list = models.ForeignKey(DesignationList, models.PROTECT, related_name="designations")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="designations")

    objects = DesignationQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["list", "entity"], name="designation_pair_once")]

    def __str__(self) -> str:
        return self.slug

    @staticmethod
    def slug_of(*, list_slug: str, entity_slug: str) -> str:
        """The permanent id of a pair: no slug holds two hyphens in a row, so it can be taken apart again."""
        return f"{list_slug}--{entity_slug}"
