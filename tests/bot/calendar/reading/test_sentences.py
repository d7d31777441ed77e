"""Sentences as people type them, with what they mean: three tables, one a language, `en.txt`, `fr.txt` and `es.txt`.

A line is the sentence, `=>`, the title, when it is, and what else it says: kind, group, place, country, rule, link, problem. Times are
in Geneva unless a zone is named; `2019-05-04 09:00..2019-05-06 17:30` goes from one to the other; `-` means that it doesn't say.
"""

from datetime import date
from pathlib import Path

import pytest

from bot.calendar.reading.sentence import Sentence, read
from bot.calendar.when import When

TODAY, ZURICH = date(2019, 3, 18), "Europe/Zurich"
GROUPS = {
    "Global Coordinating Group": "C1",
    "GCG": "C1",
    "Communications and Engagement Action Group": "C2",
    "CEAG": "C2",
    "Migration Action Group": "C3",
    "#migration": "C3",
    "Supply Chain Action Group": "C4",
}


def table(language: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" => ") if " => " in line else line.split(" =>") for line in lines if "=>" in line]
    return [(typed, " ".join(meant.split())) for typed, meant in rows]


def written(sentence: Sentence) -> str:
    """What was understood, as the tables write it."""
    more = {
        "group": sentence.channel_id,
        "place": sentence.place,
        "country": sentence.country,
        "rule": sentence.rule,
        "link": sentence.link,
        "problem": sentence.problem,
    }
    parts = [sentence.title, _dates(sentence.when), *([sentence.kind] if sentence.kind else [])]
    return " | ".join([*parts, *(f"{name} {value}" for name, value in more.items() if value)]).strip()


def _dates(when: When | None) -> str:
    if when is None:
        return "-"
    zone = "" if when.timezone == ZURICH else f" @{when.timezone}"
    first, last = when.starts_on, when.ends_on
    if first is None or last is None:
        return f"TBC{zone}"
    match when.precision:
        case "week":
            return f"{first:%G-W%V}{zone}"
        case "part":
            return f"{ {1: 'early', 11: 'mid', 21: 'late'}[first.day] } {first:%Y-%m}{zone}"
        case "month":
            return f"{first:%Y-%m}{zone}"
        case "quarter":
            return f"{first:%Y}-Q{(first.month + 2) // 3}{zone}"
        case "year":
            return f"{first:%Y}{zone}"
        case _day:
            start = f"{first}" + (f" {when.starts_at:%H:%M}" if when.starts_at else "")
            end = [str(last)] if last != first else []
            end += [f"{when.ends_at:%H:%M}"] if when.ends_at else []
            return start + (".." + " ".join(end) if end else "") + zone


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_sentence_of_the_table_means_what_it_says(language: str) -> None:
    wrong = []
    for typed, meant in table(language):
        found = written(read(typed, today=TODAY, timezone=ZURICH, language=language, groups=GROUPS))
        if found != meant:
            wrong.append(f"{typed}\n    meant {meant}\n    read  {found}")
    assert not wrong, f"{len(wrong)} of {len(table(language))}:\n" + "\n".join(wrong)
