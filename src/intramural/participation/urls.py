from __future__ import annotations

from django.urls import path

from intramural.participation.pages import coaching, operating
from intramural.participation.pages import path as own

app_name = "participation"
urlpatterns = [
    path("path/", own.path, name="path"),
    path("path/switch/", own.switching, name="switching"),
    path("path/coach/", coaching.choosing, name="coach"),
    path("path/coach/withdrawal/", coaching.withdrawal, name="withdrawal"),
    path("path/cards/<str:slug>/", coaching.closing, name="closing"),
    path("coaching/<str:public_id>/", coaching.seen, name="seen"),
    path("operator/skills/", operating.skills, name="skills"),
    path("operator/skills/<str:public_id>/", operating.skill, name="skill"),
    path("operator/coaches/", operating.coaches, name="coaches"),
    path("operator/coaches/<str:handle>/end/", operating.dismissal, name="dismissal"),
]
