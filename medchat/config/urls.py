"""Every address of the product, one include per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("medchat.accounts.urls")),
    path("", include("medchat.chat.urls")),
    path("", include("medchat.understanding.urls")),
    path("", include("medchat.escalation.urls")),
    path("", include("medchat.library.urls")),
    path("", include("medchat.policy.urls")),
    path("", include("medchat.evaluation.urls")),
    path("", include("medchat.ops.urls")),
]
