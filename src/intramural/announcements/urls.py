from __future__ import annotations

from django.urls import path

from intramural.announcements import pages

app_name = "announcements"
urlpatterns = [path("posts/<str:public_id>/acknowledgement/", pages.acknowledgement, name="acknowledgement")]
