"""Carries payloads to the app: to its Request URL, or by Socket Mode once the app has used that."""

import time

from sandbox.answer import Answer
from sandbox.clock import Real, within
from sandbox.feed import Feed
from sandbox.log import Delivery, Log
from sandbox.model import Json
from sandbox.request_url import RequestUrl
from sandbox.socket_mode import SocketMode
from sandbox.state import State

DEADLINE = 3.0


class Courier:
    """Delivers one payload at a time to the app and logs it. Retrying is the events' matter."""

    def __init__(self, state: State, real: Real, deliveries: Log[Delivery], feed: Feed) -> None:
        self.request_url: str | None = None
        self.socket = SocketMode(state.app)
        self._http = RequestUrl(state.app)
        self._real = real
        self._deliveries = deliveries
        self._feed = feed

    @property
    def has_receiver(self) -> bool:
        """Whether the app has said where its payloads go."""
        return self.request_url is not None or self.socket.opened

    async def send(self, delivery: Delivery, payload: Json) -> Answer:
        """Deliver and wait for the answer, at most three seconds of real time. Never raises for the app's faults."""
        self._deliveries.add(delivery)
        delivery.payload, delivery.by_socket = payload, self.socket.enabled
        started = time.perf_counter()
        try:
            answer = await within(self._real, DEADLINE, self._carry(delivery, payload))
        except TimeoutError:
            answer = Answer(failure="timeout" if delivery.by_socket else "http_timeout")
        delivery.duration = time.perf_counter() - started
        delivery.status, delivery.failure = answer.status, answer.failure
        delivery.answer = answer.body[:20_000].decode("utf-8", "replace")
        self._feed.publish("traffic", delivery, only="")
        return answer

    async def _carry(self, delivery: Delivery, payload: Json) -> Answer:
        if delivery.by_socket:
            return await self.socket.send(delivery.kind, payload, delivery.retry_num)
        if self.request_url is None:
            return Answer(failure="connection_failed")
        retry = {}
        if delivery.retry_num:
            retry["X-Slack-Retry-Num"] = str(delivery.retry_num)
            retry["X-Slack-Retry-Reason"] = delivery.retry_reason or "unknown_error"
        return await self._http.send(self.request_url, delivery.kind, payload, self._real.time(), retry)

    async def close(self) -> None:
        """Close the connections to the app."""
        await self._http.close()
