"""What may have been meant by an address that leads nowhere: names alike by their trigrams."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, FloatField, Max
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from designations.models import DesignationList, Entity, Jurisdiction
from designations.text.separators import with_commas
from designations.web.cards import Link

LEAST_ALIKE = 0.3
MOST = 5


def entities_like(text: str) -> list[Link]:
    """The entities with a slug or a name most like `text`, best first."""
    words = text.replace("-", " ")[:100]
    alias = Coalesce(Max(TrigramSimilarity("names__name", words)), 0.0, output_field=FloatField())
    rows = (
        Entity.objects.annotate(
            alike=Greatest(TrigramSimilarity("slug", text[:100]), TrigramSimilarity("name", words), alias)
        )
        .filter(alike__gte=LEAST_ALIKE)
        .order_by(F("alike").desc(), "name")
    )
    return [Link(row.name, reverse("web:entity", args=[row.slug])) for row in rows[:MOST]]


def lists_like(text: str) -> list[Link]:
    """The lists with a slug or a name most like `text`, best first."""
    words = text.replace("-", " ")[:100]
    rows = (
        DesignationList.objects.annotate(
            alike=Greatest(TrigramSimilarity("slug", text[:100]), TrigramSimilarity("name", words))
        )
        .filter(alike__gte=LEAST_ALIKE)
        .select_related("jurisdiction")
        .order_by(F("alike").desc(), "name")
    )
    return [
        Link(with_commas((row.name, row.jurisdiction.name)), reverse("web:list", args=[row.slug]))
        for row in rows[:MOST]
    ]


def jurisdictions_like(text: str) -> list[Link]:
    """The jurisdictions with a code or a name most like `text`, best first."""
    words = text.replace("-", " ")[:100]
    rows = (
        Jurisdiction.objects.annotate(
            alike=Greatest(TrigramSimilarity("slug", text[:100]), TrigramSimilarity("name", words))
        )
        .filter(alike__gte=LEAST_ALIKE)
        .order_by(F("alike").desc(), "name")
    )
    return [Link(row.name, reverse("web:jurisdiction", args=[row.slug])) for row in rows[:MOST]]
