from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from home.demo import people  # noqa: F401  it offers itself to the sign-in page
