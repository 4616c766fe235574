"""Loading a fact base: everything in one transaction, so that nothing is half-written."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from designations.editorial.access import FACTS, system_user
from designations.editorial.log import take_clock
from designations.importers.facts.events import load_events
from designations.importers.facts.feeds import load_feeds
from designations.importers.facts.read import read_facts
from designations.importers.facts.reference import Report, load_reference

SHIPPED = Path(__file__).resolve().parent.parent.parent / "data"


def load_facts(
    directory: Path = SHIPPED,
    *,
    with_events: bool = True,
    progress: Callable[[str], None] = lambda stage: None,
) -> Report:
    """Load the files in `directory` as the system user `facts`, unannounced.

    `progress` is told each stage as it begins (`STAGES`). Raises `FactsRefused` with every fault of the
    files, or an editorial error naming the line; nothing is written then.
    """
    progress("reading")
    facts = read_facts(directory)
    by, report = system_user(FACTS), Report()
    with transaction.atomic():
        take_clock()
        progress("lists, entities and sources")
        load_reference(facts, by=by, report=report)
        load_feeds(facts, report=report)
        if with_events:
            progress("events")
            load_events(facts, by=by, report=report)
        progress("saving")
    return report


STAGES = ("reading", "lists, entities and sources", "events", "saving")
