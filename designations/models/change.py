"""The public log: everything public that changed, numbered without gaps."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Case, Q, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import pgettext_lazy

_BATCHES = """
    WITH RECURSIVE hop (first, last) AS (
        SELECT (SELECT min(m.seq) FROM designations_change m WHERE m.batch = newest.batch), newest.seq
        FROM (
            SELECT seq, batch FROM designations_change WHERE seq <= %s::bigint ORDER BY seq DESC LIMIT 1
        ) newest
        UNION ALL
        SELECT (SELECT min(m.seq) FROM designations_change m WHERE m.batch = next.batch), next.seq
        FROM hop, LATERAL (
            SELECT seq, batch FROM designations_change WHERE seq < hop.first ORDER BY seq DESC LIMIT 1
        ) next
    )
    SELECT first, last FROM hop LIMIT %s::int
"""


class ChangeClock(models.Model):
    """The single row from which changes take number and time; locking it is always a writer's first lock."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_clock")]

    def __str__(self) -> str:
        return f"change {self.seq}"


class ChangeQuerySet(models.QuerySet["Change"]):
    """Readings of the log."""

    def after(self, seq: int) -> ChangeQuerySet:
        """Changes numbered higher than `seq`, in order."""
        return self.filter(seq__gt=seq).order_by("seq")

    def newest(self) -> Coalesce:
        """For a query of anything: the number of the last change, as `known_seq` gives it by itself."""
        return Coalesce(models.Subquery(self.order_by("-seq").values("seq")[:1]), 0)

    def known_seq(self, *, known_at: int | datetime | None = None) -> int:
        """The number of the last change of the last whole batch known at `known_at`; 0 before the first.

        A batch is what one verb wrote in one transaction. A number in the middle of a batch stands for the
        state before it, since no reader ever saw half a batch.
        """
        if known_at is None:
            return self.order_by("-seq").values_list("seq", flat=True).first() or 0
        upto = (
            self.filter(at__lte=known_at)
            if isinstance(known_at, datetime)
            else self.filter(seq__lte=known_at)
        )
        last = upto.order_by("-seq").values_list("seq", "batch").first()
        if last is None:
            return 0
        seq, batch = last
        following = self.filter(seq=seq + 1).values_list("batch", flat=True).first()
        if following != batch:
            return seq
        return (
            self.filter(seq__lt=seq)
            .exclude(batch=batch)
            .order_by("-seq")
            .values_list("seq", flat=True)
            .first()
            or 0
        )

    def batches(self, *, known_at: int, size: int) -> list[tuple[int, int]]:
        """First and last number of the latest `size` batches known at `known_at`, newest first."""
        with connection.cursor() as cursor:
            cursor.execute(_BATCHES, [known_at, size])
            return [(first, last) for first, last in cursor.fetchall()]


def _about(key: str, *, itself: str = "") -> Case:
    """What the record of an event says under `key`, in what is after it, else in what was before; of a
    subject of the type `itself` its slug."""
    said = Coalesce(KeyTextTransform(key, "after"), KeyTextTransform(key, "before"))
    whens = [When(subject_type="event", then=said)]
    if itself:
        whens.append(When(subject_type=itself, then="subject_id"))
    return Case(*whens, output_field=models.TextField())


class Change(models.Model):
    """One item of the public log, with what was before and after. Inserted once, never changed."""

    class Action(models.TextChoices):
        CREATED = "created", pgettext_lazy("what was done", "created")
        PUBLISHED = "published", pgettext_lazy("what was done", "published")
        CORRECTED = "corrected", pgettext_lazy("what was done", "corrected")
        RETRACTED = "retracted", pgettext_lazy("what was done", "retracted")
        CITED = "cited", pgettext_lazy("what was done", "cited")
        EDITED = "edited", pgettext_lazy("what was done", "edited")
        MERGED = "merged", pgettext_lazy("what was done", "merged")
        UNMERGED = "unmerged", pgettext_lazy("what was done", "unmerged")
        REDACTED = "redacted", pgettext_lazy("what was done", "redacted")
        RULED = "ruled", pgettext_lazy("what was done", "ruled on")

    seq = models.BigIntegerField(primary_key=True, default=0, editable=False)
    at = models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC), editable=False)
    batch = models.UUIDField(default=uuid.uuid4, help_text="What one verb wrote together.")
    action = models.CharField(max_length=20, choices=Action)
    subject_type = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=160)
    before: models.JSONField[Any, Any] = models.JSONField(null=True)
    after: models.JSONField[Any, Any] = models.JSONField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cause = models.CharField(max_length=500, blank=True)
    announce = models.BooleanField(default=True, help_text="Whether subscribers are told.")
    # What the item is about, for those who follow a part of the log; taken from the record by the database.
    about_kind = models.GeneratedField(
        expression=_about("kind"),
        output_field=models.CharField(max_length=40, null=True),
        db_persist=True,
    )
    about_list = models.GeneratedField(
        expression=_about("list", itself="list"),
        output_field=models.CharField(max_length=160, null=True),
        db_persist=True,
    )
    about_entity = models.GeneratedField(
        expression=_about("entity", itself="entity"),
        output_field=models.CharField(max_length=160, null=True),
        db_persist=True,
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["at"], name="change_at"),
            models.Index(fields=["batch"], name="change_batch"),
            models.Index(fields=["subject_type", "subject_id"], name="change_subject"),
            models.Index(
                fields=["-seq"],
                name="change_wrong",
                condition=Q(action__in=["corrected", "retracted", "redacted"]),
            ),
            *(
                models.Index(
                    fields=[name, "-seq"], name=f"change_{name}", condition=Q(**{f"{name}__isnull": False})
                )
                for name in ("about_kind", "about_list", "about_entity")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject_type} {self.subject_id}"
