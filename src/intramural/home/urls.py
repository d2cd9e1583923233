from __future__ import annotations

from django.urls import path

from intramural.home import pages

app_name = "home"
urlpatterns = [
    path("", pages.stream, name="stream"),
    path("write/", pages.write, name="write"),
]
