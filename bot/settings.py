"""The environment, read once. docs/settings.md says the same in words, and a test holds it to that."""

import os
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


class SettingsError(Exception):
    """The environment can't be used; the message says what to set."""


class Settings(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""), description="The bot token of the Slack app (`xoxb-…`)."
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), description="The signing secret of the Slack app. Not needed in Socket Mode."
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""),
        description="An app-level token (`xapp-…`). If set, Socket Mode instead of HTTP.",
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Where Slack's Web API is.")
    database_url: str = Field(
        default="sqlite:///liaison.db",
        description="`sqlite:///…`, or `postgres://…` and `postgresql://…` as hosts hand them out.",
    )
    host: str = Field(default="0.0.0.0", description="The address to listen on.")  # noqa: S104 - a container's front door
    port: int = Field(default=3000, ge=0, le=65535, description="The port to listen on.")
    public_url: str = Field(
        default="",
        description="Where this server can be reached from outside (`https://…`): for the addresses of calendar feeds.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged."
    )
    log_format: Literal["console", "json"] = Field(default="console", description="How logs look.")
    lease_seconds: float = Field(
        default=15,
        ge=2,
        le=600,
        description="How long a worker may hold a conversation before another takes it over. A call to Slack is given up after 0.4 of it.",
    )

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _in_lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_of_a_kind_we_know(cls, value: str) -> str:
        if not value.startswith(
            ("sqlite:///", "postgres://", "postgresql://", "postgresql+asyncpg://", "sqlite+aiosqlite:///")
        ):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        try:
            make_url(value)
        except (ArgumentError, ValueError):
            raise ValueError("is not of the form postgresql://user:password@host:port/name") from None
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("public_url")
    @classmethod
    def _is_an_address_of_the_web(cls, value: str) -> str:
        given = value.strip().rstrip("/")
        parts = urlsplit(given)
        if given and (
            parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment
        ):
            raise ValueError("must be of the form https://liaison.example.org")
        return given

    @property
    def socket_mode(self) -> bool:
        return bool(self.slack_app_token.get_secret_value())

    @property
    def request_timeout(self) -> float:
        """Seconds for one call to Slack: under half the lease, so that a lost call is over before anybody else looks."""
        return self.lease_seconds * 0.4

    def require_slack(self, *, web: bool) -> None:
        """Raises SettingsError if what talking to Slack needs is not there. `web`: requests come in by HTTP."""
        if not self.slack_bot_token.get_secret_value():
            raise SettingsError(
                "SLACK_BOT_TOKEN is not set. It is the bot token of your Slack app and begins with xoxb-."
            )
        if web and not self.socket_mode and not self.slack_signing_secret.get_secret_value():
            raise SettingsError(
                "Set SLACK_SIGNING_SECRET (from your Slack app's Basic Information) for HTTP, "
                "or SLACK_APP_TOKEN for Socket Mode."
            )


def read_settings() -> Settings:
    """Reads the environment. Raises SettingsError, which names the variable and never its value."""
    try:
        return Settings.model_validate({name.lower(): value for name, value in os.environ.items()})
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors(include_input=False)
        ]
        raise SettingsError("\n".join(lines)) from None
