"""Time zones by whatever a calendar file calls them."""

from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from bot.calendar.ical.reading import Component, calendars
from bot.calendar.importing.zones import Zones, named

RULES = {
    "New York": (("1SU", 11, "-0500"), ("2SU", 3, "-0400")),
    "Berlin": (("-1SU", 10, "+0100"), ("-1SU", 3, "+0200")),
    "Sydney": (("1SU", 4, "+1000"), ("1SU", 10, "+1100")),
}


def written(tzid: str, of: str) -> Component:
    parts = "".join(
        f"BEGIN:{name}\nDTSTART:16010101T030000\nRRULE:FREQ=YEARLY;BYDAY={day};BYMONTH={month}\nTZOFFSETFROM:+0000\n"
        f"TZOFFSETTO:{offset}\nEND:{name}\n"
        for name, (day, month, offset) in zip(("STANDARD", "DAYLIGHT"), RULES[of], strict=True)
    )
    zone = f"BEGIN:VTIMEZONE\nTZID:{tzid}\n{parts}END:VTIMEZONE\n"
    return calendars(f"BEGIN:VCALENDAR\n{zone}END:VCALENDAR\n".encode())[0]


def test_every_zone_of_windows_is_one_that_there_is() -> None:
    for name in get_global("windows_zone_mapping"):
        zone = named(name)
        assert zone is not None, name
        assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Zurich", "Europe/Zurich"),
        ("europe/zurich", "Europe/Zurich"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Pacific Daylight Time", "America/Los_Angeles"),
        ("/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris"),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("GMT+0300", "Etc/GMT-3"),
        ("UTC-05:00", "Etc/GMT+5"),
        ("UTC+05:30", "Asia/Kolkata"),
        ("GMT", "UTC"),
        ("../../etc/passwd", None),
        ("Zeit von Atlantis", None),
        ("GMT+99:00", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_any_of_its_names(tzid: str, zone: str | None) -> None:
    found = Zones(Component("VCALENDAR", 1), "Europe/Zurich").find(tzid, 2019)
    assert found == zone or (tzid == "GMT" and found in ("GMT", "UTC"))


@pytest.mark.parametrize(
    ("of", "here", "zone"),
    [
        ("New York", "Europe/Zurich", "America/New_York"),
        ("New York", "America/Toronto", "America/Toronto"),
        ("Berlin", "Europe/Zurich", "Europe/Zurich"),
        ("Sydney", "Europe/Zurich", "Australia/Sydney"),
    ],
)
def test_a_zone_of_a_programs_own_is_known_by_its_rules(of: str, here: str, zone: str) -> None:
    assert Zones(written("Customized Time Zone", of), here).find("Customized Time Zone", 2019) == zone


def test_rules_that_are_no_zones_are_none() -> None:
    odd = RULES["Berlin"][0], ("1MO", 6, "+0200")
    RULES["odd"] = odd
    assert (
        Zones(written("Customized Time Zone", "odd"), "Europe/Zurich").find("Customized Time Zone", 2019)
        is None
    )
