"""Organisations, wings, groups and persons, with their names, identifiers and relations."""

from django.db import models
from django.utils.translation import pgettext_lazy

from designations.models.fields import PartialDateField, partial_date_check, validate_slug


class Entity(models.Model):
    """An organisation, wing, group or person that is or may be designated, or that speaks about it."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", pgettext_lazy("entity", "organisation")
        WING = "wing", pgettext_lazy("entity", "wing")
        GROUP = "group", pgettext_lazy("entity", "group")
        PERSON = "person", pgettext_lazy("entity", "person")

    slug = models.CharField(
        max_length=80, unique=True, validators=[validate_slug], help_text="Permanent; never reused."
    )
    name = models.CharField(max_length=250, help_text="The name most readers know, in English.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORGANISATION)
    description = models.CharField(max_length=500, blank=True, help_text="Orientation, not a sourced fact.")
    countries = models.CharField(max_length=100, blank=True, help_text="ISO codes joined by semicolons.")
    founded = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "entities"
        constraints = [partial_date_check("founded", "entity_founded_form")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/entities/{self.slug}/"


class EntityName(models.Model):
    """One name by which an entity is known, in one script."""

    class Kind(models.TextChoices):
        AKA = "aka", pgettext_lazy("name", "also known as")
        ACRONYM = "acronym", pgettext_lazy("name", "acronym")
        NATIVE = "native", pgettext_lazy("name", "native name")
        FORMER = "former", pgettext_lazy("name", "former name")
        SPELLING = "spelling", pgettext_lazy("name", "spelling")

    class Strength(models.TextChoices):
        STRONG = "strong", "strong"
        WEAK = "weak", "weak (a low-quality alias)"

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="names")
    name = models.CharField(max_length=250)
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924, such as Latn, Arab, Cyrl.")
    language = models.CharField(max_length=10, blank=True, help_text="ISO 639.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AKA)
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.STRONG)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["entity", "name"], name="entity_name_once")]

    def __str__(self) -> str:
        return self.name


class EntityIdentifier(models.Model):
    """A number or key by which a registry knows an entity."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40, help_text="The registry, such as wikidata or un-sc.")
    value = models.CharField(max_length=120)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class EntityRelation(models.Model):
    """How one entity stands to another."""

    class Kind(models.TextChoices):
        WING_OF = "wing_of", pgettext_lazy("relation", "is a wing of")
        SUCCESSOR_OF = "successor_of", pgettext_lazy("relation", "is a successor of")
        COVERED_BY = "covered_by", pgettext_lazy("relation", "is covered by the listing of")

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=Kind)
    other = models.ForeignKey(Entity, models.CASCADE, related_name="inverse_relations")

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "kind", "other"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(entity=models.F("other")), name="relation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.get_kind_display()} {self.other}"
