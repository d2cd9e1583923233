from __future__ import annotations

from django.urls import path

from intramural.thought import pages

app_name = "thought"
urlpatterns = [
    path("stewards/<str:public_id>/second-thought/", pages.fared, name="fared"),
    path("operator/second-thought/", pages.whole, name="whole"),
]
