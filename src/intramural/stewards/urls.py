from __future__ import annotations

from django.urls import path

from intramural.stewards import pages

app_name = "stewards"
urlpatterns = [
    path("stewards/new/", pages.new, name="new"),
    path("stewards/away/", pages.away, name="away"),
    path("stewards/<str:public_id>/", pages.stewardship, name="stewardship"),
    path("stewards/<str:public_id>/people/", pages.entrusting, name="entrusting"),
    path("stewards/<str:public_id>/say/", pages.say, name="say"),
    path("stewards/<str:public_id>/watch/", pages.watch, name="watch"),
    path("stewards/<str:public_id>/examples/", pages.examples, name="examples"),
    path("stewards/<str:public_id>/names/", pages.names, name="names"),
    path("stewards/<str:public_id>/names/<str:name_id>/", pages.name, name="name"),
    path("stewards/<str:public_id>/examples/<str:example_id>/removal/", pages.removal, name="removal"),
]
