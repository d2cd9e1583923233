from __future__ import annotations

from django.urls import path

from intramural.home.pages import people, spaces, stream, topics

app_name = "home"
urlpatterns = [
    path("", stream.stream, name="stream"),
    path("write/", stream.write, name="write"),
    path("people/<str:handle>/shared/", people.talk, name="talk"),
    path("spaces/<str:slug>/", spaces.space, name="space"),
    path("topics/", topics.listing, name="topics"),
    path("topics/<str:slug>/", topics.topic, name="topic"),
    path("topics/<str:slug>/following/", topics.following, name="topic_following"),
]
