"""Bodies as bytes and as fields: numbers that would only hurt behind the checks are refused by them."""

import json

import pytest
from fastapi import Request

from server.completions.requests import read_json
from server.errors import ApiError


def request_of(body: bytes) -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body}

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


@pytest.mark.parametrize(
    "number",
    [b"1e309", b"-1e+309", b"1E0309", b"9" * 309 + b".0", b"9" * 210 + b"e99", b"9" * 210 + b".5e99"],
    ids=lambda number: f"{number[:3].decode()}...{number[-5:].decode()}",
)
async def test_a_number_that_python_reads_as_infinite_is_refused_however_it_is_written(number: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        await read_json(request_of(b'{"zzz": [{"a": ' + number + b"}]}"))
    assert (caught.value.status, caught.value.code) == (400, "invalid_json")


@pytest.mark.parametrize(
    "number", [b"1e308", b"9" * 209 + b"e99", b"9" * 309], ids=["1e308", "209 digits", "309 digits"]
)
async def test_the_largest_numbers_that_can_be_kept_are_read(number: bytes) -> None:
    assert await read_json(request_of(b'{"zzz": ' + number + b"}")) == {"zzz": json.loads(number)}
