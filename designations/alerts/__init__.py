"""E-mail to people who asked for it: exactly what they chose, once, soon, with the source.

The words: a *request* is what one form asked for together, kept as Subscriptions (one a combination); a
*message* is one mail, the Deliveries that travel together; a *nudge* is a Celery message that says 'there
may be work', and nothing else.

The way of an alert, one module a step: `subscribe` (ask, confirm), `fan_out` with `match` (changes become
Deliveries), `send` with `claim`, `contents`, `compose` and `post` (Deliveries become mail), `unsubscribe`.
Rows carry the work: `recover` finds whatever a lost nudge or a killed worker left behind.
"""
