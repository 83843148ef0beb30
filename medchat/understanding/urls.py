"""The patient's own list of questions, and the sheet to take home."""

from django.urls import path

from medchat.understanding import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/<uuid:pk>/", views.question, name="question"),
    path("questions/<uuid:pk>/move/", views.move, name="move_question"),
    path("questions/<uuid:pk>/asked/", views.asked, name="asked_question"),
    path("questions/<uuid:pk>/remove/", views.remove, name="remove_question"),
    path("conversations/<uuid:pk>/sheet/", views.sheet, name="sheet"),
    path("conversations/<uuid:pk>/sheet.pdf", views.sheet_pdf, name="sheet_pdf"),
]
