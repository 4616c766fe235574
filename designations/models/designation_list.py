"""Lists, each kept by one authority under one legal basis."""

from django.db import models
from django.utils.translation import pgettext_lazy

from designations.models.fields import PartialDateField, partial_date_check, validate_slug
from designations.models.jurisdiction import Jurisdiction


class DesignationList(models.Model):
    """One list kept by one authority of a jurisdiction under one legal basis."""

    class Scope(models.TextChoices):
        ORGANISATIONS = "organisations", pgettext_lazy("what a list holds", "organisations")
        PERSONS = "persons", pgettext_lazy("what a list holds", "persons")
        BOTH = "both", pgettext_lazy("what a list holds", "organisations and persons")

    slug = models.CharField(
        max_length=60, unique=True, validators=[validate_slug], help_text="Permanent; never reused."
    )
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="lists")
    name = models.CharField(max_length=250)
    native_name = models.CharField(max_length=250, blank=True)
    authority = models.CharField(max_length=250, blank=True, help_text="Who decides.")
    legal_basis = models.CharField(max_length=500, blank=True)
    legal_basis_url = models.URLField(max_length=1000, blank=True)
    official_url = models.URLField(max_length=1000, blank=True)
    source_url = models.URLField(max_length=1000, blank=True, help_text="Where this description was read.")
    established = PartialDateField(null=True, blank=True)
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.BOTH)
    review_cycle = models.CharField(max_length=500, blank=True)
    delisting_procedure = models.TextField(blank=True)
    succeeds = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text="The list it replaced.",
    )

    class Meta:
        ordering = ["name"]
        verbose_name = "list"
        constraints = [partial_date_check("established", "list_established_form")]

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"

    def get_absolute_url(self) -> str:
        return f"/lists/{self.slug}/"
