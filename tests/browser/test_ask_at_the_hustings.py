"""A question stands on the page as soon as it is asked, the second as the first."""

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.clock import go_to, load_until
from tests.browser.phone import Phone
from tests.browser.running import Running
from tests.browser.test_journey_ballot import ELECTION, announce, stand


def test_whoever_asks_sees_the_question_at_once(
    product: Running, phone: Callable[..., Phone]
) -> None:
    hall = json.loads(product.manage("-W", "ignore", "-m", "tests.browser.hall", "Ana", "Ben"))
    ana, ben = phone(product), phone(product)
    ana.sign_in_by(hall, "Ana")
    ben.sign_in_by(hall, "Ben")
    election = announce(ana, hall["home"])
    for name, one in (("Ana", ana), ("Ben", ben)):
        stand(one, election, name)
    go_to(ana, "Nominations close", ELECTION)
    load_until(ben, f"{election}hustings/", "Your question to all candidates")
    for words in ("Who drives?", "Who pays?"):
        ben.fill("Your question to all candidates", words)
        ben.page.get_by_role("button", name="Ask all candidates").tap()
        expect(ben.page.get_by_role("heading", name=words)).to_be_in_viewport()
        expect(ben.page.get_by_label("Your question to all candidates")).to_have_value("")
