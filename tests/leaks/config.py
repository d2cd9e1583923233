"""The surfaces that belong to no domain."""

from __future__ import annotations

from tests.leaks.surfaces import Nothing

SURFACES = {
    "healthz": Nothing("that the process answers"),
    "readyz": Nothing("that the database answers"),
    "account_login": Nothing("a form"),
    "account_logout": Nothing("a form"),
    **dict.fromkeys(
        (
            "mfa_authenticate",
            "mfa_login_webauthn",
            "account_inactive",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
        ),
        Nothing("a form of the way in"),
    ),
    **dict.fromkeys(
        (
            "mfa_index",
            "account_change_password",
            "account_set_password",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ),
        Nothing("what signs the person in"),
    ),
    "api:openapi": Nothing("what the API can do"),
    "command:demo": Nothing("prints how many it made"),
    "command:operator": Nothing("prints nothing of what people wrote"),
    "command:import": Nothing("prints counts, to the operator who brought the files"),
    "command:work": Nothing("prints nothing"),
    "command:serve": Nothing("prints its address"),
    "command:upgrade": Nothing("prints nothing"),
    "command:backup": Nothing("a copy for the operator of the machine, with everything in it"),
    "command:restore": Nothing("prints counts, and puts the copy back where nobody could read more than before"),
    "command:doctor": Nothing("prints settings, versions and figures, to the operator of the machine"),
}
