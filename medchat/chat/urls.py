"""The patient's pages."""

from django.urls import path

from medchat.chat import views

urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("settings/", views.settings, name="settings"),
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/<uuid:pk>/", views.conversation, name="conversation"),
    path("conversations/<uuid:pk>/person/", views.person, name="person"),
    path("conversations/<uuid:pk>/print/", views.print_conversation, name="print_conversation"),
]
