"""What is recorded of an event, shared by the private draft and the public version."""

from django.db import models
from django.utils.translation import pgettext_lazy

from designations.models.act import Act
from designations.models.designation import Designation
from designations.models.designation_list import DesignationList
from designations.models.entity import Entity
from designations.models.fields import PartialDateField
from designations.models.jurisdiction import Jurisdiction


class EventKind(models.TextChoices):
    """The kinds of event, by their effect on the period (DESIGN, section 2)."""

    LISTED = "listed", pgettext_lazy("event", "Listed")
    SUSPENDED = "suspended", pgettext_lazy("event", "Suspended")
    REINSTATED = "reinstated", pgettext_lazy("event", "Reinstated")
    DELISTED = "delisted", pgettext_lazy("event", "Delisted")
    ANNULLED = "annulled", pgettext_lazy("event", "Annulled by a court")
    EXPIRED = "expired", pgettext_lazy("event", "Expired")
    LIST_ABOLISHED = "list_abolished", pgettext_lazy("event", "List abolished")
    LISTING_PROPOSED = "listing_proposed", pgettext_lazy("event", "Listing proposed")
    DELISTING_PROPOSED = "delisting_proposed", pgettext_lazy("event", "Delisting proposed")
    PROPOSAL_REJECTED = "proposal_rejected", pgettext_lazy("event", "Proposal rejected")
    RENEWED = "renewed", pgettext_lazy("event", "Renewed")
    AMENDED = "amended", pgettext_lazy("event", "Amended")
    COURT_RULING = "court_ruling", pgettext_lazy("event", "Court ruling")
    PRESENCE_CONFIRMED = "presence_confirmed", pgettext_lazy("event", "Presence on the list confirmed")
    ABSENCE_CONFIRMED = "absence_confirmed", pgettext_lazy("event", "Absence from the list confirmed")
    STATEMENT = "statement", pgettext_lazy("event", "Statement")
    LIST_ESTABLISHED = "list_established", pgettext_lazy("event", "List established")
    LEGAL_CHANGE_PROPOSED = "legal_change_proposed", pgettext_lazy("event", "Change of law proposed")
    LEGAL_CHANGED = "legal_changed", pgettext_lazy("event", "Law changed")


CLOSING = frozenset({EventKind.DELISTED, EventKind.ANNULLED, EventKind.EXPIRED})
TRANSITIONS = CLOSING | {EventKind.LISTED, EventKind.SUSPENDED, EventKind.REINSTATED}
PROPOSALS = frozenset(
    {EventKind.LISTING_PROPOSED, EventKind.DELISTING_PROPOSED, EventKind.LEGAL_CHANGE_PROPOSED}
)
CONFIRMING = frozenset(
    {
        EventKind.LISTED,
        EventKind.RENEWED,
        EventKind.AMENDED,
        EventKind.PRESENCE_CONFIRMED,
        EventKind.REINSTATED,
    }
)
CLAIMS = frozenset({EventKind.PRESENCE_CONFIRMED, EventKind.ABSENCE_CONFIRMED})
ON_LIST_ONLY = frozenset(
    {
        EventKind.LIST_ESTABLISHED,
        EventKind.LIST_ABOLISHED,
        EventKind.LEGAL_CHANGE_PROPOSED,
        EventKind.LEGAL_CHANGED,
    }
)
ON_EITHER = frozenset({EventKind.STATEMENT})


class Stance(models.TextChoices):
    SUPPORTS = "supports", pgettext_lazy("stance", "supports")
    OPPOSES = "opposes", pgettext_lazy("stance", "opposes")
    NEUTRAL = "neutral", pgettext_lazy("stance", "is neutral")


class Mode(models.TextChoices):
    """How a name stands on a list."""

    ENTRY = "entry", pgettext_lazy("mode of an entry", "an entry of its own")
    ALIAS = "alias", pgettext_lazy("mode of an entry", "an alias of another entry")
    COVERED = "covered", pgettext_lazy("mode of an entry", "covered by another entry")


class EndReason(models.TextChoices):
    """Why an entry ended without leaving the list in substance."""

    REPLACED = "replaced", pgettext_lazy("reason of an end", "replaced by another entry")
    MERGED = "merged", pgettext_lazy("reason of an end", "merged into another entry")
    TRANSFERRED = "transferred", pgettext_lazy("reason of an end", "transferred to another list")


class Effect(models.TextChoices):
    """What a proposal would bring about."""

    LIST = "list", pgettext_lazy("proposed effect", "list")
    DELIST = "delist", pgettext_lazy("proposed effect", "delist")
    SUSPEND = "suspend", pgettext_lazy("proposed effect", "suspend")
    REINSTATE = "reinstate", pgettext_lazy("proposed effect", "reinstate")
    AMEND = "amend", pgettext_lazy("proposed effect", "amend")


class EventFields(models.Model):
    """The fields of an event; every date is a day in the jurisdiction."""

    kind = models.CharField(max_length=30, choices=EventKind)
    list = models.ForeignKey(DesignationList, models.PROTECT, related_name="+")
    occurred_on = PartialDateField(
        null=True,
        blank=True,
        help_text="The act: 2003, 2003-05, 2003-05-14, ../2024-05-28, 2024-02-03/2024-05-03.",
    )
    announced_on = PartialDateField(null=True, blank=True, help_text="Never affects the standing.")
    effective_on = PartialDateField(null=True, blank=True, help_text="Where it differs from the act's date.")
    actor = models.CharField(
        max_length=250, blank=True, help_text="Who acted, such as a ministry or a court."
    )
    speaker = models.CharField(
        max_length=250, blank=True, help_text="Who spoke; makes a confirmation a claim."
    )
    on_behalf_of_jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_behalf_of_entity = models.ForeignKey(Entity, models.PROTECT, null=True, blank=True, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance, blank=True)
    about = models.ForeignKey(
        "designations.Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The event a statement is about; without it, the designation or list.",
    )
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")
    name_on_list = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=120, blank=True, help_text="The entry's reference on the list.")
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    within = models.ForeignKey(
        Designation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The entry of which this is an alias, or which covers it.",
    )
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    continued_by = models.ForeignKey(Designation, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_effect = models.CharField(max_length=10, choices=Effect, blank=True)
    adverse = models.BooleanField(
        null=True, blank=True, help_text="Court rulings: whether it goes against the designation."
    )
    sequence = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="Settles the order of events whose dates overlap; smaller comes first.",
    )
    summary = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
