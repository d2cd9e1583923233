from __future__ import annotations

from django.urls import path

from intramural.home.pages import people, spaces, stewards, stream, thinking, topics, writing

app_name = "home"
urlpatterns = [
    path("", stream.stream, name="stream"),
    path("newer/", stream.newer, name="newer"),
    path("write/", writing.write, name="write"),
    path("write/preview/", writing.preview, name="preview"),
    path("write/reach/", writing.reached, name="reach"),
    path("write/second-thought/", thinking.second_thought, name="second_thought"),
    path("write/completion/", writing.completion, name="completion"),
    path("drafts/", writing.drafts, name="drafts"),
    path("drafts/<str:public_id>/discarding/", writing.discarding, name="discarding"),
    path("people/<str:handle>/shared/", people.talk, name="talk"),
    path("spaces/<str:slug>/", spaces.space, name="space"),
    path("stewards/", stewards.listing, name="stewards"),
    path("topics/", topics.listing, name="topics"),
    path("topics/<str:slug>/", topics.topic, name="topic"),
    path("topics/<str:slug>/following/", topics.following, name="topic_following"),
]
