"""The care team's pages of the clinic's policy."""

from django.urls import path

from medchat.policy import views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/draft/", views.start, name="policy_start"),
    path("policy/edit/", views.edit, name="policy_edit"),
    path("policy/submit/", views.submit, name="policy_submit"),
    path("policy/review/", views.review, name="policy_review"),
    path("policy/history/", views.history, name="policy_history"),
    path("policy/versions/<int:number>/", views.version, name="policy_version"),
]
