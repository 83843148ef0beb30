"""The staff's pages."""

from django.urls import path

from medchat.escalation import views

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("cases/<uuid:pk>/", views.case, name="case"),
    path("cases/<uuid:pk>/claim/", views.claim, name="claim_case"),
    path("cases/<uuid:pk>/answer/", views.answer, name="answer_case"),
    path("cases/<uuid:pk>/note/", views.note, name="note_case"),
    path("cases/<uuid:pk>/release/", views.release, name="release_case"),
    path("cases/<uuid:pk>/resolve/", views.resolve, name="resolve_case"),
    path("cases/<uuid:pk>/keep/", views.keep, name="keep_case"),
]
