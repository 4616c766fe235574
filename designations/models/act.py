"""Legal instruments: one act may carry many events."""

from django.db import models

from designations.models.fields import PartialDateField, partial_date_check
from designations.models.jurisdiction import Jurisdiction
from designations.text.ids import random_id


class Act(models.Model):
    """An order, regulation or judgment, with its number, title and date."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="acts")
    number = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=500)
    dated = PartialDateField(null=True, blank=True)
    url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [partial_date_check("dated", "act_dated_form")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()
