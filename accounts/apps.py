from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Seal allauth's column too: its class is exchanged before anything reads it."""
        from functools import partial

        from allauth.account.models import EmailAddress

        from accounts import crypto, sessions
        from accounts.fields import EncryptedEmailField
        from accounts.hand_sealed import sealed_by_hand
        from accounts.models import Session

        # The field object stays, so that allauth's constraints and indexes still mean it.
        EmailAddress._meta.get_field("email").__class__ = EncryptedEmailField
        sealed_by_hand(Session, "data", partial(crypto.renewed, purpose=sessions.PURPOSE))
