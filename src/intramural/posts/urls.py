from __future__ import annotations

from django.urls import path

from intramural.posts.pages import comments, embargoes, files, posts

app_name = "posts"
urlpatterns = [
    path("kept/", posts.kept, name="kept"),
    path("posts/<str:public_id>/", posts.post, name="post"),
    path("posts/<str:public_id>/comments/", posts.comment, name="comment"),
    path("posts/<str:public_id>/reactions/", posts.reaction, name="reaction"),
    path("posts/<str:public_id>/keeping/", posts.keeping, name="keeping"),
    path("posts/<str:public_id>/following/", posts.following, name="following"),
    path("posts/<str:public_id>/editing/", posts.editing, name="editing"),
    path("posts/<str:public_id>/history/", posts.history, name="history"),
    path("posts/<str:public_id>/vote/", posts.vote, name="vote"),
    path("posts/<str:public_id>/growing/", posts.growing, name="growing"),
    path("posts/<str:public_id>/audience/", posts.audience, name="audience"),
    path("posts/<str:public_id>/embargo/", embargoes.embargo, name="embargo"),
    path("posts/<str:public_id>/embargo/agreement/", embargoes.agreement, name="embargo_agreement"),
    path("posts/<str:public_id>/embargo/end/", embargoes.ending, name="embargo_end"),
    path("posts/<str:public_id>/opening/", embargoes.opened, name="opening"),
    path("posts/<str:public_id>/withdrawal/", posts.withdrawal, name="withdrawal"),
    path("posts/<str:public_id>/deletion/", posts.deletion, name="deletion"),
    path("files/", files.sending, name="file_sending"),
    path("files/<slug:public_id>/", files.original, name="file"),
    path("files/<slug:public_id>/thumbnail/", files.thumbnail, name="file_thumbnail"),
    path("files/<slug:public_id>/preview/", files.preview, name="file_preview"),
    path("files/<slug:public_id>/about/", files.about, name="file_about"),
    path("files/<slug:public_id>/removal/", files.removal, name="file_removal"),
    path("comments/<str:public_id>/", comments.comment, name="at_comment"),
    path("comments/<str:public_id>/reactions/", comments.reaction, name="comment_reaction"),
    path("comments/<str:public_id>/acceptance/", comments.acceptance, name="acceptance"),
    path("comments/<str:public_id>/editing/", comments.editing, name="comment_editing"),
    path("comments/<str:public_id>/history/", comments.history, name="comment_history"),
    path("comments/<str:public_id>/withdrawal/", comments.withdrawal, name="comment_withdrawal"),
    path("comments/<str:public_id>/deletion/", comments.deletion, name="comment_deletion"),
]
