from __future__ import annotations

from django.urls import path

from intramural.posts import pages

app_name = "posts"
urlpatterns = [
    path("posts/<str:public_id>/", pages.post, name="post"),
    path("posts/<str:public_id>/comments/", pages.comment, name="comment"),
    path("posts/<str:public_id>/reactions/", pages.reaction, name="reaction"),
    path("posts/<str:public_id>/withdrawal/", pages.withdrawal, name="withdrawal"),
    path("posts/<str:public_id>/deletion/", pages.deletion, name="deletion"),
]
