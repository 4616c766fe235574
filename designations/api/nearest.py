"""What resembles a name that is not in the record."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q
from django.db.models.functions import Greatest

from designations.models import Designation, DesignationList, Entity, Jurisdiction

MOST = 5
LEAST_LIKENESS = 0.25


def nearest(model: type[Jurisdiction | DesignationList | Entity], wanted: str) -> list[str]:
    """The slugs of at most five rows whose slug or name resembles `wanted`, the likest first."""
    words = wanted.lower().replace("-", " ").replace("_", " ").strip()
    if not words:
        return []
    likeness = Greatest(TrigramSimilarity("slug", words), TrigramSimilarity("name", words))
    rows = (
        model._default_manager.annotate(likeness=likeness)
        .filter(
            Q(likeness__gte=LEAST_LIKENESS)
            | Q(slug__istartswith=words.replace(" ", "-"))
            | Q(name__istartswith=words)
        )
        .order_by(F("likeness").desc(), "slug")
    )
    return list(rows.values_list("slug", flat=True)[:MOST])


def nearest_designations(wanted: str) -> list[str]:
    """The ids of at most five designations whose list and entity resemble those that `wanted` names."""
    on, _, of = wanted.lower().partition("--")
    lists, entities = nearest(DesignationList, on), nearest(Entity, of or on)
    found = Designation.objects.filter(list__slug__in=lists, entity__slug__in=entities)
    place = {slug: number for number, slug in enumerate([*lists, *entities])}
    rows = found.values_list("slug", "list__slug", "entity__slug")
    return [slug for slug, *_ in sorted(rows, key=lambda row: (place[row[2]], place[row[1]]))][:MOST]
