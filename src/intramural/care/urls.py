from __future__ import annotations

from django.urls import path

from intramural.care.pages import access, concerns, consults, doors, exposures, matter_doors, narrowings, stewardship_doors

app_name = "care"
urlpatterns = [
    path("posts/<str:public_id>/narrowing/", narrowings.narrowing, name="narrowing"),
    path("posts/<str:public_id>/concern/", concerns.concern, name="concern"),
    path("posts/<str:public_id>/recovery/", concerns.recovery, name="recovery"),
    path("posts/<str:public_id>/exposure/", exposures.report, name="exposure"),
    path("posts/<str:public_id>/access/", access.access, name="access"),
    path("access/<str:public_id>/", access.answer, name="access_answer"),
    path("concerns/<str:public_id>/", concerns.talk, name="talk"),
    path("concerns/<str:public_id>/closing/", concerns.closing, name="closing"),
    path("concerns/<str:public_id>/lesson/", concerns.lesson, name="lesson"),
    path("drafts/<str:public_id>/asking/", consults.asking, name="asking"),
    path("consults/<str:public_id>/", consults.consult, name="consult"),
    path("consults/<str:public_id>/answer/", consults.opinion, name="opinion"),
    path("consults/<str:public_id>/taking/", consults.taking, name="taking"),
    path("consults/<str:public_id>/showing/", consults.showing_again, name="showing_again"),
    path("consults/<str:public_id>/sharing/", consults.sharing, name="sharing"),
    path("consults/<str:public_id>/dissent/", consults.dissent, name="dissent"),
    path("consults/<str:public_id>/end/", consults.calling_off, name="calling_off"),
    path("consults/<str:public_id>/files/<str:file_id>/", consults.file, name="consult_file"),
    path("care/consult/<str:token>/", doors.consult, name="consult_door"),
    path("care/consult/<str:token>/files/<str:file_id>/", doors.consult_file, name="consult_door_file"),
    path("care/access/<str:token>/", doors.access, name="access_door"),
    path("care/post/<str:token>/", doors.post, name="post_door"),
    path("care/talk/<str:token>/", doors.talk, name="talk_door"),
    path("care/matter/<str:token>/", matter_doors.matter, name="matter_door"),
    path("care/exposure/<str:token>/", matter_doors.exposure, name="exposure_door"),
    path("care/stewardship/<str:token>/", stewardship_doors.stewardship, name="stewardship_door"),
    path("narrowings/<str:public_id>/", narrowings.matter, name="matter"),
    path("narrowings/<str:public_id>/agreement/", narrowings.agreement, name="agreement"),
    path("narrowings/<str:public_id>/upholding/", narrowings.upholding, name="upholding"),
    path("narrowings/<str:public_id>/talk/", narrowings.talk, name="matter_talk"),
    path("narrowings/<str:public_id>/end/", narrowings.ending, name="ending"),
]
