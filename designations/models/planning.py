"""Which queries the database may keep a plan for.

PostgreSQL plans a prepared statement anew a few times, and may then keep one plan for all values. Where rows
are looked up by key that saves most of the time: planning a query of twenty tables takes 40 ms, executing it
1 ms. Where the value decides, such as how many events a list has, the kept plan has been 800 ms instead of 2.
So statements are planned for their values unless somebody says that they look up by key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# The use of a statement from which on it is prepared.
THRESHOLD = 3


@contextmanager
def plans_kept() -> Iterator[None]:
    """Let the statements executed within be prepared, as they look rows up by key whatever the values."""
    connection.ensure_connection()
    driver: Any = connection.connection
    before, driver.prepare_threshold = driver.prepare_threshold, THRESHOLD
    try:
        yield
    finally:
        driver.prepare_threshold = before
