from __future__ import annotations

from django.urls import path

from intramural.realtime import pages

app_name = "realtime"
urlpatterns = [
    path("live/", pages.news, name="news"),
    path("live/posts/", pages.shown, name="shown"),
    path("live/posts/<str:public_id>/", pages.post, name="post"),
]
