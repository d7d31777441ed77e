"""What the app answered to a payload, by HTTP or Socket Mode."""

import json
from dataclasses import dataclass, field

from sandbox.model import Json


@dataclass(slots=True)
class Answer:
    """What the app answered. `failure` is None, or Slack's reason: `http_timeout`, `connection_failed`, `http_error`."""

    status: int | None = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    failure: str | None = None

    def data(self) -> Json:
        """The body as a JSON object; plain text becomes `{"text": …}`, an empty body `{}`."""
        text = self.body.decode("utf-8", "replace").strip()
        if not text:
            return {}
        try:
            parsed = json.loads(text)
        except ValueError:
            return {"text": text}
        return parsed if isinstance(parsed, dict) else {"text": text}
