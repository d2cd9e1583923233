from __future__ import annotations

from django.urls import path

from intramural.search import pages

app_name = "search"
urlpatterns = [
    path("search/", pages.search, name="search"),
    path("search/suggestions/", pages.suggestions, name="suggestions"),
]
