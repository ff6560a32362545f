"""The values that go into and come out of the store, all frozen.

A completion is begun (`NewCompletion`), finished (`Outcome` with its `FinishedChoice`s) and read back
(`StoredCompletion`). People judge its choices: `NewVote` and `NewPreference` go in, `Vote` and `Preference` come out.
`Reply`, `VoteRow`, `PreferenceRow`, `PromptRow` and `ImportedRow` carry whole examples for export and import.

Messages stay JSON objects in OpenAI's shape from HTTP to SQL; `Message` only gives them an identity. What the
store needs to keep them (row numbers, node ids) is the store's own and appears nowhere here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

Json = Mapping[str, Any]
Rating = Literal["up", "down"]
OutcomeKind = Literal["chosen", "ranking", "tie", "both_bad"]
Order = Literal["asc", "desc"]
FinalStatus = Literal["completed", "interrupted", "failed"]
Status = Literal["running", "completed", "interrupted", "failed"]
Standing = Literal["standing", "superseded", "retracted"]
# {"chosen": id}, {"ranking": [[id], [id, id]]} (best first, ties share a list), "tie" or "both_bad".
Verdict = Mapping[str, Any] | Literal["tie", "both_bad"]
# Text, several texts, token ids or several lists of them: the `prompt` of /v1/completions.
Prompt = str | Sequence[str] | Sequence[int] | Sequence[Sequence[int]]

Item = TypeVar("Item")


SPELLING: dict[str, Any] = {"sort_keys": True, "separators": (",", ":"), "allow_nan": False}
# Made once: `json.dumps` would make one at each call, and every message is spelled and hashed on every request.
PLAIN = json.JSONEncoder(ensure_ascii=False, **SPELLING)
ESCAPED = json.JSONEncoder(**SPELLING)


def canonical_json(value: object) -> str:
    """One spelling for equal JSON values: sorted keys, no spaces.

    Text stays UTF-8 where it can be; a value with a lone surrogate, which UTF-8 cannot hold, is escaped instead.
    """
    text = PLAIN.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return ESCAPED.encode(value)
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, with the identity it has in the message tree."""

    body: Json
    """The message as OpenAI's API carries it: role, content, tool_calls, name, ..."""

    @property
    def role(self) -> str:
        """Who speaks: system, developer, user, assistant, tool, or prompt and completion for plain text."""
        return str(self.body["role"])

    def canonical(self) -> str:
        """The body as it is stored and hashed.

        Fields that are null or an empty list are left out: clients send a reply back with or without `refusal: null`
        and `tool_calls: []`, and it is the same message. So is one with its reasoning under either of its two names,
        or under both.
        """
        said = {
            key: value for key, value in self.body.items() if value is not None and (value != [] or key == "content")
        }
        if (thought := said.pop("reasoning_content", None)) is not None:
            said.setdefault("reasoning", thought)
        return canonical_json(said)

    def node_id(self, parent: bytes | None) -> bytes:
        """sha256 of the parent's id and this message (its role included): equal exactly for equal conversations."""
        return hashlib.sha256((parent or b"") + self.canonical().encode()).digest()


def reply_name(completion_id: str, index: int) -> str:
    """The name under which votes refer to one choice: the completion's id, with `#index` for all but the first."""
    return completion_id if index == 0 else f"{completion_id}#{index}"


def parse_reply_name(name: str) -> tuple[str, int]:
    """The inverse of `reply_name`; `ID#0` is accepted for `ID`."""
    completion_id, mark, index = name.rpartition("#")
    if mark and index.isascii() and index.isdigit() and len(index) <= 6:
        return completion_id, int(index)
    return name, 0


@dataclass(frozen=True, slots=True)
class NewCompletion:
    """A request that is about to be generated."""

    id: str
    """`chatcmpl-...`, `cmpl-...` or `resp_...`, known before the first token."""
    model: str
    """The model's name as the client asked for it."""
    policy_version: int
    """The version that writes the reply; 0 is the base model."""
    created: int
    """Unix seconds."""
    messages: Sequence[Json] = ()
    """The conversation as sent; empty for /v1/completions."""
    prompt: Prompt | None = None
    """The prompt of /v1/completions; None for a chat."""
    n: int = 1
    """How many choices are asked for, over all prompts."""
    tools: Sequence[Json] | None = None
    """The tools offered to the model."""
    parameters: Json = field(default_factory=dict)
    """Sampling and output parameters as sent (temperature, top_p, response_format, ...)."""
    prompt_token_ids: Sequence[int] | None = None
    """The rendered prompt, where it is already known; otherwise it comes with the `Outcome`."""
    request_id: str | None = None
    """The request's `x-request-id`."""
    user: str | None = None
    """The request's `user`: an end user in the client's own words."""
    owner: str | None = None
    """Whose completion it is: an opaque name of the API key; None on a server without keys."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The client's own labels; stored completions can be listed by them."""
    store: bool = True
    """False keeps every content out of the file; id, version, usage, timings and status stay."""
    system_fingerprint: str | None = None
    """What the response carries under this name."""


@dataclass(frozen=True, slots=True)
class FinishedChoice:
    """One reply, whole or cut short. Chat replies have a `message`, those of /v1/completions a `text`."""

    index: int
    message: Json | None = None
    """The assistant's message; `reasoning` and `reasoning_content` are kept beside the tree: clients drop them."""
    text: str | None = None
    token_ids: Sequence[int] = ()
    logprobs: Sequence[float] = ()
    """Log probability of each token under the policy that sampled it; kept as 32-bit floats, the engine's own."""
    finish_reason: str | None = None
    """None where the stream was cut."""
    stop_reason: str | int | None = None
    """The stop string or token id that ended it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a completion ended."""

    status: FinalStatus
    choices: Sequence[FinishedChoice] = ()
    usage: Json | None = None
    """OpenAI's usage object."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds, by what was timed: `queue_ms`, `first_token_ms`, `total_ms`."""
    error: str | None = None
    """Why it failed."""
    prompt_token_ids: Sequence[int] | None = None
    """The rendered prompt; None keeps what the completion began with."""


@dataclass(frozen=True, slots=True)
class StoredCompletion:
    """A completion as it is kept. Its conversation is read with `Store.messages`."""

    id: str
    model: str
    policy_version: int
    created: int
    status: Status
    """`running` until it ends; a crash of the server leaves `interrupted`."""
    stored: bool
    """False where no content is kept."""
    n: int
    choices: tuple[FinishedChoice, ...]
    tools: Sequence[Json] | None
    parameters: Json
    prompt_token_ids: tuple[int, ...] | None
    request_id: str | None
    user: str | None
    owner: str | None
    metadata: Mapping[str, str]
    system_fingerprint: str | None
    usage: Json | None
    timings: Mapping[str, float]
    error: str | None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message of a stored completion's conversation."""

    id: str
    """The completion's id, a dash and the message's place in the conversation, from 0."""
    body: Json
    """The message as it was sent, without fields that were null; `content` is always there."""


@dataclass(frozen=True, slots=True)
class NewVote:
    """A thumb up or down on one reply."""

    completion_id: str
    """The reply: `ID` or `ID#index`."""
    rating: Rating
    rater: str
    """Who votes: the request's `user`, or the owner, or any fixed name on a server without keys."""
    reasons: Sequence[str] = ()
    """Tags such as "wrong" or "too long"."""
    comment: str | None = None
    correction: str | None = None
    """What the reply should have been."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None
    """The client's own id: sending the same vote twice under one id counts once."""
    owner: str | None = None
    """The key the vote came with; None may vote on anyone's."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as it is kept. Content fields are empty where the completion keeps no content."""

    id: str
    completion_id: str
    rating: Rating
    rater: str
    reasons: tuple[str, ...]
    comment: str | None
    correction: str | None
    metadata: Mapping[str, str]
    created: int
    """Unix seconds."""
    standing: Standing
    """Only the standing vote of a rater on a reply counts."""


@dataclass(frozen=True, slots=True)
class NewPreference:
    """An order on two or more replies to one prompt."""

    completion_ids: Sequence[str]
    """The replies, each `ID` or `ID#index`, in the order they were shown."""
    outcome: Verdict
    rater: str
    """As in `NewVote`."""
    comment: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None
    """As in `NewVote`."""
    owner: str | None = None
    """As in `NewVote`."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A preference as it is kept."""

    id: str
    completion_ids: tuple[str, ...]
    outcome: Verdict
    rater: str
    comment: str | None
    metadata: Mapping[str, str]
    created: int
    """Unix seconds."""
    standing: Standing
    """Only the standing preference of a rater on a set of replies counts."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a listing."""

    items: tuple[Item, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply with all that an example needs to know of it."""

    completion_id: str
    """`ID` or `ID#index`."""
    message: Json
    """The assistant's message; a text completion's reply has role `completion`."""
    policy_version: int
    model: str
    created: int


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A standing vote with its context, for export."""

    vote: Vote
    messages: tuple[Json, ...]
    reply: Reply
    tools: Sequence[Json] | None


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """A standing preference with its context, for export."""

    preference: Preference
    messages: tuple[Json, ...]
    replies: tuple[Reply, ...]
    """In shown order."""
    tools: Sequence[Json] | None


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A stored conversation that waited for a reply, for export."""

    completion_id: str
    messages: tuple[Json, ...]
    tools: Sequence[Json] | None
    policy_version: int
    model: str
    created: int


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One example from a file: a conversation, replies to it, and at most one judgement of them."""

    messages: Sequence[Json]
    replies: Sequence[Reply] = ()
    """Each becomes a completed completion under its own id, unless that is there already. See `imported_id`."""
    judgement: NewVote | NewPreference | None = None
    """Names its replies by their `completion_id`."""
    judged: int = 0
    """When, in Unix seconds."""
    tools: Sequence[Json] | None = None
    completion_id: str | None = None
    """For a row without replies: the id of the completion that keeps its conversation, if no other does."""


def imported_id(messages: Sequence[Json], reply: Json) -> str:
    """A completion id for a reply from a file that names none: the same for the same conversation, so that a file
    imported twice is imported once."""
    node: bytes | None = None
    for message in (*messages, reply):
        node = Message(message).node_id(node)
    return f"import-{node.hex()[:32] if node else ''}"
