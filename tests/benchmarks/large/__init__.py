"""A large invented record, made by the database itself: the same rows for the same seed.

`load(size=Size(entities=100_000, events=1_000_000), seed=1)` adds entities with names in five scripts, lists,
sources with captures, published events with citations, log and periods, drafts in every state, and a list
file's entries. Every trigger and constraint holds for its rows, and the periods are those that their events
give when rebuilt.
"""

from tests.benchmarks.large.load import Size, load

__all__ = ["Size", "load"]
