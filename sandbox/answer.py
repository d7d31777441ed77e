"""What the app answered to a payload, by HTTP or Socket Mode."""

from dataclasses import dataclass, field

from sandbox.decoding import decoded
from sandbox.model import Json


@dataclass(slots=True)
class Answer:
    """What the app answered. `failure` is None, or Slack's reason for trying again: by HTTP `http_timeout`,
    `http_error`, `connection_failed`, `ssl_error`, `too_many_redirects` or `unknown_error`; by Socket Mode `timeout`,
    and `connection_failed` where there is no connection, or no longer."""

    status: int | None = None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    failure: str | None = None

    @property
    def timed_out(self) -> bool:
        """Whether the three seconds passed."""
        return self.failure in {"http_timeout", "timeout"}

    @property
    def command_error(self) -> str:
        """Slack's word to the person whose slash command failed."""
        if self.timed_out:
            return "operation_timeout"
        if self.failure != "http_error":
            return "dispatch_failed"
        return "http_service_error" if (self.status or 0) >= 500 else "http_client_error"

    def data(self) -> Json:
        """The body as a JSON object; plain text becomes `{"text": …}`, an empty body `{}`."""
        text = self.body.decode("utf-8", "replace").strip()
        if not text:
            return {}
        try:
            parsed = decoded(text)
        except ValueError:
            return {"text": text}
        return parsed if isinstance(parsed, dict) else {"text": text}
