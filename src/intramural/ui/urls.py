from __future__ import annotations

from django.urls import path

from intramural.ui import pages

app_name = "ui"
urlpatterns = [path("", pages.gallery, name="gallery")]
