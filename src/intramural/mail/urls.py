from __future__ import annotations

from django.urls import path

from intramural.mail import pages

app_name = "mail"
urlpatterns = [
    path("mail/leaving/<slug:token>/", pages.leaving, name="leaving"),
    path("settings/mail/", pages.settings, name="settings"),
    path("settings/mail/again/", pages.again, name="again"),
    path("operator/mail/", pages.aside, name="aside"),
]
