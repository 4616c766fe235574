"""Addresses of the tracker: those for programs, and the public pages, which exist in every language."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("designations.api.urls")),
]
pages: list[URLPattern | URLResolver] = [
    path("alerts/", include("designations.web.alerts.urls")),
    path("", include("designations.web.urls")),
]
