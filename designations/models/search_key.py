"""What people may type for an entity, a list or a jurisdiction: derived rows, kept by the database alone."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from designations.models.designation_list import DesignationList
from designations.models.entity import Entity
from designations.models.jurisdiction import Jurisdiction


class SearchKey(models.Model):
    """One name of one subject, folded for comparison.

    Triggers on the tables that hold names keep these rows, so that no writer can forget them; nothing else
    writes here. `designations_entity_keys` and its two like say what the rows must be.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        AKA = "aka", _("also known as")
        ACRONYM = "acronym", _("abbreviation")
        NATIVE = "native", _("native name")
        FORMER = "former", _("former name")
        SPELLING = "spelling", _("spelling")
        ON_LIST = "on_list", _("name on a list")
        SLUG = "slug", _("address")
        CODE = "code", _("code")
        AUTHORITY = "authority", _("authority")
        CONTEXT = "context", _("all that a list is called, with its jurisdiction")

    entity = models.ForeignKey(Entity, models.CASCADE, null=True, related_name="search_keys")
    list = models.ForeignKey(DesignationList, models.CASCADE, null=True, related_name="search_keys")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, null=True, related_name="search_keys")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.TextField(help_text="As it is written.")
    script = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=10, blank=True)
    folded = models.CharField(max_length=500)
    plain = models.CharField(max_length=500, help_text="The folded name in Latin letters, where it can be.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="search_key_of_one",
                condition=Q(entity__isnull=False, list__isnull=True, jurisdiction__isnull=True)
                | Q(entity__isnull=True, list__isnull=False, jurisdiction__isnull=True)
                | Q(entity__isnull=True, list__isnull=True, jurisdiction__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["entity", "folded"], name="search_key_of_entity", condition=Q(entity__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["list", "folded"], name="search_key_of_list", condition=Q(list__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "folded"],
                name="search_key_of_place",
                condition=Q(jurisdiction__isnull=False),
            ),
        ]
        indexes = [
            models.Index(OpClass("plain", "text_pattern_ops"), name="search_key_plain"),
            # What waits in the list of pending entries is read by each search: it stays short.
            GinIndex(
                OpClass("plain", "gin_trgm_ops"), name="search_key_spelling", gin_pending_list_limit=512
            ),
        ]

    def __str__(self) -> str:
        return self.name
