"""Files for the tests: those beside this one, as Google, Outlook and Apple write them, and small ones made of a few lines."""

from datetime import date
from pathlib import Path

from bot.calendar.importing.found import Contents, Found
from bot.calendar.importing.reading import contents_of

FILES = Path(__file__).parent / "files"
ZURICH = "Europe/Zurich"


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def read(content: bytes | str, name: str = "calendar.ics") -> Contents:
    text = content if isinstance(content, bytes) else content.encode()
    return contents_of(name, text, here=ZURICH, today=date(2019, 3, 18), language="en")


def ics(*events: str, head: str = "") -> str:
    """A calendar of events, each given as its lines but for BEGIN and END; UID, DTSTAMP and SUMMARY are there unless they are given."""
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + head + "".join(map(_event, events)) + "END:VCALENDAR\n"


def _event(lines: str) -> str:
    usual = {
        "UID": "one@example.org",
        "DTSTAMP": "20190301T080000Z",
        "SUMMARY": "Seminar",
        "DTSTART": "20190403T120000Z",
    }
    given = {line.partition(":")[0].partition(";")[0] for line in lines.splitlines()}
    more = "".join(f"{name}:{value}\n" for name, value in usual.items() if name not in given)
    return f"BEGIN:VEVENT\n{more}{lines.strip()}\nEND:VEVENT\n".replace("\n\n", "\n")


def one(lines: str, head: str = "") -> Found:
    (found,) = read(ics(lines, head=head)).found
    return found


def dates(found: Found) -> str:
    """“2019-04-03 14:00 – 2019-04-03 16:00 Europe/Zurich”."""
    said = found.said
    ends = [said["starts_on"], said["starts_at"], said["ends_on"], said["ends_at"]]
    words = [f"{each:%H:%M}" if hasattr(each, "hour") else str(each) for each in ends if each is not None]
    return " ".join([*words, said["timezone"]])


def why(content: bytes | str, name: str = "calendar.ics") -> list[str]:
    """Why what is in a file is not taken."""
    return [skipped.problem.what for skipped in read(content, name).skipped]
