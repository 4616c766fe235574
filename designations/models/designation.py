"""The pair of entity and list, and how it stood on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from designations.models.designation_list import DesignationList
from designations.models.entity import Entity


def _text_of(key: str, spell: models.QuerySet[Any, Any]) -> Coalesce:
    """The text under `key` in the JSON object that `spell` yields; '' without one."""
    return Coalesce(KeyTextTransform(key, Subquery(spell)), Value(""), output_field=models.TextField())


class DesignationQuerySet(models.QuerySet["Designation"]):
    """How designations stand: the query API behind pages, API and exports."""

    def existing(self, *, known_at: int) -> DesignationQuerySet:
        """The pairs between which, as was known at `known_at`, anything had happened."""
        from designations.models.event import EventVersion

        known = EventVersion.objects.filter(designation=OuterRef("pk"), change_id__lte=known_at)
        return self.filter(Exists(known))

    def standing(self, *, valid_on: date, known_at: int) -> DesignationQuerySet:
        """Annotate `status`, `certain`, `name_on_list`, `reference` and `mode` on day `valid_on`.

        Pairs of which nothing was known yet are left out. `known_at` is a change number, as
        `Change.objects.known_seq` resolves it. The rule is DESIGN's: the
        state changes with certainty on the last possible day of a transition; between its first and its last
        possible day the state before holds, uncertainly.
        """
        from designations.models.period import Period

        known = Period.objects.known(known_at=known_at).filter(designation=OuterRef("pk"))
        current = known.filter(valid__contains=valid_on)
        latest = known.filter(Q(start_hi__isnull=True) | Q(start_hi__lte=valid_on)).newest_first()
        spelt = latest.values(
            spell=Func(
                "names", Value(valid_on), function="designations_name_on", output_field=models.JSONField()
            )
        )[:1]
        return self.existing(known_at=known_at).annotate(
            current_status=Subquery(current.values("status")[:1]),
            status=Case(
                When(current_status__isnull=False, then=F("current_status")),
                When(Exists(known.filter(end_hi__lte=valid_on)), then=Value("ended")),
                default=Value("not_listed"),
                output_field=models.CharField(),
            ),
            certain=~Exists(known.unsure(valid_on=valid_on)),
            name_on_list=_text_of("name_on_list", spelt),
            reference=_text_of("reference", spelt),
            mode=Coalesce(Subquery(latest.values("mode")[:1]), Value("")),
        )

    def circumstances(self, *, valid_on: date, known_at: int) -> DesignationQuerySet:
        """Annotate `under_challenge`, `disputed` and `last_confirmed_on` (a partial date's text or None).

        Under challenge: an adverse ruling that nothing has answered by that day. Disputed: a citation
        contradicts an event on which the standing rests.
        """
        from designations.models.citation import Citation
        from designations.models.event import EventVersion, Resolution
        from designations.models.event_fields import CONFIRMING, TRANSITIONS

        mine = EventVersion.objects.standing(known_at=known_at).filter(designation=OuterRef("pk"))
        # An undated event had happened by the day on which the earliest of its sources shows it.
        shown = Citation.objects.filter(disputes=False, change_id__lte=known_at, known_by__lte=valid_on)
        answered = Resolution.objects.answering(known_at=known_at).filter(
            Q(answer__hi__lte=valid_on)
            | Q(answer__hi__isnull=True) & Exists(shown.filter(version=OuterRef("answer"))),
            event=OuterRef("event"),
        )
        ruled = Q(hi__lte=valid_on) | Q(hi__isnull=True) & Exists(shown.filter(version=OuterRef("pk")))
        disputing = Citation.objects.filter(version=OuterRef("pk"), disputes=True, change_id__lte=known_at)
        return self.annotate(
            under_challenge=Exists(mine.filter(ruled, ~Exists(answered), kind="court_ruling", adverse=True)),
            disputed=Exists(
                mine.filter(Exists(disputing), kind__in=sorted({*TRANSITIONS, "presence_confirmed"}))
            ),
            last_confirmed_on=Subquery(
                mine.filter(kind__in=sorted(CONFIRMING), hi__lte=valid_on)
                .order_by(F("hi").desc(), "-event_id")
                .values(day=Cast("occurred_on", models.TextField()))[:1]
            ),
        )

    def with_periods(self, *, known_at: int) -> DesignationQuerySet:
        """Fetch the periods known at `known_at` into `known_periods`, oldest first."""
        from designations.models.period import Period

        rows = Period.objects.known(known_at=known_at).select_related(
            "opened_by", "closed_by", "continued_by__entity", "continued_by__list__jurisdiction"
        )
        return self.prefetch_related(models.Prefetch("periods", rows.oldest_first(), to_attr="known_periods"))


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
