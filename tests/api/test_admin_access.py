"""Who may change versions, and how large their files may be; no engine is needed to find out."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.asking import error_of
from tests.live import Served

OPERATOR = {"authorization": "Bearer sk-operator"}
ADA = {"authorization": "Bearer sk-ada"}
LIMITS = ("--max-body-bytes", "2000", "--max-adapter-bytes", "100000")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("admin")
    keys = ("--api-key", "sk-ada", "--admin-key", "sk-operator")
    served = Served.start(folder, *keys, *LIMITS, "--no-learn", ready=False)
    try:
        yield served
    finally:
        served.kill()


@pytest.fixture(scope="module")
def lease(served: Served) -> dict[str, str]:
    answer = httpx.post(f"{served.url}/admin/lease", json={"holder": "x", "seconds": 60}, headers=OPERATOR)
    return OPERATOR | {"x-attune-lease": str(answer.json()["token"])}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/admin/policies"),
        ("GET", "/admin/policies/0"),
        ("GET", "/admin/policies/0/adapter"),
        ("POST", "/admin/policies"),
        ("POST", "/admin/policies/0/promote"),
        ("POST", "/admin/policies/rollback"),
        ("PUT", "/admin/policies/canary"),
        ("DELETE", "/admin/policies/canary"),
        ("PUT", "/admin/rollout-policy"),
        ("DELETE", "/admin/rollout-policy"),
        ("GET", "/admin/learner"),
        ("GET", "/admin/examples"),
    ],
)
def test_with_an_admin_key_no_other_opens_admin(served: Served, method: str, path: str) -> None:
    for headers, code in ((ADA, "invalid_api_key"), ({}, "missing_api_key")):
        response = httpx.request(method, f"{served.url}{path}", headers=headers)
        assert (response.status_code, error_of(response)["code"]) == (401, code)


def test_the_admin_key_opens_the_rest_as_well(served: Served) -> None:
    for path in ("/admin/policies", "/v1/models"):
        assert httpx.get(f"{served.url}{path}", headers=OPERATOR).status_code == 200
    assert httpx.get(f"{served.url}/v1/models", headers=ADA).status_code == 200


def test_version_0_is_there_from_the_start(served: Served) -> None:
    listed = httpx.get(f"{served.url}/admin/policies", headers=OPERATOR).json()
    assert (listed["live"], listed["previous"], listed["rollout"]) == (0, None, None)
    assert [(one["version"], one["state"], one["method"]) for one in listed["policies"]] == [(0, "live", "base")]
    assert len(listed["base"]["sha256"]) == 64


@pytest.mark.parametrize(("method", "path"), [("POST", "/admin/policies"), ("PUT", "/admin/rollout-policy")])
def test_an_adapter_has_a_bound_of_its_own(served: Served, lease: dict[str, str], method: str, path: str) -> None:
    def send(content: bytes | Iterator[bytes]) -> httpx.Response:
        return httpx.request(method, f"{served.url}{path}", content=content, headers=lease)

    fits = send(b"x" * 90_000)
    assert (fits.status_code, error_of(fits)["code"]) == (422, "bad_adapter"), "larger than other bodies may be"
    for content in (b"x" * 100_001, iter([b"x" * 50_000] * 3)):
        response = send(content)
        assert (response.status_code, error_of(response)["code"]) == (413, "body_too_large")
        assert "100000" in error_of(response)["message"]
    left = [file.name for file in Path(served.data, "policies").iterdir() if file.name.startswith(".")]
    assert left == []


def test_other_bodies_keep_theirs(served: Served, lease: dict[str, str]) -> None:
    for method, path in (("PUT", "/admin/policies/canary"), ("POST", "/admin/policies/rollback")):
        response = httpx.request(method, f"{served.url}{path}", content=b"x" * 2001, headers=lease)
        assert response.status_code == 413


def test_a_second_server_on_the_same_data_is_refused(served: Served) -> None:
    with pytest.raises(AssertionError, match=r"exit code 2(.|\n)*in use by another attune process"):
        Served.start(served.log.parent, "--no-learn", ready=False)
