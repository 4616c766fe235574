"""What resembles a name that is not in the record."""

from designations.api.reading import Known
from designations.models import Designation
from designations.search.meant import MOST, meant
from designations.search.query import About


def nearest(about: About, wanted: str, *, known: Known) -> list[str]:
    """The slugs of at most five rows that are called like `wanted`, in any spelling, the likest first."""
    return [one.slug for one in meant(wanted, about=about, known=known.seq)]


def nearest_designations(wanted: str, *, known: Known) -> list[str]:
    """The ids of at most five designations whose list and entity resemble those that `wanted` names."""
    on, _, of = wanted.partition("--")
    lists = {row.pk: place for place, row in enumerate(meant(on, about="list", known=known.seq))}
    heirs = [row.pk for row in meant(of or on, about="entity", known=known.seq)]
    entities = {pk: place for place, heir in enumerate(heirs) for pk in known.family(heir)}
    found = Designation.objects.filter(list__in=lists, entity__in=entities)
    rows = found.values_list("slug", "list", "entity")
    return [slug for slug, *_ in sorted(rows, key=lambda row: (entities[row[2]], lists[row[1]]))][:MOST]
