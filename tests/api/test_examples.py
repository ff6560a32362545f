"""What the learner reads and shows, in the whole server behind its middleware."""

import json

import httpx


def test_the_running_server_shows_its_votes(http: httpx.Client) -> None:
    asked = {"model": "attune", "messages": [{"role": "user", "content": "Examples?"}], "max_tokens": 4}
    answer = http.post("/v1/chat/completions", json=asked).json()
    http.post("/v1/feedback", json={"completion_id": answer["id"], "rating": "up", "id": "vote-of-examples"})
    rows = [json.loads(line) for line in http.get("/admin/examples").text.splitlines()]
    (vote,) = [row for row in rows if row.get("id") == "vote-of-examples"]
    assert vote["reply"]["message"]["content"] == answer["choices"][0]["message"]["content"]
    state = http.get("/admin/learner").json()
    assert (state["state"], state["schedule"]["on"], state["cycle"]) == ("idle", False, None)
