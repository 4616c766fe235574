"""PostgreSQL and Valkey from wheels, for when no URL is configured.

Used in development and in tests, never in production. Every path follows from the state directory alone, so
reading the settings starts nothing; the first real connection does. A small keeper process is the parent of
both servers. Each process that uses them holds a shared lock on a lease file, and the keeper stops the
servers once nobody holds one.

`places` knows paths, `account` who runs the servers, `postgres` and `valkey` one server each, `keeper` their
lifetime, `client` how a process asks for them; `backend`, `cache` and `signals` are the ways in from Django
and Celery.
"""
