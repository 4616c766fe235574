"""Imports versions of a feed in a process of its own, so that the peak of its memory is theirs alone.

Called as `python -m tests.benchmarks.importing DATABASE FEED VERSIONS`; these in JSON: [[day, {role: path}]].
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

import django
from django.conf import settings


def peak() -> float:
    """The most memory that this process had, in MB. `ru_maxrss` begins with what its parent had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(database: str, slug: str, versions: str) -> None:
    """Import each version, and say as JSON what it took."""
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from designations.importers.run import import_version
    from designations.models import Feed

    feed, told, before = Feed.objects.get(slug=slug), [], peak()
    for day, files in json.loads(versions):
        began = time.perf_counter()
        outcome = import_version(
            feed,
            files={role: Path(path) for role, path in files.items()},
            dated=date.fromisoformat(day),
            publish=True,
        )
        told.append(outcome.as_json() | {"seconds": time.perf_counter() - began, "peak": peak()})
    json.dump({"before": before, "versions": told}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
