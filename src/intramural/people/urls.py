from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intramural.kit.markup import HANDLE
from intramural.people.pages import finding, settings


class HandleConverter(StringConverter):
    """A handle in an address, in lower or upper case; anything else is no address of ours."""

    regex = HANDLE.replace("a-z", "A-Za-z")

    def to_python(self, value: str) -> str:
        return value.lower()


register_converter(HandleConverter, "handle")

app_name = "people"
urlpatterns = [
    path("people/", finding.directory, name="directory"),
    path("people/chart/", finding.chart, name="chart"),
    path("people/<handle:handle>/", finding.profile, name="profile"),
    path("people/<handle:handle>/following/", finding.following, name="following"),
    path("people/<handle:handle>/photo/<slug:key>/", finding.photo, name="photo"),
    path("units/<slug:public_id>/", finding.unit, name="unit"),
    path("settings/", settings.profile, name="settings"),
    path("settings/photo/", settings.photo, name="settings_photo"),
    path("settings/sessions/", settings.sessions, name="sessions"),
    path("settings/sessions/others/", settings.other_sessions, name="other_sessions"),
    path("settings/sessions/<slug:public_id>/ending/", settings.session_ending, name="session_ending"),
    path("settings/tokens/", settings.tokens, name="tokens"),
    path("settings/tokens/<slug:public_id>/ending/", settings.token_ending, name="token_ending"),
]
