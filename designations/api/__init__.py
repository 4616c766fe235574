"""The public record for programs, read-only, under `/api/v1/`.

A request's parameters (`parameters`, `filters`) become a reading of the record (`reading`), pages are cut
from it (`cursors`), rows become plain dictionaries (`answers`), and whatever cannot be answered becomes a
problem document that says why (`problems`). `shapes` and `schema` describe all of it to OpenAPI.
"""
