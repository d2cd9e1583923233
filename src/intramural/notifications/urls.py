from __future__ import annotations

from django.urls import path

from intramural.notifications import offline, pages

app_name = "notifications"
urlpatterns = [
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("for-you/", pages.inbox, name="inbox"),
    path("for-you/reading/", pages.reading, name="reading"),
    path("for-you/<str:public_id>/", pages.opening, name="opening"),
    path("for-you/<str:public_id>/done/", pages.done, name="done"),
    path("for-you/<str:public_id>/taking-up/", pages.taking_up, name="taking_up"),
    path("for-you/<str:public_id>/quiet/", pages.quiet, name="quiet"),
    path("settings/notifications/", pages.settings, name="settings"),
    path("settings/notifications/devices/", pages.devices, name="devices"),
    path("settings/notifications/devices/<str:public_id>/ending/", pages.device_ending, name="device_ending"),
    path("settings/notifications/quiet/<str:pk>/ending/", pages.hearing_again, name="hearing_again"),
]
