"""Rows of the record as plain dictionaries, in the words of the interface.

One rule for all: what is absent is null, never an empty text; dates are partial-date texts; moments are
ISO 8601 in UTC. A page costs the same number of queries whatever its size.
"""
