from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Seal allauth's column too: its class is exchanged before anything reads it."""
        from allauth.account.models import EmailAddress

        from accounts.fields import EncryptedEmailField

        # The field object stays, so that allauth's constraints and indexes still mean it.
        EmailAddress._meta.get_field("email").__class__ = EncryptedEmailField
