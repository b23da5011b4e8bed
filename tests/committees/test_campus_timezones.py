"""Time zones from a country, a state or a place."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.campus_sources.timezones import country_codes, is_timezone, timezone_for


@pytest.mark.parametrize(
    ("country", "region", "zone"),
    [
        ("FR", "", "Europe/Paris"),
        ("NG", "", "Africa/Lagos"),
        ("XK", "", "Europe/Belgrade"),
        ("US", "TX", "America/Chicago"),
        ("US", "tx", "America/Chicago"),
        ("US", "District of Columbia", "America/New_York"),
        ("US", "Arizona", "America/Phoenix"),
        ("CA", "Québec", "America/Toronto"),
        ("CA", "NL", "America/St_Johns"),
        ("AU", "qld", "Australia/Brisbane"),
        ("AU", "Western Australia", "Australia/Perth"),
        ("BR", "", "America/Sao_Paulo"),
        ("RU", "", "Europe/Moscow"),
        ("US", "Nowhere", "America/New_York"),
        ("QQ", "", ""),
        ("", "", ""),
    ],
)
def test_the_zone_follows_the_country_and_state(country: str, region: str, zone: str) -> None:
    assert timezone_for(country, region=region) == zone


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "zone"),
    [
        ("BR", -3.10, -60.02, "America/Manaus"),
        ("BR", -30.03, -51.23, "America/Sao_Paulo"),
        ("MX", 32.53, -117.02, "America/Tijuana"),
        ("RU", 43.12, 131.89, "Asia/Vladivostok"),
        ("RU", None, 82.9, "Asia/Novosibirsk"),
        ("ES", 28.10, -15.41, "Atlantic/Canary"),
        ("ES", 36.72, -4.42, "Europe/Madrid"),
        ("PT", 37.74, -25.67, "Atlantic/Azores"),
        ("ID", -8.65, 115.22, "Asia/Makassar"),
        ("CN", 43.82, 87.62, "Asia/Shanghai"),
        ("CL", -33.45, -70.66, "America/Santiago"),
        ("NZ", None, -179.0, "Pacific/Chatham"),
        ("FR", -21.0, 55.0, "Europe/Paris"),
    ],
)
def test_the_zone_follows_the_place_in_a_wide_country(
    country: str, latitude: float | None, longitude: float, zone: str
) -> None:
    assert timezone_for(country, latitude=latitude, longitude=longitude) == zone


def test_a_state_outweighs_a_place() -> None:
    assert timezone_for("US", region="TX", latitude=40.7, longitude=-74.0) == "America/Chicago"


def test_every_country_has_a_real_zone() -> None:
    missing = {code for code in country_codes() if not timezone_for(code)}
    assert missing <= {"BV", "HM"}  # islands where nobody lives
    for code in country_codes() - missing:
        assert ZoneInfo(timezone_for(code))


def test_every_state_and_province_has_a_real_zone() -> None:
    for country, codes in (
        ("US", "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT"),
        ("US", "NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"),
        ("CA", "AB BC MB NB NL NS NT NU ON PE QC SK YT"),
        ("AU", "ACT NSW NT QLD SA TAS VIC WA"),
    ):
        for code in codes.split():
            assert is_timezone(timezone_for(country, region=code))


def test_only_place_names_count_as_zones() -> None:
    assert is_timezone("Europe/Paris")
    assert not is_timezone("Europe/Pariss")
    assert not is_timezone("EST")
    assert not is_timezone("../etc/passwd")


@settings(deadline=None)
@given(
    country=st.sampled_from(sorted(country_codes())),
    latitude=st.one_of(st.none(), st.floats(-90, 90)),
    longitude=st.one_of(st.none(), st.floats(-180, 180)),
)
def test_any_place_gets_a_zone_of_its_country(
    country: str, latitude: float | None, longitude: float | None
) -> None:
    zone = timezone_for(country, latitude=latitude, longitude=longitude)
    assert zone == "" or is_timezone(zone)
