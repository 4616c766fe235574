"""Addresses of the whole site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from designations.urls import pages
from tracker.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
if settings.DEBUG:
    from tracker import dev_mail

    urlpatterns += dev_mail.urlpatterns
urlpatterns.append(path("", include("designations.urls")))
urlpatterns += i18n_patterns(*pages, prefix_default_language=False)
