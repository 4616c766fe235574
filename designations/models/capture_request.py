"""Articles that somebody asked to have captured: the work, until it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from designations.models.source import Capture, Source


class CaptureRequest(models.Model):
    """One article to retrieve, or a file to read. The row is the work; messages only nudge."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "being captured"
        DONE = "done", "captured"
        FAILED = "failed", "failed"

    url = models.URLField(max_length=2000, blank=True)
    upload = models.FileField(max_length=300, blank=True, help_text="What was uploaded instead; private.")
    upload_name = models.CharField(max_length=150, blank=True)
    upload_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it failed.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a worker took it.")
    leased_until = models.DateTimeField(
        null=True, help_text="Until when it belongs to the worker that took it; then another one takes it."
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="capture_requests")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="requests")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["leased_until", "id"],
                name="capture_request_due",
                condition=Q(state__in=["waiting", "running"]),
            )
        ]
        constraints = [
            models.CheckConstraint(name="capture_request_names_one", condition=~Q(url="", upload="")),
            models.CheckConstraint(
                name="capture_request_ends",
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state="done", capture__isnull=False, finished_at__isnull=False)
                | Q(state="failed", finished_at__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.upload_name

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in (self.State.DONE, self.State.FAILED)
