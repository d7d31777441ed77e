"""Whether a form that is sent again says the same."""

import hashlib
import json
from typing import Any


def fingerprint(entered: Any) -> str:
    """Of what was entered, 16 hex digits, to be kept in its place.

    Whoever got no answer in time has the same form before them still, by the same id: what they have changed in it since is no repetition.
    """
    return hashlib.sha256(json.dumps(entered, sort_keys=True, default=str).encode()).hexdigest()[:16]
