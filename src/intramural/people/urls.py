from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from intramural.kit.markup import HANDLE
from intramural.people.pages import arriving, finding, operating, settings, speaking, together


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
    path("units/", finding.units, name="units"),
    path("units/<slug:public_id>/", finding.unit, name="unit"),
    path("units/<slug:public_id>/delegations/", speaking.delegations, name="delegations"),
    path("units/<slug:public_id>/delegations/<handle:handle>/ending/", speaking.delegation_ending, name="delegation_ending"),
    path("invitations/", arriving.invitations, name="invitations"),
    path("invitations/<handle:handle>/withdrawal/", arriving.withdrawal, name="withdrawal"),
    path("invitations/<slug:token>/", arriving.acceptance, name="acceptance"),
    path("operator/people/", operating.accounts, name="accounts"),
    path("operator/people/<handle:handle>/", operating.account, name="account"),
    path("operator/people/<handle:handle>/place/", operating.placing, name="placing"),
    path("operator/people/<handle:handle>/standing/", operating.standing, name="standing"),
    path("operator/people/<handle:handle>/address/", operating.addressing, name="addressing"),
    path("operator/people/<handle:handle>/operating/", operating.appointment, name="appointment"),
    path("operator/people/<handle:handle>/second-steps/", operating.second_steps, name="second_steps"),
    path("operator/people/<handle:handle>/invitation/", operating.inviting, name="inviting"),
    path("operator/people/<handle:handle>/deactivation/", operating.deactivation, name="deactivation"),
    path("operator/people/<handle:handle>/erasure/", operating.erasure, name="erasure"),
    path("operator/invitations/", together.together, name="together"),
    path("operator/units/", operating.units, name="operator_units"),
    path("operator/units/<slug:public_id>/", operating.unit, name="operator_unit"),
    path("settings/", settings.profile, name="settings"),
    path("settings/photo/", settings.photo, name="settings_photo"),
    path("settings/sessions/", settings.sessions, name="sessions"),
    path("settings/sessions/others/", settings.other_sessions, name="other_sessions"),
    path("settings/sessions/<slug:public_id>/ending/", settings.session_ending, name="session_ending"),
    path("settings/tokens/", settings.tokens, name="tokens"),
    path("settings/tokens/<slug:public_id>/ending/", settings.token_ending, name="token_ending"),
]
