"""The shipped fact base: read and validated whole, then written through the editorial verbs.

`columns` says what the files hold, `read` validates, `reference` writes what events refer to, `events`
compares each row with the record and publishes, corrects or cites, `load` runs it in one transaction.
"""
