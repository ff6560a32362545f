"""What happens once the user has named what an unclear request was about: the assistant does it with that very thing.

The unclear requests and the questions back are in `clarify_asking.py`, the words and sentences that are named in
`clarify_words.py`. A named word is said, repeated or kept and given back; options are chosen from, numbers added, a list
made; and what is not known stays unknown however clearly it is named.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus import jokes, slots, social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.clarify_asking import UNCLEAR, exchange
from policy.starter.corpus.clarify_words import rare_word, sentence, words
from policy.starter.corpus.intent import play
from policy.starter.corpus.lines import rows
from policy.starter.corpus.phrasing import dress, joined, say
from policy.starter.corpus.unknown import not_known
from policy.starter.corpus.unknown_questions import QUESTIONS, fill

WORD_NAMED = rows("""
I mean the word {w}. | I meant the word {w}. | I mean {w}. | I meant {w}. | I mean "{w}". | I mean the word "{w}". | It is the word {w}. | It's the word {w}. | It is {w}. | It's {w}. | It is "{w}". | It's the word "{w}". | It was the word {w}. | The word is {w}. | The word's {w}. | The word is "{w}". | The word {w}. | The word "{w}". | {w} | {w}. | "{w}" | "{w}". | {w}! | {w}, please. | {w}, of course.
| The word I mean is {w}. | The word that I mean is {w}. | The word I meant was {w}. | The word I have in mind is {w}. | The word I was thinking of is {w}. | The word in question is {w}. | The one I mean is {w}. | What I mean is {w}. | What I meant is the word {w}. | My word is {w}. | My word would be {w}. | This word: {w}. | This one: {w}. | This: {w}. | The following word: {w}. | The following: {w}. | Here it is: {w}. | Here is the word: {w}. | Here's the word: {w}. | It is this: {w}. | It's this one: {w}.
| I was thinking of {w}. | I am thinking of the word {w}. | I had {w} in mind. | I have the word {w} in mind. | I'm talking about the word {w}. | I am talking about {w}. | I would like it to be {w}. | I choose {w}. | I want the word {w}. | I want {w}. | Let it be {w}. | Let's take {w}. | Let us take the word {w}. | Take the word {w}. | Take {w}. | Use the word {w}. | Make it {w}. | How about {w}? | What about {w}? | Why not {w}? | Perhaps {w}. | Say, {w}. | Well, {w}. | Oh, {w}. | Oh, sorry, I mean {w}. | Sorry, the word is {w}. | Sorry, I forgot: {w}. | Sorry, it's {w}. | Ah yes, the word {w}.
| Right, the word is {w}. | OK: {w}. | Of course: {w}. | Namely {w}. | Namely the word {w}. | {w} is the word. | {w} is what I mean. | {w} is the word I mean. | {w}, that is the word. | {w}, that's it. | {w} it is. | {w}, that one. | That would be {w}. | That would be the word {w}. | The thing is {w}. | The thing is called {w}. | It is called {w}. | It goes {w}. | It reads {w}. | Only this: {w}. | Just the word {w}. | Just {w}. | Simply {w}. | my word: {w} | word: {w} | the word = {w}
""")  # fmt: skip

SENTENCE_NAMED = rows("""
The sentence is: {w}. | The sentence is "{w}". | The sentence is {w}. | The sentence: {w}. | The sentence "{w}". | It is the sentence "{w}". | It's the sentence: {w}. | It is this sentence: {w}. | I mean the sentence "{w}". | I mean the sentence: {w}. | I mean this sentence: {w}. | I meant "{w}". | I mean this: {w}. | This sentence: {w}. | This: {w}. | This one: {w}. | My sentence is: {w}. | My sentence is "{w}". | My sentence: {w}. | My sentence goes like this: {w}. | It goes like this: {w}. | It goes: {w}. | It reads: {w}. | It says "{w}". | Here it is: {w}.
| Here is the sentence: {w}. | Here's my sentence: {w}. | The following sentence: {w}. | The following: {w}. | The line is: {w}. | The line is "{w}". | The words are: {w}. | The words are "{w}". | The text is: {w}. | The text is "{w}". | "{w}". | "{w}" | {w}. | {w} | Sorry, the sentence is: {w}. | Oh, I mean: {w}. | Take this sentence: {w}. | Take "{w}". | Use this: {w}. | Let it be "{w}". | I was thinking of the sentence "{w}". | I have this in mind: {w}. | What I mean is: {w}. | Just this: {w}. | sentence: {w}
""")  # fmt: skip

CHORE_NAMED = ("{w}.", "It is this: {w}.", "This: {w}.", "{w}", "I mean this: {w}.", "I have to {w}.", "I must {w}.", "That I have to {w}.", "The following: {w}.", "I need to {w} tomorrow.", "On Friday I must {w}.")  # fmt: skip

SAY_IT = rows("""
Say the word {w}. | Say {w}. | Say "{w}". | Just say {w}. | Please say {w}. | I want you to say {w}. | I would like you to say the word {w}. | You should say {w}. | Repeat the word {w}. | Repeat {w}. | Repeat "{w}", please. | I want you to repeat the word {w}. | You should repeat {w}. | Write the word {w}. | Write {w}. | Type {w}. | Say {w} to me. | I'd like to hear {w}. | Let me hear the word {w}. | Please repeat this word: {w}. | Say this: {w}.
""")  # fmt: skip

KEEP_IT = rows("""
Remember the word {w}. | Remember {w}. | Remember "{w}". | I want you to remember the word {w}. | I want you to remember {w}. | You should remember {w}. | Please keep the word {w} in mind. | Keep {w} in mind. | Keep the word {w} for me. | Don't forget the word {w}. | Note the word {w}. | Note down {w}. | Memorise the word {w}. | Memorise {w}. | Bear the word {w} in mind. | Just remember this word: {w}.
""")  # fmt: skip

WHICH_WORD = rows("""
What did I ask you to remember? | What should you remember? | What was it again? | Do you still have it? | So what did I tell you to remember? | What was the word? | What was the word again? | What was my word? | What's the word? | Which word was it? | Which word did I give you? | Which word did I name? | Which word did I mean? | Which word did you keep? | Which word should you remember? | Which word did I tell you? | What word did I give you? | What word did I say? | What word was it? | And the word was? | And what was the word? | And my word? | So, the word?
| So what was it? | What did I tell you to keep in mind? | What did you note down? | What have you noted? | What did you keep for me? | What do you have in mind for me? | What is it that you remember? | What was it that I told you? | Do you remember the word? | Do you still know the word? | Do you know my word? | Do you recall the word? | Can you tell me the word? | Can you name the word? | Can you say the word now? | Could you give me back my word? | Could you repeat the word? | Name the word. | Name it. | Give me the word back. | Give me back my word. | Tell me the word. | Tell me my word again.
| Tell me what you remember. | Say the word again. | Repeat the word for me. | Repeat what I told you. | I forgot the word. What was it? | I've forgotten my word. | I can't remember the word, can you? | The word, what was it? | My word, do you still have it? | Now tell me the word. | Now, which word was it? | Remind me of the word. | Remind me, what was it? | Let's see if you remember the word. | Let us see: which word was it? | wat was the word | word?
""")  # fmt: skip

WHICH_SENTENCE = rows("""
What did I ask you to remember? | What should you remember? | What was the sentence? | What was the sentence again? | What was my sentence? | Which sentence was it? | Which sentence did I give you? | What did I tell you? | What did I say exactly? | How did it go? | How did the sentence go? | How does my sentence go? | Do you remember the sentence? | Do you still have the sentence? | Can you say the sentence now? | Can you give me the sentence back? | Repeat the sentence. | Say the sentence again. | Tell me the sentence. | Tell me my sentence again. | Give me back my sentence. | I forgot the sentence. How did it go?
| And the sentence was? | So what was the sentence? | Now tell me the sentence. | The sentence, how was it? | Remind me of the sentence.
""")  # fmt: skip

AGAIN = rows("""
Again. | Again, please. | Once more. | Once more, please. | And again. | Say it again. | Say that again. | Repeat it. | Repeat that. | One more time. | And once more? | Can you say it again? | Could you repeat that? | Please say it once more. | Now say it again. | I did not catch that. | Sorry, what was it? | Say it one more time. | What did you say? | What did you just say? | Which word did you say? | What was that word? | encore
""")  # fmt: skip

BETWEEN = rows("""
{o}. | {o}? | {o} | I mean {o}. | I meant {o}. | Between {o}. | It is between {o}. | It's between {o}. | I have to choose between {o}. | I am choosing between {o}. | I can't decide between {o}. | My options are {o}. | My choices are {o}. | The options are {o}. | The choices are {o}. | Either {o}. | There is {o}. | There are {o}. | I have {o}. | I can choose from {o}. | I can take {o}. | I could take {o}. | I'm thinking of {o}. | I was thinking of {o}. | It's about {o}. | We have {o}. | They have {o}. | Well, {o}. | Oh, {o}. | Sorry, {o}. | Namely {o}. | The things are {o}. | From these: {o}. | Out of {o}. | Of these: {o}. | Say, {o}.
""")  # fmt: skip


def which(rng: Random, known: Known) -> list[Exchange]:
    """The user asks which is best, names the options when asked, and gets a choice."""
    pool, extras = rng.choice(CHOICES)
    options = rng.sample(pool, rng.choice((2, 2, 3)))
    named = say(
        rng,
        BETWEEN,
        o=joined(options, rng.choice(("and", "or"))),
    )
    choice = rng.choice(options)
    cores = (
        f"I would choose {choice}",
        f"I would take {choice}",
        f"my choice is {choice}",
        f"{choice} sounds best to me",
        f"go for {choice}",
    )
    hedged = (
        f"I think {choice} is best",
        f"perhaps {choice}",
        f"I would probably take {choice}",
        f"I believe {choice} is a good choice",
    )
    picked = dress(
        rng,
        Style.sample(rng),
        rng.choice(cores),
        extras,
        ("what do you think?", "does that help?", "which one do you like?"),
        tone="plain",
        hedged=hedged,
    )
    return [exchange(rng, "which"), (named, picked)]


CHOICES: tuple[tuple[Sequence[str], tuple[str, ...]], ...] = (
    (slots.DRINKS, ("it fits nearly any time of day.", "you can have the other one tomorrow.")),
    (slots.FOODS, ("it is easy to like.", "you can have the other one tomorrow.")),
    (slots.COLOURS, ("it looks friendly.", "colours are a matter of taste.")),
    (slots.SPORTS, ("it is good for body and mind.", "try both if you can.")),
    (slots.HOBBIES, ("it is easy to begin with.", "try both if you can.")),
    (slots.INSTRUMENTS, ("it has a warm sound.", "try both if you can.")),
    (slots.FLOWERS, ("it looks good in any room.", "both are pretty.")),
    (slots.SEASONS, ("every season has its charm.", "it depends on what you like.")),
)


def remember(rng: Random, known: Known) -> list[Exchange]:
    """The user wants something remembered and says what only when asked; later, often after other things, asks for it."""
    request, thing, named, asks = _to_remember(rng)
    cores = (f'I will remember "{thing}"', f'I have it: "{thing}"', f'I will keep it in mind: "{thing}"', f'I have noted "{thing}"', f'I will remember this: "{thing}"')  # fmt: skip
    extras = ("you can ask me for it later.", "I will not forget it in this chat.")
    kept = _reply(rng, cores, extras, ("is there more?", "is that all?", "what else?"))
    scene = [exchange(rng, request), (say(rng, named, w=thing), kept)]
    if rng.random() < 0.7:
        while rng.random() < 0.3:
            scene += social.small_talk(rng, known)
        cores = (f'you asked me to remember "{thing}"', f'it was "{thing}"', f'I remember this: "{thing}"', f'you told me this: "{thing}"', f'"{thing}"')  # fmt: skip
        given = _reply(rng, cores, ("you told me a moment ago.",), ("is that right?", "did I get it right?"))
        scene.append((say(rng, asks), given))
    return scene


def _to_remember(rng: Random) -> tuple[str, str, Sequence[str], Sequence[str]]:
    """Which kind of request leads to it, what is to be remembered, how it is named and how it is asked for."""
    draw = rng.random()
    if draw < 0.12:
        return "remember", rng.choice(slots.CHORES), CHORE_NAMED, WHICH_WORD[:5]
    if draw < 0.35:
        return "remember", sentence(rng), SENTENCE_NAMED, WHICH_SENTENCE
    if draw < 0.45:
        return "do", words(rng), KEEP_IT, WHICH_WORD
    return "remember", words(rng), WORD_NAMED + KEEP_IT, WHICH_WORD


def say_what(rng: Random, known: Known) -> list[Exchange]:
    """The user wants something said and tells what when asked; sometimes it is to be said again."""
    whole = rng.random() < 0.25
    thing = sentence(rng) if whole else words(rng)
    request = "do" if not whole and rng.random() < 0.2 else "say"
    named = SENTENCE_NAMED if whole else SAY_IT if request == "do" else WORD_NAMED + SAY_IT
    scene = [exchange(rng, request), (say(rng, named, w=thing), _said(rng, thing))]
    if rng.random() < 0.35:
        scene.append((say(rng, AGAIN), _said(rng, thing)))
    if rng.random() < 0.2:
        other = rare_word(rng)
        scene.append((say(rng, OTHER, w=other), _said(rng, other)))
    return scene


OTHER = rows("""
And now {w}. | And {w}? | Now say {w}. | And now the word {w}. | Then say {w}. | Now {w}, please. | And "{w}"? | Another word: {w}. | Next word: {w}. | And this one: {w}. | Now the same with {w}. | What about {w}? | Now repeat {w}. | Now I mean the word {w}.
""")  # fmt: skip


def add(rng: Random, known: Known) -> list[Exchange]:
    """Numbers to be added that come only when asked for."""
    a, b = rng.randint(1, 30), rng.randint(1, 30)
    told = say(rng, ADDENDS, a=str(a), b=str(b))
    total = a + b
    cores = (
        f"{a} plus {b} is {total}",
        f"that makes {total}",
        f"the sum is {total}",
        f"{a} and {b} make {total}",
        f"it comes to {total}",
    )
    reply = _reply(rng, cores, ("that was a small sum.",), ("shall I add something else?", "are there more numbers?"))
    return [exchange(rng, "calculate"), (told, reply)]


ADDENDS = rows("""
{a} and {b}. | {a} and {b} | I mean {a} and {b}. | The numbers are {a} and {b}. | The numbers {a} and {b}. | It's {a} and {b}. | {a} plus {b}. | {a} + {b} | Add {a} and {b}. | Please add {a} and {b}. | The first is {a}, the second {b}. | {a} to {b}. | Take {a} and {b}. | I have {a} and {b}. | My numbers are {a} and {b}. | {a}, {b} | One is {a}, the other is {b}. | {a} together with {b}. | Add {b} to {a}. | These: {a} and {b}.
""")  # fmt: skip


def name_some(rng: Random, known: Known) -> list[Exchange]:
    """A list of a kind that comes only when asked for."""
    kind, members = rng.choice(KINDS_LISTED)
    number, name = rng.choice(((2, "two"), (3, "three"), (4, "four"), (5, "five")))
    told = say(rng, COUNTED, n=name, k=kind)
    intro = rng.choice((f"here are {name} {kind}", f"{name} {kind}", f"I can name these {name} {kind}"))
    extras, asks = ("there are many more.", "that is a good start."), ("do you need more?", "does that help?")
    reply = dress(rng, Style.sample(rng), intro, extras, asks, items=rng.sample(members, number))
    return [exchange(rng, "list"), (told, reply)]


KINDS_LISTED: tuple[tuple[str, Sequence[str]], ...] = (
    ("colours", slots.COLOURS), ("animals", slots.ANIMALS), ("drinks", slots.DRINKS), ("flowers", slots.FLOWERS), ("sports", slots.SPORTS), ("hobbies", slots.HOBBIES), ("jobs", slots.JOBS), ("cities", slots.CITIES),
    ("countries", slots.COUNTRIES), ("instruments", slots.INSTRUMENTS), ("first names", slots.FIRST_NAMES), ("languages", slots.LANGUAGES), ("school subjects", slots.SUBJECTS), ("months", slots.MONTHS),
)  # fmt: skip

COUNTED = rows("""
{n} {k}. | {n} {k} | {n} {k}, please. | I mean {n} {k}. | A list of {n} {k}. | A list with {n} {k}. | Of {k}, {n} of them. | Give me {n} {k}. | I need {n} {k}. | I want {n} {k}. | I'd like {n} {k}. | Name {n} {k}. | List {n} {k}. | It should be {n} {k}. | {k}, and {n} of them. | {k}, {n} will do. | {n} {k} would be nice. | Let's say {n} {k}.
""")  # fmt: skip


def not_known_either(rng: Random, known: Known) -> list[Exchange]:
    """The user names what is to be explained, and it is not known."""
    kind, areas = rng.choice((("tell", NAMED_UNKNOWN), ("help", None), ("fact", None)))
    if areas is None:
        area = rng.choice(("science", "people", "private", "prices", "now", "news", "history", "law"))
        asked = fill(rng, rng.choice(QUESTIONS[area]))
    else:
        area, name = rng.choice(
            (
                ("science", "{study}"),
                ("science", "{study}"),
                ("history", "{event}"),
                ("culture", "{work}"),
                ("people", "{person}"),
            )
        )
        asked = say(rng, areas, x=fill(rng, name))
    return [exchange(rng, kind), (asked, not_known(rng, area))]


NAMED_UNKNOWN = rows("""
I mean {x}. | I meant {x}. | {x}. | {x} | About {x}. | It is about {x}. | It's {x}. | The thing is {x}. | I'm talking about {x}. | I was thinking of {x}. | Explain {x}. | {x}, of course. | {x}, please. | Sorry, I mean {x}. | I want to know about {x}. | I'd like to hear about {x}. | What I mean is {x}. | The subject is {x}. | We were talking about {x}.
""")  # fmt: skip


def trouble(rng: Random, known: Known) -> list[Exchange]:
    """A call for help whose reason turns out to be a mood, or the wish for a joke."""
    if rng.random() < 0.3:
        return [exchange(rng, "help"), *jokes.joke(rng, known)[:1]]
    return [exchange(rng, "help"), play(rng, rng.choice((social.SAD, social.STRESSED, social.TIRED, social.BORED)))]


def unclear(rng: Random, known: Known) -> list[Exchange]:
    """A request without its object; the assistant asks for it. Sometimes the user drops it."""
    scene = [exchange(rng, rng.choice(list(UNCLEAR)))]
    if rng.random() < 0.08:
        scene.append(exchange(rng, "that_one"))
    return scene


def _said(rng: Random, thing: str) -> str:
    """The thing, said."""
    cores = (f'"{thing}"', f'here it is: "{thing}"', f'I say "{thing}"', f'here you are: "{thing}"')
    return _reply(rng, cores, ("that was easy.", "I can say it again if you like."), ("did I say it right?", "what else?", "shall I say something else?"))  # fmt: skip


def _reply(rng: Random, cores: Sequence[str], extras: Sequence[str], questions: Sequence[str]) -> str:
    return dress(rng, Style.sample(rng), rng.choice(cores), extras, questions)


TOPICS: dict[str, tuple[float, Topic]] = {
    "clarify_unclear": (3.5, unclear),
    "clarify_which": (1.0, which),
    "clarify_remember": (2.0, remember),
    "clarify_say": (1.4, say_what),
    "clarify_add": (0.3, add),
    "clarify_list": (0.4, name_some),
    "clarify_not_known": (0.5, not_known_either),
    "clarify_trouble": (0.3, trouble),
}
