"""Every package that runs stands on the page of licences, and says that it may be used."""

from tests import licences


def test_the_page_is_that_of_the_locks() -> None:
    shown = licences.DOCUMENT.read_text()
    for one in (*licences.of_python(), *licences.of_npm()):
        assert f"| {one.name} | {one.version} |" in shown


def test_every_package_has_a_licence() -> None:
    packages = [*licences.of_python(), *licences.of_npm()]
    assert len(packages) > 60
    assert [one.name for one in packages if one.licence == "?"] == []


def test_what_we_ask_for_ourselves_has_its_reason() -> None:
    reasons = {one.name.lower(): one.reason for one in licences.of_python()}
    assert reasons["django"].startswith("the framework")
    assert reasons["nh3"]
