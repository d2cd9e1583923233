from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from intramural.config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("intramural.api.urls")),
    path("ui/", include("intramural.ui.urls")),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("", include("intramural.people.urls")),
    path("", include("intramural.spaces.urls")),
    path("", include("intramural.posts.urls")),
    path("", include("intramural.home.urls")),
]
handler400 = "intramural.ui.pages.bad_request"
handler404 = "intramural.ui.pages.not_found"
handler500 = "intramural.ui.pages.broken"
