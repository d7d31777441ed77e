"""What to do while Slack refuses the token: nothing but ask now and then whether it takes it again.

The outbox and the sweeps that ask Slack wait together: one call asks for all, and what is due stays due. Each worker remembers it for
itself, so a worker that is started with a mended token tries at once. Times are real seconds.
"""

# Slack refuses us, whatever we ask: the token, or the workspace's state. Nothing is wrong with the row, and all of them wait until
# somebody mends it (https://docs.slack.dev/reference/methods/chat.postMessage#errors). Not `no_permission` and `access_denied`: they
# are about the conversation, as `not_in_channel` is.
LOCKED_OUT = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "two_factor_setup_required",
        "accesslimited",
        "ekm_access_denied",
    }
)
FIRST_WAIT = 60.0
LONGEST_WAIT = 3600.0
ANSWER_WITHIN = 30.0  # of the call that asks: nothing else is sent meanwhile


class Lockout:
    def __init__(self) -> None:
        self.until = 0.0  # when to ask again
        self._since: float | None = None

    def refused(self, begun_at: float, now: float) -> None:
        """A call that was begun at `begun_at` was refused. We wait as long as it has lasted: a minute, an hour at most."""
        if self._since is None:
            self._since, self.until = now, now + FIRST_WAIT
        elif begun_at > self._since:
            self.until = now + min(max(now - self._since, FIRST_WAIT), LONGEST_WAIT)

    def passed(self, begun_at: float) -> None:
        """A call that was begun at `begun_at` was not refused: it is over, unless that call was on its way when it began."""
        if self._since is not None and begun_at > self._since:
            self._since, self.until = None, 0.0

    def room(self, now: float, wanted: int) -> int:
        """How many calls may be begun, of those that are wanted."""
        if self._since is None:
            return wanted
        return min(wanted, 1) if now >= self.until else 0

    def asked(self, now: float) -> None:
        """Calls were begun. If we are locked out, it was the one that asks."""
        if self._since is not None:
            self.until = max(self.until, now + ANSWER_WITHIN)
