"""One provider that asks to wait holds up nobody else."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from notices import answers
from notices.models import Delivery, Failure, Message
from notices.operations import claims, domains, sending
from notices.operations.deliveries import expand_message
from tests.conftest import NOW
from tests.factories import UserFactory
from tests.factories_notices import MailServer

Make = Callable[..., Message]
Work = Callable[..., Message]
pytestmark = pytest.mark.django_db


def _of(domain: str, count: int) -> list[User]:
    return [UserFactory(email=f"one{number}@{domain}") for number in range(count)]


def test_a_domain_that_asks_to_wait_is_left_alone_and_the_others_go_on(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    slow, fast = _of("slow.example", 60), _of("fast.example", 60)
    people = [one for pair in zip(slow, fast, strict=True) for one in pair]
    mail_server.refuse = lambda to, _n: "451 4.7.1 later" if to.endswith("@slow.example") else ""
    message = deliver(message_to(people))
    assert sorted(mail_server.recipients) == sorted(one.email for one in fast)
    assert sum(mail_server.attempts.values()) == 60 + domains.IN_A_ROW
    waiting = message.deliveries.filter(status="waiting")
    assert Counter(waiting.values_list("fault", "attempts", "try_at")) == {
        ("451 4.7.1", 1, NOW + timedelta(minutes=1)): 3,
        (sending.SLOW_DOMAIN, 0, NOW + timedelta(minutes=1)): 57,
    }
    mail_server.refuse = lambda _to, _n: ""
    assert deliver(message, NOW + timedelta(minutes=1)).status == "sent"
    assert Counter(mail_server.recipients) == {one.email: 1 for one in people}


def test_an_answer_between_lets_a_domain_go_on(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    people = _of("mixed.example", 12)
    later = {one.email for one in people[::2]}
    mail_server.refuse = lambda to, _n: "452 4.2.2 full" if to in later else ""
    deliver(message_to(people))
    assert sum(mail_server.attempts.values()) == 12


def test_a_domain_is_known_in_any_case_and_in_no_table(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    people = _of("slow.example", 5)
    mail_server.refuse = lambda _to, _n: "451 later"
    deliver(message_to(people))
    known = domains.Domains()
    for _number in range(domains.IN_A_ROW):
        known.heard("a@Slow.Example", answers.Answer(answers.Kind.LATER))
    assert known.is_slow("b@slow.example")
    assert not known.is_slow("b@other.example")
    assert "slow.example" not in str(list(Delivery.objects.values()))
    assert not Failure.objects.exists()


def test_what_a_slow_domain_never_let_us_try_is_given_up_after_two_days(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    mail_server.refuse = lambda _to, _n: "451 4.7.1 later"
    message = deliver(message_to(_of("slow.example", 5)), NOW + timedelta(hours=49))
    assert message.status == "sent"
    assert Counter(message.deliveries.values_list("status", "fault")) == {
        ("refused", "Given up: 451 4.7.1"): 3,
        ("refused", f"Given up: {sending.SLOW_DOMAIN}"): 2,
    }


def test_an_attempt_that_was_made_before_lengthens_the_wait_of_an_untried_one(
    mail_server: MailServer, message_to: Make, deliver: Work
) -> None:
    message = message_to(_of("slow.example", 5))
    expand_message(message, at=NOW)
    message.refresh_from_db()
    last = Delivery.objects.order_by("pk").last()
    assert last is not None
    Delivery.objects.filter(pk=last.pk).update(attempts=2)
    mail_server.refuse = lambda _to, _n: "451 later"
    deliver(message)
    last.refresh_from_db()
    assert (last.attempts, last.try_at) == (2, NOW + claims.back_off(2))
