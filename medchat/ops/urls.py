"""Health, operations and audit."""

from django.urls import path

from medchat.ops import views

urlpatterns = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("operations/", views.operations, name="operations"),
    path("audit/", views.audit, name="audit"),
]
