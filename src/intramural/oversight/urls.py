from __future__ import annotations

from django.urls import path

from intramural.oversight import pages

app_name = "oversight"
urlpatterns = [path("openness/", pages.openness, name="openness")]
