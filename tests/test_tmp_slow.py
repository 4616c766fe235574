import time
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.shipped import shipped_facts
from tracker.database import owner_connection

@pytest.fixture(scope="module", autouse=True)
def facts(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), owner_connection():
        with connection.cursor() as c:
            c.execute("ANALYZE")
    with shipped_facts(django_db_blocker):
        yield

@pytest.mark.django_db
def test_x(client):
    with connection.cursor() as c: c.execute("set statement_timeout='20s'")
    for u in ["/","/events/","/lists/us-fto/","/entities/taliban/","/jurisdictions/ru/","/changes/","/entities/","/lists/"]:
        t=time.time()
        with CaptureQueriesContext(connection) as q:
            try:
                with transaction.atomic(): client.get(u)
            except Exception as e: print(repr(e)[:100])
        print(u, round(time.time()-t,2))
        for x in q.captured_queries:
            if float(x["time"])>0.3: print(x["time"], x["sql"][:200].split("FROM")[0][:80], "...", x["sql"][-1500:])
    assert 0
