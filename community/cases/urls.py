"""Addresses of the room."""

app_name = "cases"
urlpatterns: list = []
