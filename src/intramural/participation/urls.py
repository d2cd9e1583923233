from __future__ import annotations

from django.urls import path

from intramural.participation import pages

app_name = "participation"
urlpatterns = [
    path("path/", pages.path, name="path"),
    path("path/switch/", pages.switching, name="switching"),
    path("operator/skills/", pages.skills, name="skills"),
    path("operator/skills/<str:public_id>/", pages.skill, name="skill"),
]
