"""JSON from outside: what can't be written in UTF-8 is replaced, and NaN and Infinity aren't JSON."""

import json
import re
from typing import Any

SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(raw: bytes | str) -> Any:
    """What JSON says. A half of a surrogate pair becomes U+FFFD, as nothing could be sent on with it.

    Raises ValueError for what is no JSON, also for what is nested too deep."""
    try:
        parsed = json.loads(raw, parse_constant=_not_json)
        escaped = b"\\ud" if isinstance(raw, bytes) else "\\ud"
        if escaped in raw.lower():  # type: ignore[operator]
            parsed = json.loads(SURROGATE.sub("\ufffd", json.dumps(parsed, ensure_ascii=False)))
    except RecursionError:
        raise ValueError("nested too deep") from None
    return parsed


def _not_json(constant: str) -> None:
    raise ValueError(constant)
