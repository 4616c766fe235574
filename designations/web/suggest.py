"""What may have been meant by an address that leads nowhere: names that are alike."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse

from designations.models import DesignationList, Jurisdiction
from designations.search.query import find
from designations.text.separators import with_commas
from designations.web.cards import Link

LEAST_ALIKE = 0.3
MOST = 5


def entities_like(text: str) -> list[Link]:
    """The entities with a slug or a name most like `text`, best first."""
    found = find(text, most=MOST, about=["entity"])
    return [Link(one.subject.name, one.subject.get_absolute_url()) for one in found]


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
