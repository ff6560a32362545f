"""The learner's lease, with a clock that the tests set."""

from pathlib import Path

import pytest

from server.errors import ApiError
from server.learning.lease import MAX_SECONDS, Lease
from server.settings import SettingsError


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learner" / "lease.json"


@pytest.fixture
def lease(file: Path, clock: Clock) -> Lease:
    return Lease(file, clock)


def refused(status: int, code: str, call: object, *arguments: object) -> ApiError:
    assert callable(call)
    with pytest.raises(ApiError) as caught:
        call(*arguments)
    assert (caught.value.status, caught.value.code) == (status, code)
    return caught.value


def test_whoever_takes_it_may_publish_until_it_ends(lease: Lease, clock: Clock) -> None:
    assert lease.held() is None
    grant = lease.acquire("a:1", 60)
    assert (grant.token, grant.holder, grant.expires) == (1, "a:1", 1_700_000_060.0)
    assert lease.held() == grant
    assert lease.check("1") == 1
    clock.now += 60
    assert lease.held() is None
    refused(403, "stale_lease", lease.check, "1")


def test_nobody_else_gets_it_meanwhile_and_is_told_when_to_ask_again(lease: Lease, clock: Clock) -> None:
    lease.acquire("a:1", 60)
    clock.now += 20
    error = refused(423, "lease_held", lease.acquire, "b:2", 60)
    assert error.retry_after == 40
    assert "a:1" in error.message


def test_renewing_extends_it_and_revives_one_that_nobody_took(lease: Lease, clock: Clock) -> None:
    lease.acquire("a:1", 60)
    clock.now += 50
    assert lease.renew("1", 60).expires == 1_700_000_110.0
    clock.now += 100
    refused(403, "stale_lease", lease.check, "1")
    lease.renew("1", 30)
    assert lease.check("1") == 1


def test_the_one_before_can_do_nothing_any_more(lease: Lease, clock: Clock) -> None:
    lease.acquire("a:1", 60)
    clock.now += 61
    assert lease.acquire("b:2", 60).token == 2
    for call in (lease.check, lease.release, lambda token: lease.renew(token, 60)):
        refused(403, "stale_lease", call, "1")
    assert lease.check("2") == 2


def test_released_it_is_free_at_once(lease: Lease) -> None:
    lease.acquire("a:1", 60)
    lease.release("1")
    lease.release("1")
    refused(403, "stale_lease", lease.check, "1")
    assert lease.acquire("b:2", 60).token == 2


def test_tokens_grow_and_the_lease_holds_across_a_restart(lease: Lease, file: Path, clock: Clock) -> None:
    lease.acquire("a:1", 60)
    lease.release("1")
    lease.acquire("a:1", 60)
    again = Lease(file, clock)
    assert again.check("2") == 2
    refused(423, "lease_held", again.acquire, "b:2", 60)
    clock.now += 61
    assert Lease(file, clock).acquire("b:2", 60).token == 3


def test_a_clock_that_was_set_back_does_not_make_it_last_for_ever(lease: Lease, clock: Clock) -> None:
    assert lease.acquire("a:1", 10 * MAX_SECONDS).expires == clock.now + MAX_SECONDS
    clock.now -= 86_400
    assert lease.acquire("b:2", 60).token == 2


@pytest.mark.parametrize("token", [None, "", "0", "-1", "1.0", "²", "one", "9" * 400, "2"])
def test_what_is_no_newest_token_is_stale(lease: Lease, token: str | None) -> None:
    refused(403, "stale_lease", lease.check, token)
    lease.acquire("a:1", 60)
    refused(403, "stale_lease", lease.check, token)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"token": "x", "holder": "a", "expires": 1}', "\x00"])
def test_a_damaged_file_stops_the_start_and_is_named(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"lease\.json is damaged"):
        Lease(file)


def test_a_folder_that_cannot_be_written_refuses_the_lease(lease: Lease, file: Path) -> None:
    file.with_name(".lease.json.partial").mkdir()
    refused(503, "store_unavailable", lease.acquire, "a:1", 60)
    assert lease.held() is None
