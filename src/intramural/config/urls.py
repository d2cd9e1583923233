from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST

from intramural.config import health

security = [
    path("", second_step.index, name="mfa_index"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/removal/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("intramural.api.urls")),
    path("ui/", include("intramural.ui.urls")),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", require_POST(account.logout), name="account_logout"),
    path("password/", account.password_reset, name="account_reset_password"),
    path("password/mailed/", account.password_reset_done, name="account_reset_password_done"),
    path("password/chosen/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("settings/security/", include(security)),
    path("", include("intramural.people.urls")),
    path("", include("intramural.spaces.urls")),
    path("", include("intramural.stewards.urls")),
    path("", include("intramural.posts.urls")),
    path("", include("intramural.care.urls")),
    path("", include("intramural.thought.urls")),
    path("", include("intramural.announcements.urls")),
    path("", include("intramural.participation.urls")),
    path("", include("intramural.mail.urls")),
    path("", include("intramural.search.urls")),
    path("", include("intramural.realtime.urls")),
    path("", include("intramural.notifications.urls")),
    path("", include("intramural.oversight.urls")),
    path("", include("intramural.home.urls")),
]
handler400 = "intramural.ui.pages.bad_request"
handler403 = "intramural.ui.pages.not_allowed"
handler404 = "intramural.ui.pages.not_found"
handler429 = "intramural.ui.pages.too_many"
handler500 = "intramural.ui.pages.broken"
