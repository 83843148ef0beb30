"""Sign-in, sign-out and the code by mail: the allauth views we use, and no others."""

from allauth.account import views
from django.urls import path

from medchat.accounts.views import home

urlpatterns = [
    path("", home, name="home"),
    path("accounts/login/", views.login, name="account_login"),
    path("accounts/logout/", views.logout, name="account_logout"),
    path("accounts/inactive/", views.account_inactive, name="account_inactive"),
    path("accounts/login/code/", views.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
]
