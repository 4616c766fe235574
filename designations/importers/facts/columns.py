"""What each file of the fact base holds, and which table a cell points into."""

from dataclasses import dataclass, field

from designations.importers.formats import ADAPTERS
from designations.models import (
    DesignationList,
    Entity,
    EntityName,
    EventKind,
    EventVersion,
    Feed,
    FeedProgramme,
    Jurisdiction,
    Source,
    Stance,
)
from designations.models.event_fields import EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns of one file. `points`: column -> files whose keys it may hold."""

    name: str
    key: str
    columns: tuple[str, ...]
    required: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    points: dict[str, tuple[str, ...]] = field(default_factory=dict)
    many: frozenset[str] = frozenset()
    lengths: dict[str, int] = field(default_factory=dict)
    urls: frozenset[str] = frozenset()
    slug: bool = False
    optional: bool = False


def _lengths(model: type, **columns: str) -> dict[str, int]:
    return {column: model._meta.get_field(name).max_length for column, name in columns.items()}  # type: ignore[attr-defined]


TABLES = (
    Table(
        name="jurisdictions",
        key="code",
        columns=("code", "name", "kind"),
        required=frozenset({"code", "name", "kind"}),
        choices={"kind": frozenset(Jurisdiction.Kind.values)},
        lengths=_lengths(Jurisdiction, code="code", name="name"),
    ),
    Table(
        name="lists",
        key="id",
        columns=(
            "id", "jurisdiction", "name", "native_name", "authority", "legal_basis", "legal_basis_url",
            "official_url", "established", "scope", "review_cycle", "delisting_procedure", "source_url",
        ),
        required=frozenset({"id", "jurisdiction", "name", "scope"}),
        dates=frozenset({"established"}),
        choices={"scope": frozenset(DesignationList.Scope.values)},
        points={"jurisdiction": ("jurisdictions",)},
        urls=frozenset({"legal_basis_url", "official_url", "source_url"}),
        lengths=_lengths(
            DesignationList, id="slug", name="name", native_name="native_name", authority="authority",
            legal_basis="legal_basis", review_cycle="review_cycle", official_url="official_url",
            legal_basis_url="legal_basis_url", source_url="source_url",
        ),
        slug=True,
    ),
    Table(
        name="groups",
        key="id",
        columns=(
            "id", "name", "kind", "wikidata_id", "native_name", "native_language", "country_codes", "founded",
            "description",
        ),
        required=frozenset({"id", "name", "kind"}),
        dates=frozenset({"founded"}),
        choices={"kind": frozenset(Entity.Kind.values)},
        lengths=_lengths(
            Entity, id="slug", name="name", description="description", country_codes="countries"
        ),
        slug=True,
    ),
    Table(
        name="aliases",
        key="",
        columns=("group_id", "name", "language_script", "kind"),
        required=frozenset({"group_id", "name", "kind"}),
        choices={"kind": frozenset(EntityName.Kind.values)},
        points={"group_id": ("groups",)},
        lengths=_lengths(EntityName, name="name", language_script="script"),
    ),
    Table(
        name="designations",
        key="id",
        columns=("id", "list_id", "group_id", "name_on_list", "note"),
        required=frozenset({"id", "list_id", "group_id"}),
        points={"list_id": ("lists",), "group_id": ("groups",)},
        lengths=_lengths(EventVersion, name_on_list="name_on_list"),
    ),
    Table(
        name="sources",
        key="id",
        columns=(
            "id", "url", "title", "publisher", "author", "published_on", "kind", "language", "archived_url",
        ),
        required=frozenset({"id", "title", "kind"}),
        dates=frozenset({"published_on"}),
        choices={"kind": frozenset(Source.Kind.values)},
        urls=frozenset({"url", "archived_url"}),
        lengths=_lengths(
            Source, url="url", title="title", publisher="publisher", author="author", language="language",
            archived_url="archived_url",
        ),
    ),
    Table(
        name="events",
        key="id",
        columns=(
            "id", "list_id", "group_id", "kind", "occurred_on", "effective_on", "actor", "speaker",
            "on_behalf_of", "stance", "end_reason", "continued_by", "summary", "source_ids",
        ),
        required=frozenset({"id", "list_id", "kind", "source_ids"}),
        dates=frozenset({"occurred_on", "effective_on"}),
        choices={
            "kind": frozenset(EventKind.values),
            "stance": frozenset(Stance.values),
            "end_reason": frozenset(EndReason.values),
        },
        points={
            "list_id": ("lists",), "group_id": ("groups",), "on_behalf_of": ("jurisdictions", "groups"),
            "continued_by": ("designations",), "source_ids": ("sources",),
        },
        many=frozenset({"source_ids"}),
        lengths=_lengths(EventVersion, actor="actor", speaker="speaker", summary="summary"),
    ),
    Table(
        name="links",
        key="event_id",
        columns=("event_id", "resolves", "adverse", "proposed_effect", "about"),
        required=frozenset({"event_id"}),
        choices={
            "adverse": frozenset({"yes", "no"}),
            "proposed_effect": frozenset({"list", "delist", "suspend", "reinstate", "amend"}),
        },
        points={"event_id": ("events",), "resolves": ("events",), "about": ("events",)},
        many=frozenset({"resolves"}),
        optional=True,
    ),
    Table(
        name="feeds",
        key="id",
        columns=("id", "name", "publisher", "adapter", "addresses", "least_entries", "notes"),
        required=frozenset({"id", "name", "adapter", "least_entries"}),
        choices={"adapter": frozenset(ADAPTERS)},
        lengths=_lengths(Feed, id="slug", name="name", publisher="publisher", notes="notes"),
        slug=True,
        optional=True,
    ),
    Table(
        name="feed_programmes",
        key="",
        columns=("feed_id", "programme", "list_id"),
        required=frozenset({"feed_id", "programme", "list_id"}),
        points={"feed_id": ("feeds",), "list_id": ("lists",)},
        lengths=_lengths(FeedProgramme, programme="programme"),
        optional=True,
    ),
)  # fmt: skip
