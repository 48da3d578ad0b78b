"""The connection to Valkey: one server or a cluster, only the URL differs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import redis
from redis.backoff import NoBackoff
from redis.cluster import RedisCluster
from redis.exceptions import RedisClusterException
from redis.retry import Retry

from common.domain.errors import StoreUnavailableError
from common.store.keys import clinics_with_jobs
from common.store.refusals import refusal_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.domain.jobs import Queue
    from common.store.scripts import Script

    Due = Mapping[Queue, int]

CLUSTER_SCHEME: Final = "+cluster"
# A call that can't be answered says so within two seconds: connecting and waiting together stay under that.
_CONNECT_SECONDS: Final = 0.7
_ANSWER_SECONDS: Final = 1.2

Arg = str | bytes | int


def connect(url: str) -> Valkey:
    """`redis://` or `rediss://`; with `+cluster` in the scheme, any node of a cluster. Connects at first use."""
    options: dict[str, Any] = {
        "socket_connect_timeout": _CONNECT_SECONDS,
        "socket_timeout": _ANSWER_SECONDS,
        "socket_keepalive": True,
    }
    # A write whose reply was lost may have happened: only the caller's idempotency key makes it safe to repeat.
    options["retry"] = Retry(NoBackoff(), 0)
    if CLUSTER_SCHEME in url:
        return Valkey(lambda: RedisCluster.from_url(url.replace(CLUSTER_SCHEME, ""), **options), clustered=True)
    return Valkey(lambda: redis.Redis.from_url(url, **options), clustered=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A script with its KEYS and ARGV."""

    script: Script
    keys: Sequence[str]
    args: Sequence[Arg]

    @property
    def words(self) -> list[Arg]:
        """As EVALSHA takes them."""
        return [len(self.keys), *self.keys, *self.args]


class Valkey:
    """Runs scripts. Whatever keeps it from answering is a StoreUnavailableError."""

    def __init__(self, make_client: Any, *, clustered: bool) -> None:
        self._make_client = make_client
        self._client: Any = None
        self._clustered = clustered
        self.trips = 0

    def run(self, command: Command) -> Any:
        """What the script returns. Raises the domain's error where it refuses."""
        return self._ask(lambda client: _evaluate(client, command))

    def run_making_jobs(self, command: Command, clinic_id: str, due: Due) -> Any:
        """As `run`, for a script that makes jobs due at the instants of `due` or later.

        The clinic is announced before, so that a crash can't leave a job that nobody looks for, and after, because a
        tick may have put the clinic off meanwhile. On one server all of it goes in one round trip.
        """
        if self._clustered:
            self.announce(clinic_id, due)
            answer = self.run(command)
            self.announce(clinic_id, due)
            return answer
        return self._ask(lambda client: _evaluate_announced(client, command, clinic_id, due))

    def announce(self, clinic_id: str, due: Due) -> None:
        """The clinic has something due at these instants; earlier ones stay."""
        for key, at in _announcements(clinic_id, due):
            self._ask(lambda client, key=key, at=at: client.zadd(key, at, lt=True))

    def put_off(self, queue: Queue, clinic_id: str, due_at: int | None) -> None:
        """The clinic has nothing due before `due_at` (None: nothing at all)."""
        key = clinics_with_jobs(queue)
        if due_at is None:
            self._ask(lambda client: client.zrem(key, clinic_id))
        else:
            self._ask(lambda client: client.zadd(key, {clinic_id: due_at}))

    def clinics_due(self, queue: Queue, now: int, most: int) -> list[str]:
        """Ids of clinics that may have work due, longest due first."""
        key = clinics_with_jobs(queue)
        due = self._ask(lambda client: client.zrangebyscore(key, "-inf", now, start=0, num=most))
        return [member.decode() for member in due]

    def next_due(self, jobs_key: str) -> int | None:
        """When the first of a clinic's jobs falls due."""
        first = self._ask(lambda client: client.zrange(jobs_key, 0, 0, withscores=True))
        return int(first[0][1]) if first else None

    def get(self, key: str) -> bytes | None:
        """A string."""
        value: bytes | None = self._ask(lambda client: client.get(key))
        return value

    def ids_between(self, key: str, low: int, high: int) -> list[str]:
        """A sorted set's members from `low` to before `high`."""
        found = self._ask(lambda client: client.zrangebyscore(key, low, f"({high}"))
        return [member.decode() for member in found]

    def practice(self, key: str) -> list[bytes]:
        """A practice's version and body."""
        found: list[bytes] = self._ask(lambda client: client.hmget(key, "version", "body"))
        return found

    def hash(self, key: str) -> list[bytes]:
        """A hash, names and values in turn."""
        found: dict[bytes, bytes] = self._ask(lambda client: client.hgetall(key))
        return [part for item in found.items() for part in item]

    def put(self, key: str, value: str, *, seconds: int | None = None) -> None:
        """A string, forgotten after so many seconds."""
        self._ask(lambda client: client.set(key, value, ex=seconds))

    def set_once(self, key: str, value: str) -> bool:
        """Whether it was set now."""
        return bool(self._ask(lambda client: client.set(key, value, nx=True)))

    def _ask(self, question: Any) -> Any:
        self.trips += 1
        try:
            if self._client is None:
                self._client = self._make_client()
            return question(self._client)
        except redis.ResponseError as error:
            raise refusal_of(error) from error
        except (redis.RedisError, RedisClusterException, OSError) as error:
            raise StoreUnavailableError from error


def _evaluate(client: Any, command: Command) -> Any:
    try:
        return client.evalsha(command.script.sha, *command.words)
    except redis.exceptions.NoScriptError:  # a new server, or one that has forgotten
        return client.eval(command.script.source, *command.words)


def _announcements(clinic_id: str, due: Due) -> list[tuple[str, dict[str, int]]]:
    return [(clinics_with_jobs(queue), {clinic_id: due_at}) for queue, due_at in due.items()]


def _evaluate_announced(client: Any, command: Command, clinic_id: str, due: Due) -> Any:
    announcements = _announcements(clinic_id, due)
    pipe = client.pipeline(transaction=False)
    for key, at in announcements:
        pipe.zadd(key, at, lt=True)
    pipe.evalsha(command.script.sha, *command.words)
    for key, at in announcements:
        pipe.zadd(key, at, lt=True)
    outcomes = pipe.execute(raise_on_error=False)
    answer, announced = outcomes[len(announcements)], outcomes[len(announcements) + 1 :]
    if isinstance(answer, redis.exceptions.NoScriptError):
        answer = client.eval(command.script.source, *command.words)
        announced = [client.zadd(key, at, lt=True) for key, at in announcements]
    for outcome in (answer, *announced):  # a job that nobody looks for is no better than none
        if isinstance(outcome, Exception):
            raise outcome
    return answer


def decode(answer: bytes) -> dict[str, Any]:
    """A script's JSON answer."""
    decoded: dict[str, Any] = json.loads(answer)
    return decoded
