"""What is wrong with a page as HTML, beyond what a browser forgives."""

from collections import Counter
from collections.abc import Iterator

from justhtml import Element, JustHTML

OBSOLETE = {
    "acronym", "applet", "basefont", "big", "center", "dir", "font", "frame", "frameset", "isindex",
    "marquee", "nobr", "noframes", "strike", "tt",
}  # fmt: skip
OBSOLETE_ATTRIBUTES = {
    "align", "alink", "background", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff",
    "clear", "compact", "frame", "hspace", "language", "link", "noshade", "nowrap", "rules", "text", "valign",
    "vlink", "vspace",
}  # fmt: skip
# What they are is said by their names; the standard allows no role that says it again.
PARTS_OF_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
FIELDS = {"input", "select", "textarea"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def faults(html: str) -> list[str]:
    """Errors of syntax, double ids, references to nothing, headings out of order, what has no name."""
    parsed = JustHTML(html, collect_errors=True, sanitize=False)
    elements = list(_elements(parsed.root))
    ids = Counter(one.attrs["id"] or "" for one in elements if "id" in one.attrs)
    return [
        *(str(error) for error in parsed.errors),
        *(f"id '{name}' is there {number} times" for name, number in ids.items() if number > 1),
        *(fault for one in elements for fault in _of_one(one, ids=ids)),
        *_of_headings([HEADINGS[one.name] for one in elements if one.name in HEADINGS]),
        *_of_labels(elements),
    ]


def _elements(root: object) -> Iterator[Element]:
    for child in getattr(root, "children", None) or ():
        if isinstance(child, Element):
            yield child
            yield from _elements(child)


def _of_one(one: Element, *, ids: Counter[str]) -> Iterator[str]:
    drawn = one.namespace == "svg"
    if one.name in OBSOLETE or (one.name == "a" and "name" in one.attrs):
        yield f"{one.name} is obsolete"
    for name, value in one.attrs.items():
        if name == "style" or name.startswith("on") or (name in OBSOLETE_ATTRIBUTES and not drawn):
            yield f"{one.name} has {name}"
        if name in REFERENCES:
            yield from (f"{name} leads to no '{key}'" for key in (value or "").split() if key not in ids)
    if one.name in PARTS_OF_TABLES and "role" in one.attrs:
        yield f"{one.name} has a role"
    target = one.attrs.get("href") or ""
    if one.name == "a" and target.startswith("#") and target[1:] not in ids:
        yield f"a link leads to no '{target}'"
    if one.name == "img" and "alt" not in one.attrs:
        yield "img has no alt"
    if one.name == "html" and not (one.attrs.get("lang") and one.attrs.get("dir")):
        yield "html says neither language nor direction"
    if one.name in ("a", "button", "title", "summary", "caption", "legend", *HEADINGS) and not drawn:
        said = one.attrs.get("aria-label") or one.to_text().strip()
        if not said and not one.query("[aria-label], title, img[alt]"):
            yield f"{one.name} is empty: {one.attrs}"


def _of_headings(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    # The search and the navigation have none: the page's own comes first.
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading of level {level} after one of level {before}"


def _of_labels(elements: list[Element]) -> Iterator[str]:
    labelled = {one.attrs.get("for") for one in elements if one.name == "label"}
    within = {id(field) for one in elements if one.name == "label" for field in _elements(one)}
    for one in elements:
        hidden = one.attrs.get("type") in ("hidden", "submit")
        if one.name not in FIELDS or hidden or id(one) in within or one.attrs.get("id") in labelled:
            continue
        if not one.attrs.keys() & {"aria-label", "aria-labelledby"}:
            yield f"no label for {one.name} {one.attrs}"
