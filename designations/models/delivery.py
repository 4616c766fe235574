"""Messages owed to subscribers. Rows carry the work; the queue is a nudge."""

from django.db import models

from designations.models.change import Change
from designations.models.subscriber import Subscriber


class AlertCursor(models.Model):
    """The number up to which changes have been matched against subscriptions; a single row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_alert_cursor")]

    def __str__(self) -> str:
        return f"matched up to {self.seq}"


class Delivery(models.Model):
    """One message owed to one subscriber on one channel. Survives its subscriber, without the address.

    It brings news of a `change`, or asks whether the address wants what a form asked for, its `request`.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "e-mail"

    class State(models.TextChoices):
        DUE = "due", "due"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        DROPPED = "dropped", "dropped"

    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="deliveries")
    request = models.UUIDField(null=True, help_text="The request that the address is asked to confirm.")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    message = models.UUIDField(help_text="Deliveries that travel in one message share it.")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField(help_text="Not before; while claimed, the end of the lease.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["change", "subscriber", "channel"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_sent_has_time",
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
            ),
            models.CheckConstraint(
                name="delivery_of_change_or_request",
                condition=models.Q(change__isnull=False, request__isnull=True)
                | models.Q(change__isnull=True, request__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=models.Q(state="due")),
            models.Index(fields=["message"], name="delivery_message"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
