"""Permanent addresses of new entities, made from their names."""

from django.utils.text import slugify

from designations.text.names import fold_name


def free_slug(name: str, *, otherwise: str, taken: set[str]) -> str:
    """A slug made from `name`, else from `otherwise`, not among those `taken`, to which it is added."""
    slug = slugify(fold_name(name))[:60].strip("-") or slugify(otherwise) or "entity"
    slug = "-".join(part for part in slug.replace("_", "-").split("-") if part)
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return candidate
