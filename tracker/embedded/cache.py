"""The cache in the embedded Valkey."""

from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.utils.functional import cached_property

from tracker.embedded import client
from tracker.embedded.places import Places


class EmbeddedCache(RedisCache):
    """Starts the embedded servers when the cache is first used."""

    @cached_property
    def _cache(self) -> Any:
        client.ensure(Places(settings.TRACKER_STATE_DIR), unsafe=settings.TRACKER_PG_UNSAFE)
        return super()._cache
