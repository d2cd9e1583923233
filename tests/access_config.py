"""The access table of the addresses that belong to no domain: health, and signing in and out."""

from __future__ import annotations

from tests.access import Row

SHOWN, SENT_ON = (200,) * 7, (302,) * 7
INSIDE, NOT_THEIRS = (302, *(200,) * 6), (302, *(404,) * 6)

ACCESS = {
    #                      visitor guest member space_member owner author operator
    "healthz": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "readyz": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "api:openapi": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "account_login": [
        Row("GET", (200, 302, 302, 302, 302, 302, 302)),
        Row("POST", (200, 302, 302, 302, 302, 302, 302)),
    ],
    "mfa_login_webauthn": [
        Row("GET", (302, 302, 302, 302, 302, 302, 302)),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"credential": "{}"}),
    ],
    "mfa_authenticate": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "account_inactive": Row("GET", SHOWN),
    "account_reset_password": [
        Row("GET", SHOWN),
        Row("POST", SENT_ON, data={"email": "nobody@house.example"}),
    ],
    "account_reset_password_done": Row("GET", SHOWN),
    "account_reset_password_from_key_done": Row("GET", SHOWN),
    "account_reset_password_from_key": [
        Row("GET", SHOWN, at=lambda s: ["1", "set-password"]),
        Row("POST", SHOWN, at=lambda s: ["1", "no-such-key"]),
    ],
    "mfa_index": Row("GET", INSIDE),
    "account_change_password": [Row("GET", INSIDE), Row("POST", INSIDE)],
    "account_set_password": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "account_reauthenticate": [Row("GET", INSIDE), Row("POST", INSIDE, data={"password": "wrong"})],
    "mfa_reauthenticate": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "mfa_reauthenticate_webauthn": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    # Whoever would change a key shows first that it is them: they are sent to that page.
    "mfa_activate_totp": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "mfa_deactivate_totp": [Row("GET", NOT_THEIRS), Row("POST", NOT_THEIRS)],
    "mfa_view_recovery_codes": Row("GET", NOT_THEIRS),
    "mfa_download_recovery_codes": Row("GET", NOT_THEIRS),
    "mfa_generate_recovery_codes": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "mfa_list_webauthn": Row("GET", INSIDE),
    "mfa_add_webauthn": [Row("GET", SENT_ON), Row("POST", SENT_ON)],
    "mfa_edit_webauthn": [Row("GET", SENT_ON, at=lambda s: [1]), Row("POST", SENT_ON, at=lambda s: [1])],
    "mfa_remove_webauthn": [Row("GET", SENT_ON, at=lambda s: [1]), Row("POST", SENT_ON, at=lambda s: [1])],
    "account_logout": [
        Row("POST", (302, 302, 302, 302, 302, 302, 302)),
        Row("GET", (405, 405, 405, 405, 405, 405, 405)),
    ],
}
