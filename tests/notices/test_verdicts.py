"""Which refusals count against an address, by the words of the servers that say so."""

import pytest

from notices import verdicts


@pytest.mark.parametrize(
    ("status", "diagnostic", "verdict"),
    [
        ("5.1.1", "smtp; 550 5.1.1 User unknown", "hard"),
        ("5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound", "hard"),
        ("5.0.0", "", "hard"),
        ("5.0.0", "smtp; 550 5.2.1 The account is disabled", "hard"),
        ("5.0.0 (permanent failure)", "smtp; 550 no such user", "hard"),
        ("5.4.4", "X-Postfix; Host or domain name not found", "hard"),
        ("", "smtp; 550 5.1.1 unknown", "hard"),
        ("", "smtp; 553-sorry, no mailbox here", "hard"),
        ("5.5.0", "smtp; 550 5.5.0 mailbox unavailable", "hard"),
        ("5.2.2", "smtp; 552 5.2.2 full", "soft"),
        ("5.0.0", "smtp; 552 over quota", "soft"),
        ("5.4.6", "X-Postfix; mail loops back", "soft"),
        ("4.4.1", "X-Postfix; connect to mx[192.0.2.5]:25: Connection timed out", "soft"),
        ("4.3.2", "smtp; 451 4.3.2 system is going down", "soft"),
        ("4.0.0", "", "soft"),
        ("", "smtp; 452 try later", "soft"),
        ("5.7.1", "smtp; 550 5.7.1 blocked", "nothing"),
        ("5.0.0", "smtp; 550 5.7.26 unauthenticated", "nothing"),
        ("5.0.0", "smtp; 550 This message looks like spam", "nothing"),
        ("5.0.0", "smtp; 554 transaction failed", "nothing"),
        ("4.7.1", "smtp; 451 4.7.1 greylisted", "nothing"),
        ("5.1.8", "smtp; 553 5.1.8 sender's domain does not exist", "nothing"),
        ("5.3.4", "smtp; 552 5.3.4 too big", "nothing"),
        ("5.6.0", "", "nothing"),
        ("", "", "nothing"),
        ("nonsense", "198.51.100.5 mx500.example", "nothing"),
    ],
)
def test_a_report_counts_as_its_codes_say(status: str, diagnostic: str, verdict: str) -> None:
    assert verdicts.of_report(status, diagnostic).value == verdict


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("5.1.1", "hard"), ("5.2.1", "hard"), ("5.0.0", "nothing"), ("5.7.1", "nothing"), ("", "nothing")],
)  # fmt: skip
def test_a_refusal_after_the_text_counts_where_it_names_the_address(
    status: str, verdict: str
) -> None:
    assert verdicts.of_content(status).value == verdict
