from __future__ import annotations

from intramural.api.document import api

app_name = "api"
urlpatterns = api.addresses()
