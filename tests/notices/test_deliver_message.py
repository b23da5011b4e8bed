"""Every recipient gets one mail, whatever the server answers."""

import smtplib
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest

from accounts.models import User
from notices import answers
from notices.models import Bounce, Delivery, Failure, Heartbeat, MailStop, Message
from notices.operations import claims, deliveries, hearts, sending
from notices.operations.deliveries import claim_deliveries, expand_message, reap_deliveries
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer, MailStopFactory, MessageFactory, RefusalFactory

Make = Callable[..., Message]
Work = Callable[..., Message]
pytestmark = pytest.mark.django_db


def statuses(message: Message) -> Counter[str]:
    return Counter(message.deliveries.values_list("status", flat=True))


def test_everybody_gets_one_mail(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    message = deliver(message_to(people))
    assert sorted(mail_server.recipients) == sorted(one.email for one in people)
    assert (message.status, message.sent_at) == ("sent", NOW)
    assert statuses(message) == {"sent": 3}


def test_a_recipient_named_twice_gets_one_mail(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    deliver(message_to([*people, *people]))
    assert len(mail_server.mails) == 3


def test_delivering_again_sends_nothing(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    message = deliver(message_to(people))
    assert expand_message(message, at=NOW) is False
    deliver(message)
    assert len(mail_server.mails) == 3


def test_one_connection_carries_a_chunk(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    people = [UserFactory() for _ in range(45)]
    deliver(message_to(people))
    assert (len(mail_server.mails), mail_server.connections) == (45, 1)


def test_a_message_to_nobody_is_sent_at_once(message_to: Make, deliver: Work) -> None:
    assert deliver(message_to([])).status == "sent"


def test_what_is_not_due_stays(people: list[User], message_to: Make, deliver: Work) -> None:
    message = deliver(message_to(people, due_at=NOW + timedelta(hours=1)))
    assert (message.status, message.deliveries.count()) == ("waiting", 0)


def test_those_who_refused_and_those_who_left_are_skipped(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    RefusalFactory(user=people[0], scope="abc")
    RefusalFactory(user=people[1], scope="another", category="meetings")
    people[2].is_active = False
    people[2].save()
    message = deliver(message_to(people, scope="abc", is_formal=True))
    assert mail_server.recipients == [people[1].email]
    assert statuses(message) == {"sent": 1, "skipped": 2}
    assert message.status == "sent"


def test_a_refusal_of_everything_counts_for_each_committee(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    RefusalFactory(user=people[0], scope="")
    deliver(message_to(people[:1], scope="abc"))
    assert mail_server.mails == []


def test_security_mail_asks_nobody_whether_it_is_wanted(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    RefusalFactory(user=people[0], scope="")
    deliver(message_to(people[:1], category="security"))
    assert mail_server.recipients == [people[0].email]


def test_a_permanent_refusal_ends_one_delivery_and_keeps_no_address(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    bad = people[1].email
    mail_server.refuse = lambda to, _n: f"550 5.1.1 <{to}> unknown" if to == bad else ""
    message = deliver(message_to(people))
    assert statuses(message) == {"sent": 2, "refused": 1}
    assert message.deliveries.get(status="refused").fault == "550 5.1.1"
    assert message.status == "sent"


@pytest.mark.parametrize(
    ("answer", "is_dead"),
    [
        ("550 5.1.1 <{}> unknown", True),
        ("550 No such user here: {}", True),
        ("551 5.1.6 moved", True),
        ("501 5.1.3 bad syntax of {}", True),
        ("550 5.5.0 Requested action not taken: mailbox unavailable", True),
        ("550 5.4.1 Recipient address rejected: Access denied", True),
        ("552 5.2.2 mailbox of {} is full", False),
        ("550 5.7.1 Message rejected as spam", False),
        ("554 spam", False),
        ("550 relay not permitted", False),
        ("550 5.1.8 sender's address rejected", False),
        ("550 5.3.4 too big", False),
        ("451 4.7.1 try later", False),
    ],
)
def test_a_refusal_of_the_address_itself_stops_its_mail_and_no_other_refusal_does(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work,
    answer: str, is_dead: bool,
) -> None:  # fmt: skip
    bad = people[1]
    mail_server.refuse = lambda to, _n: answer.format(to) if to == bad.email else ""
    deliver(message_to(people))
    assert MailStop.objects.filter(user=bad).exists() is is_dead
    assert MailStop.objects.count() == Bounce.objects.filter(kind="hard").count() == int(is_dead)
    assert "@" not in str(list(Bounce.objects.values()))


def test_where_mail_came_back_none_is_sent_and_the_delivery_says_why(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    MailStopFactory(user=people[0])
    RefusalFactory(user=people[1], scope="")
    message = deliver(message_to(people, is_formal=True))
    assert mail_server.recipients == [people[2].email]
    faults = set(message.deliveries.filter(status="skipped").values_list("fault", flat=True))
    assert faults == {"address bounces", "not wanted"}
    assert message.status == "sent"


def test_security_mail_is_tried_even_where_mail_came_back(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    MailStopFactory(user=people[0])
    deliver(message_to(people[:1], category="security"))
    assert mail_server.recipients == [people[0].email]


def test_a_temporary_refusal_is_tried_again_later(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    slow = people[1].email
    mail_server.refuse = lambda to, n: "451 try later" if to == slow and n < 3 else ""
    message = deliver(message_to(people))
    assert (message.status, statuses(message)["waiting"]) == ("sending", 1)
    assert deliver(message, NOW + timedelta(seconds=59)).status == "sending"
    assert deliver(message, NOW + timedelta(minutes=1)).status == "sending"
    assert deliver(message, NOW + timedelta(minutes=7)).status == "sent"
    assert mail_server.attempts[slow] == 3
    identifiers = Counter(mail_server.recipients)
    assert set(identifiers.values()) == {1}


def test_after_two_days_of_temporary_refusals_it_is_given_up(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    mail_server.refuse = lambda _to, _n: "451 4.7.1 try later"
    message = deliver(message_to(people[:1]), NOW + timedelta(hours=49))
    assert message.status == "sent"
    assert message.deliveries.get().fault == "Given up: 451 4.7.1"


@pytest.mark.parametrize("is_formal", [True, False])
def test_a_line_cut_in_the_middle_misses_nobody_and_doubles_nobody(
    mail_server: MailServer, message_to: Make, deliver: Work, is_formal: bool
) -> None:
    people = [UserFactory() for _ in range(30)]
    mail_server.cut_after = 7
    message = deliver(message_to(people, is_formal=is_formal))
    assert len(mail_server.mails) == 29
    message = deliver(message, NOW + timedelta(minutes=1))
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}
    assert message.status == "sent"
    assert mail_server.connections == 3


def test_a_server_that_keeps_cutting_the_line_is_left_alone(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    people = [UserFactory() for _ in range(10)]
    mail_server.refuse = lambda _to, _n: "421 too busy"
    message = deliver(message_to(people))
    assert sum(mail_server.attempts.values()) == sending.LINES_LOST
    assert statuses(message) == {"waiting": 10}
    assert Failure.objects.get().sentence == "The mail server does not take our mail: 421"


def test_a_server_that_is_away_is_asked_again_when_it_is_back(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    mail_server.stop()
    message = deliver(message_to(people))
    assert statuses(message) == {"waiting": 3}
    failure = Failure.objects.get()
    assert failure.sentence == "The mail server does not take our mail: ConnectionRefusedError"
    mail_server.start()
    deliver(message, NOW + timedelta(minutes=2))
    assert mail_server.mails == []  # within 30 seconds no worker asks again
    Heartbeat.objects.filter(part=hearts.MAIL_AWAY).update(
        seen_at=hearts.machine_now() - timedelta(seconds=31)
    )
    assert deliver(message, NOW + timedelta(minutes=2)).status == "sent"
    assert len(mail_server.mails) == 3


def test_a_template_that_fails_is_seen_and_loses_nothing(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    message = deliver(message_to(people, template="tests/email/broken"))
    assert statuses(message) == {"waiting": 3}
    assert "template" in Failure.objects.get().part
    message.template = "tests/email/plain"
    message.save()
    assert deliver(message, NOW + timedelta(minutes=2)).status == "sent"


def test_an_audience_that_fails_is_said_once_an_hour_and_waits(
    people: list[User], message_to: Make, deliver: Work
) -> None:
    message = deliver(message_to(people, audience="nobody.knows"))
    deliver(message)
    assert message.status == "waiting"
    assert "KeyError" in Failure.objects.get().sentence


def test_a_broken_address_is_refused_and_the_next_is_sent(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    User.objects.filter(pk=people[0].pk).update(email="a@mail.example, b@mail.example")
    message = deliver(message_to(people[:2]))
    assert statuses(message) == {"refused": 1, "sent": 1}


@pytest.mark.parametrize(
    "address",
    [
        "a+b@mail.example",
        '"quoted name"@mail.example',
        "o'neil@mail.example",
        "x" * 64 + "@mail.example",
        "ana@xn--bcher-kva.example",
    ],
)
def test_odd_addresses_arrive(
    mail_server: MailServer, message_to: Make, deliver: Work, address: str
) -> None:
    deliver(message_to([UserFactory(email=address)]))
    assert mail_server.recipients == [address]


def test_an_international_domain_goes_out_in_its_ascii_form(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    deliver(message_to([UserFactory(email="ana@bücher.example")]))
    assert mail_server.recipients == ["ana@xn--bcher-kva.example"]


def test_a_fallen_lease_is_given_back_with_the_same_identifier(
    mail_server: MailServer, people: list[User], message_to: Make, deliver: Work
) -> None:
    message = message_to(people)
    expand_message(message, at=NOW)
    claim = claim_deliveries(message, at=NOW)
    assert claim is not None
    assert claim_deliveries(message, at=NOW) is None
    assert reap_deliveries(at=NOW) == 0
    Delivery.objects.update(leased_until=hearts.machine_now() - timedelta(seconds=1))
    assert reap_deliveries(at=NOW) == 3
    assert deliver(message).status == "sent"
    sent = {
        message_from_bytes(mail.original_content or b"")["Message-ID"] for mail in mail_server.mails
    }
    rows = Delivery.objects.values_list("public_id", flat=True)
    assert sent == {f"<{row}@rankandfile.example>" for row in rows}


def test_a_row_that_kills_its_worker_again_and_again_waits_between(
    people: list[User], message_to: Make
) -> None:
    message = message_to(people[:1])
    expand_message(message, at=NOW)
    Delivery.objects.update(
        status="claimed",
        leased_until=hearts.machine_now() - timedelta(seconds=1),
        attempts=deliveries.REAPED_OFTEN,
    )
    reap_deliveries(at=NOW)
    assert Delivery.objects.get().try_at == NOW + claims.back_off(deliveries.REAPED_OFTEN)


def test_a_lease_that_was_lost_is_not_sent_under(
    mail_server: MailServer, people: list[User], message_to: Make
) -> None:
    message = message_to(people)
    expand_message(message, at=NOW)
    claim = claim_deliveries(message, at=NOW)
    assert claim is not None
    Delivery.objects.filter(user=people[0]).update(status="waiting", leased_until=None)
    people[1].delete()
    claim.renew()
    assert claim.left == [Delivery.objects.get(user=people[2]).pk]


def test_a_slice_that_is_over_gives_the_rest_back(
    mail_server: MailServer, message_to: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "SLICE_SECONDS", 0)
    message = message_to([UserFactory() for _ in range(30)])
    assert deliveries.deliver_message(message.public_id, at=NOW) is True
    assert statuses(message) == {"sent": 20, "waiting": 10}
    assert deliveries.deliver_message(message.public_id, at=NOW) is True
    assert deliveries.deliver_message(message.public_id, at=NOW) is False
    assert statuses(message) == {"sent": 30}


def test_an_old_lease_is_renewed_before_the_next_mail(
    mail_server: MailServer, message_to: Make, deliver: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(0, 10_000, 70))
    began = hearts.machine_now()
    monkeypatch.setattr(hearts, "machine_now", lambda: began + timedelta(seconds=next(moments)))
    people = [UserFactory() for _ in range(5)]
    message = deliver(message_to(people))
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}
    assert message.status == "sent"


def test_the_query_count_does_not_grow_with_the_recipients(
    mail_server: MailServer, message_to: Make, deliver: Work, django_assert_max_num_queries: Any
) -> None:
    message = message_to([UserFactory() for _ in range(20)])
    with django_assert_max_num_queries(32):
        deliver(message)


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (smtplib.SMTPDataError(554, b"5.7.1 spam from a@b.example"), "never", "554 5.7.1"),
        (smtplib.SMTPDataError(452, b"full"), "later", "452"),
        (smtplib.SMTPDataError(550, "5.1.1 caf\xe9".encode()), "never", "550 5.1.1"),
        (smtplib.SMTPSenderRefused(550, b"5.7.0 no", "me@x.example"), "server away", "550 5.7.0"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "server away", "535"),
        (smtplib.SMTPServerDisconnected("gone"), "later", "The line was cut."),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (421, "busy")}), "later", "421"),
        (smtplib.SMTPNotSupportedError("utf8"), "never", "SMTPNotSupportedError"),
        (UnicodeError("x"), "never", "UnicodeError"),
        (TimeoutError(), "server away", "TimeoutError"),
        (RuntimeError("of a provider"), "later", "RuntimeError"),
    ],
)
def test_what_a_server_answers_is_read_without_its_words(
    fault: Exception, kind: str, words: str
) -> None:
    answer = answers.read(fault)
    assert (answer.kind.value, answer.fault) == (kind, words)
    assert answer.is_address_dead is ("5.1.1" in words)


def test_a_message_is_due_until_it_is_sent() -> None:
    message = MessageFactory(due_at=NOW)
    assert list(Message.objects.with_work(NOW)) == [message]
    assert not Message.objects.with_work(NOW - timedelta(seconds=1)).exists()
