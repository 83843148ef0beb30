"""The page on which a care team tries messages before it publishes a policy."""

from django.urls import path

from medchat.evaluation import views

urlpatterns = [path("policy/playground/", views.playground, name="policy_playground")]
