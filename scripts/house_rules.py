"""House rules that no linter knows, as small checks over the sources. `make lint` runs them.

Each rule is a pattern, where it may stand, and why it may stand nowhere else.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("bot", "handlers", "scheduler", "storage")


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: str
    allowed: tuple[str, ...]
    why: str
    folders: tuple[str, ...] = PRODUCT
    suffix: str = ".py"


RULES = (
    Rule(
        r"\.(commit|begin)\(\)",
        ("storage/database.py", "storage/migrate.py", "storage/sqlite.py"),
        "one file begins and commits",
    ),
    Rule(r"os\.environ|getenv", ("bot/settings.py",), "the environment is read once, in bot/settings.py"),
    Rule(
        r"datetime\.now\(|datetime\.utcnow|time\.time\(\)",
        ("bot/clock.py", "scheduler/worker.py"),
        "time is injected: bot/clock.py",
    ),
    Rule(
        r"chat_postMessage|chat_update|chat\.postMessage|conversations_invite",
        ("scheduler/steps.py", "scheduler/pace.py", "scheduler/ledger.py", "bot/doctor/manifest.py"),
        "posts go by the outbox",
    ),
    Rule(r"<!(channel|here|everyone)", ("bot/i18n.py",), "Liaison never pings a channel"),
    Rule(r"innerHTML|outerHTML|insertAdjacentHTML", (), "DOM nodes only", ("sandbox",), ".js"),
    Rule(
        r"sqlalchemy\.dialects",
        ("storage/upserts.py", "storage/given.py"),
        "ON CONFLICT is in storage/upserts.py",
    ),
    Rule(r"\bprint\(", (), "logs, or sys.stdout on the command line"),
)


def violations() -> list[str]:
    """Every line that breaks a rule: where, and why."""
    found = []
    for rule in RULES:
        for folder in rule.folders:
            for path in sorted((ROOT / folder).rglob(f"*{rule.suffix}")):
                name = path.relative_to(ROOT).as_posix()
                if name in rule.allowed:
                    continue
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                    if re.search(rule.pattern, line) and not line.lstrip().startswith(("#", "//", "*", "/*")):
                        found.append(f"{name}:{number}: {rule.why}")
    return found


def main() -> int:
    found = violations()
    sys.stdout.write("".join(f"{line}\n" for line in found) or "House rules: kept.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
