"""The only writer of public records: draft -> review -> publish | correct | retract.

One verb a module, each one public function that holds permission, transaction, projection and Change row,
so that the admin, the importers and the commands cannot diverge. `fold` is pure; `project` keeps its result.
"""
