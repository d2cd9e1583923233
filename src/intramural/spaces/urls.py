from __future__ import annotations

from django.urls import path

from intramural.spaces import pages

app_name = "spaces"
urlpatterns = [
    path("spaces/", pages.listing, name="list"),
    path("spaces/new/", pages.new, name="new"),
    path("spaces/<str:slug>/membership/", pages.membership, name="membership"),
    path("spaces/<str:slug>/departure/", pages.departure, name="departure"),
    path("spaces/<str:slug>/reading/", pages.reading, name="reading"),
    path("spaces/<str:slug>/members/", pages.members, name="members"),
    path("spaces/<str:slug>/members/<str:handle>/removal/", pages.removal, name="removal"),
    path("spaces/<str:slug>/removal/", pages.removal_read, name="removal_read"),
    path("spaces/<str:slug>/invitations/", pages.invitations, name="invitations"),
    path("spaces/<str:slug>/invitation/acceptance/", pages.acceptance, name="acceptance"),
    path("spaces/<str:slug>/invitation/refusal/", pages.refusal, name="refusal"),
    path("spaces/<str:slug>/owners/", pages.owners, name="owners"),
    path("spaces/<str:slug>/resignation/", pages.resignation, name="resignation"),
    path("spaces/<str:slug>/care/", pages.care, name="care"),
    path("spaces/<str:slug>/settings/", pages.settings, name="settings"),
    path("spaces/<str:slug>/gate/", pages.gate, name="gate"),
    path("spaces/<str:slug>/opening/", pages.opening, name="opening"),
    path("spaces/<str:slug>/renewal/", pages.renewal, name="renewal"),
    path("spaces/<str:slug>/archive/", pages.archive, name="archive"),
    path("spaces/<str:slug>/restoration/", pages.restoration, name="restoration"),
]
