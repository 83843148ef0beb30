"""The care team's pages."""

from django.urls import path

from medchat.library import views
from medchat.library.editing import edit, measure, preview, submit
from medchat.library.reviewing import retire, review

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/new/", views.new_topic, name="new_topic"),
    path("library/measure/", measure, name="measure"),
    path("library/gaps/<uuid:gap_id>/close/", views.close_gap, name="close_gap"),
    path("library/topics/<uuid:topic_id>/", views.topic, name="topic"),
    path("library/topics/<uuid:topic_id>/names/", views.rename, name="rename_topic"),
    path("library/topics/<uuid:topic_id>/history/", views.history, name="history"),
    path("library/topics/<uuid:topic_id>/draft/", views.start_draft, name="start_draft"),
    path("library/revisions/<uuid:revision_id>/", preview, name="preview"),
    path("library/revisions/<uuid:revision_id>/edit/", edit, name="edit"),
    path("library/revisions/<uuid:revision_id>/submit/", submit, name="submit"),
    path("library/revisions/<uuid:revision_id>/review/", review, name="review"),
    path("library/revisions/<uuid:revision_id>/retire/", retire, name="retire"),
]
