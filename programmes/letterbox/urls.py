"""Addresses of the letterbox. No receipt code stands in one of them."""

from django.urls import path

from programmes.letterbox import views

app_name = "letterbox"
urlpatterns = [
    path("phan-anh/", views.form, name="form"),
    path("phan-anh/tra-cuu/", views.answer, name="answer"),
]
