from __future__ import annotations

from django.urls import path

from intramural.care.pages import concerns, doors, exposures, narrowings

app_name = "care"
urlpatterns = [
    path("posts/<str:public_id>/narrowing/", narrowings.narrowing, name="narrowing"),
    path("posts/<str:public_id>/concern/", concerns.concern, name="concern"),
    path("posts/<str:public_id>/recovery/", concerns.recovery, name="recovery"),
    path("posts/<str:public_id>/exposure/", exposures.report, name="exposure"),
    path("concerns/<str:public_id>/", concerns.talk, name="talk"),
    path("concerns/<str:public_id>/closing/", concerns.closing, name="closing"),
    path("care/post/<str:token>/", doors.post, name="post_door"),
    path("care/talk/<str:token>/", doors.talk, name="talk_door"),
    path("narrowings/<str:public_id>/", narrowings.matter, name="matter"),
    path("narrowings/<str:public_id>/agreement/", narrowings.agreement, name="agreement"),
    path("narrowings/<str:public_id>/upholding/", narrowings.upholding, name="upholding"),
    path("narrowings/<str:public_id>/end/", narrowings.ending, name="ending"),
]
