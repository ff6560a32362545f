"""Facts easily mistaken for one another: several told and one of them asked for, and others that never were told.

The sister's name is told and the brother's asked for; the favourite colour is told and the favourite song asked for. A
small model hands over whatever value is at hand, unless it has seen many times that the question decides: the right one
of several values, and none at all where the thing asked for was not told.
"""

from random import Random

from policy.starter.corpus import social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.kinds import Kind
from policy.starter.corpus.memory_exchanges import asked, sentence, tell_kind, untold
from policy.starter.corpus.memory_kinds import (
    CALLED,
    FAVOURITES,
    KINDS,
    NAMED,
    draw_group,
    draw_kind,
    draw_rival,
    untouched,
)
from policy.starter.corpus.memory_phrases import JOINTS, KEPT
from policy.starter.corpus.phrasing import dress, joined, say


def tell_two(rng: Random, known: Known) -> list[Exchange]:
    """The user tells two or three things in one breath."""
    kinds = []
    for _ in range(rng.choice((2, 2, 2, 3))):
        kinds.append(draw_kind(rng, known))
        known[kinds[-1].key] = kinds[-1].draw(rng)
    return [_together(rng, kinds, known)]


def one_of_several(rng: Random, known: Known) -> list[Exchange]:
    """Several things of one sort are told; the question decides which of the values is the answer."""
    scene, kinds = _told_alike(rng, known, rng.choice((2, 2, 2, 3, 3, 4)))
    if rng.random() < 0.3:
        scene += social.small_talk(rng, known)
    for place, kind in enumerate(rng.sample(kinds, rng.randint(1, len(kinds)))):
        scene.append(asked(rng, kind, known[kind.key], on=place > 0))
    if rng.random() < 0.3:
        scene.append(untold(rng, draw_rival(rng, kinds[0], known), known, on=True))
    return scene


def ask_neighbour(rng: Random, known: Known) -> list[Exchange]:
    """One thing is told, or a few, and another of the same sort asked for: no value at hand is the answer."""
    scene, kinds = _told_alike(rng, known, rng.choice((1, 1, 1, 1, 2, 2, 3)))
    if rng.random() < 0.2:
        scene += social.small_talk(rng, known)
    asks_on = rng.random() < 0.35
    if asks_on:
        kind = rng.choice(kinds)
        scene.append(asked(rng, kind, known[kind.key]))
    missing = draw_rival(rng, kinds[-1], known)
    scene.append(untold(rng, missing, known, on=asks_on))
    draw = rng.random()
    if draw < 0.3:
        kind = rng.choice(kinds)
        scene.append(asked(rng, kind, known[kind.key], on=True))
    elif draw < 0.45:
        scene.append(untold(rng, draw_rival(rng, kinds[-1], {**known, missing.key: ""}), known, on=True))
    elif draw < 0.6:
        scene.append(tell_kind(rng, known, missing))
        kind = rng.choice((missing, missing, *kinds))
        scene.append(asked(rng, kind, known[kind.key]))
    return scene


def ask_other_favourite(rng: Random, known: Known) -> list[Exchange]:
    """The same among favourites alone, told and asked for at once."""
    kind = untouched(rng, FAVOURITES, known)
    scene = [tell_kind(rng, known, kind)]
    scene.append(untold(rng, untouched(rng, FAVOURITES, known), known))
    if rng.random() < 0.4:
        scene.append(asked(rng, kind, known[kind.key], on=True))
    return scene


def ask_untold(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for what was never told; often tells it then, and asks again."""
    seen = [KINDS[key] for key in known if key in KINDS]
    kind = draw_rival(rng, seen[-1], known) if seen and rng.random() < 0.5 else draw_kind(rng, known)
    scene = [untold(rng, kind, known)]
    if rng.random() < 0.5:
        scene.append(tell_kind(rng, known, kind))
        if rng.random() < 0.6:
            scene.append(asked(rng, kind, known[kind.key]))
    return scene


def _told_alike(rng: Random, known: Known, count: int) -> tuple[list[Exchange], list[Kind]]:
    """So many things of one sort, in one message or one after the other."""
    group = rng.choice((CALLED, NAMED, FAVOURITES, draw_group(rng)))
    kinds: list[Kind] = []
    while len(kinds) < count:
        kinds.append(
            draw_rival(rng, kinds[-1], known) if kinds and rng.random() < 0.3 else untouched(rng, group, known)
        )
        known[kinds[-1].key] = kinds[-1].draw(rng)
    if count in JOINTS and rng.random() < 0.6:
        return [_together(rng, kinds, known)], kinds
    return [tell_kind(rng, known, kind) for kind in kinds], kinds


def _together(rng: Random, kinds: list[Kind], known: Known) -> Exchange:
    """Two or three facts in one message, said back in one sentence."""
    slots = {f"v{place}": known[kind.key] for place, kind in enumerate(kinds)}
    clauses = [rng.choice(kind.clauses).replace("{v}", f"{{v{place}}}") for place, kind in enumerate(kinds)]
    frame = rng.choice(JOINTS[len(kinds)])
    said = frame.format(**dict(zip("abc", clauses, strict=False)))
    people = [kind.key.removesuffix("'s name") for kind in kinds]
    if all(kind in NAMED for kind in kinds) and rng.random() < 0.3:
        said = joined([f"my {person} is {{v{place}}}" for place, person in enumerate(people)]) + "."
    plain = joined([kind.statements[0].format(v=known[kind.key]) for kind in kinds])
    cores = (plain, f"so {plain}", f"I will remember that {plain}", f"I have noted that {plain}")
    questions = [question.format(v=known[kinds[-1].key]) for question in kinds[-1].chat]
    user = say(rng, [sentence(said)], **slots)
    return user, dress(rng, Style.sample(rng), rng.choice(cores), KEPT, questions, tone="warm")


SCENES: dict[str, tuple[float, Topic]] = {
    "memory_tell_two": (1.0, tell_two),
    "memory_one_of_several": (4.0, one_of_several),
    "memory_ask_neighbour": (6.0, ask_neighbour),
    "memory_ask_other_favourite": (2.0, ask_other_favourite),
    "memory_ask_untold": (3.0, ask_untold),
}
