"""Countries and bodies that designate."""

from django.db import models
from django.utils.translation import pgettext_lazy

from designations.models.fields import validate_slug


class Jurisdiction(models.Model):
    """A country (ISO 3166-1 alpha-2 code) or a body (UN, EU, GCC, CSTO) that designates."""

    class Kind(models.TextChoices):
        COUNTRY = "country", pgettext_lazy("jurisdiction", "country")
        UNION = "union", pgettext_lazy("jurisdiction", "union")
        INTERNATIONAL_BODY = "international_body", pgettext_lazy("jurisdiction", "international body")

    slug = models.CharField(
        max_length=20, unique=True, validators=[validate_slug], help_text="Permanent; never reused."
    )
    code = models.CharField(
        max_length=10, unique=True, help_text="ISO 3166-1 alpha-2, or the body's acronym."
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.COUNTRY)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/jurisdictions/{self.slug}/"
