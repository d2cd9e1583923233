from __future__ import annotations

from django.urls import path

from intramural.home.pages import spaces, stream

app_name = "home"
urlpatterns = [
    path("", stream.stream, name="stream"),
    path("write/", stream.write, name="write"),
    path("spaces/<str:slug>/", spaces.space, name="space"),
]
