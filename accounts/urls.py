"""Sign-in and one's account. allauth's own pages are not among them."""

from django.urls import path

from accounts.views import (
    addresses,
    demo,
    entry,
    feeds,
    preferences,
    recovery,
    second_factors,
    sessions,
)

urlpatterns = [
    path("sign-in/", entry.sign_in, name="account_login"),  # the name that allauth goes back to
    path("sign-in/", entry.sign_in, name="sign-in"),
    path("sign-in/code/", entry.enter_code, name="enter-code"),
    path("sign-in/code/again/", entry.resend_code, name="resend-code"),
    path("sign-in/second/", entry.enter_second_factor, name="enter-second-factor"),
    path("sign-in/passkey/", entry.use_passkey, name="use-passkey"),
    path("sign-in/recovery/", recovery.use_recovery_code, name="use-recovery-code"),
    path("sign-up/", entry.sign_up, name="sign-up"),
    path("sign-out/", entry.sign_out, name="sign-out"),
    path("exit/", sessions.leave_now, name="leave-now"),
    path("elsewhere/", sessions.elsewhere, name="elsewhere"),
    path("language/", preferences.choose_language, name="choose-language"),
    path("account/", entry.account, name="account"),
    path("account/confirm/", addresses.confirm_identity, name="confirm-identity"),
    path("account/address/", addresses.change_address, name="change-address"),
    path("account/recovery-codes/", recovery.make_recovery_codes, name="make-recovery-codes"),
    path("account/preferences/", preferences.set_preferences, name="set-preferences"),
    path("account/calendar/", feeds.make_feed, name="make-feed"),
    path("account/calendar/revoke/", feeds.revoke_feed, name="revoke-feed"),
    path("account/erase/", preferences.erase_account, name="erase-account"),
    path("account/erased/", preferences.account_erased, name="account-erased"),
    path("account/freeze/", sessions.freeze_account, name="freeze-account"),
    path("account/factors/", second_factors.second_factors, name="second-factors"),
    path("account/factors/passkey/", second_factors.add_passkey, name="add-passkey"),
    path("account/factors/app/", second_factors.add_authenticator, name="add-authenticator"),
    path(
        "account/factors/<slug:public_id>/name/",
        second_factors.name_second_factor,
        name="name-second-factor",
    ),
    path(
        "account/factors/<slug:public_id>/remove/",
        second_factors.remove_second_factor,
        name="remove-second-factor",
    ),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/end/", sessions.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<slug:public_id>/name/", sessions.name_session, name="name-session"),
    path("account/sessions/<slug:public_id>/end/", sessions.end_session, name="end-session"),
    path("demo/continue/<slug:public_id>/", demo.continue_as, name="continue-as"),
]
