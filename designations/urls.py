"""Public addresses of the tracker."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("alerts/", include("designations.web.alerts.urls")),
]
