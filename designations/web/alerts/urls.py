"""Addresses of the alert pages, under `alerts/`."""

from django.urls import path

from designations.web.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.subscribe_page, name="subscribe"),
    path("asked/", views.asked_page, name="asked"),
    path("confirm/<str:token>/", views.confirm_page, name="confirm"),
    path("manage/<str:token>/", views.manage_page, name="manage"),
    path("unsubscribe/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
]
