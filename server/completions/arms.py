"""Which version answers a request, and `other_arm`: the second of two replies that a person is to choose between.

During a trial a conversation is one version's, so two replies to the same message would be, too, and a choice between
them would say nothing of the two versions. With `other_arm` the version answers that the conversation was not assigned,
whichever that is: a client needs no key to what is on trial, and does not come to know it beforehand.

What the other arm writes goes by the name of its version, `NAME@3`. So a choice between the two counts, as any does
(`feedback.trial_votes`), and a thumb on it does not: hardly any would be there but on a reply that had been chosen.
"""

from collections.abc import Mapping
from typing import Any

from server.completions.requests import ChatBody, GenerationBody
from server.versions.policies import Policies, Policy, conversation_of


def policy_for(policies: Policies, owner: str | None, body: Mapping[str, Any], checked: GenerationBody) -> Policy:
    """Who answers. Without a trial, and beside the name of one version, `other_arm` changes nothing.

    Raises `ApiError` for a name that there is not.
    """
    policy = policies.resolve(checked.model, conversation_of(body, checked.user or owner))
    asked = isinstance(checked, ChatBody) and checked.other_arm and policy.name == policies.served_name
    if not asked or policies.canary is None:
        return policy
    other = policies.live if policy.version == policies.canary else policies.canary
    return policies.resolve(f"{policies.served_name}@{other}")
