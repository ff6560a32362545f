"""The 100 held-out conversations that measure competence.

Sibling wordings of what the corpus trains, with names, numbers and sentences that do not occur together in it; a test
generates a large part of the corpus and finds none of these messages there. Every script fails for a parrot and for
silence. The scripts are in `heldout/`, `checks.py` says what their checks mean, `competence.py` plays them.
"""

from policy.starter.heldout.knowing import ARITHMETIC, FACTS, LISTS
from policy.starter.heldout.remembering import MEMORY
from policy.starter.heldout.script import Script
from policy.starter.heldout.talking import CLARIFY, IDENTITY, MANNER, REFUSALS, SOCIAL, UNKNOWN
from policy.starter.heldout.writing import ADVICE, REWRITING, STORIES

CONVERSATIONS: tuple[Script, ...] = (
    MEMORY
    + ARITHMETIC
    + FACTS
    + LISTS
    + REWRITING
    + STORIES
    + ADVICE
    + IDENTITY
    + UNKNOWN
    + REFUSALS
    + CLARIFY
    + SOCIAL
    + MANNER
)
