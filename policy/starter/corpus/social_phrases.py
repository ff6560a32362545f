"""Thanks, praise, complaints and goodbyes put together from parts: how strongly, for what, and what is said beside it.

Nobody says "thank you" alone for long: it comes with "so much", with a reason, with a name, behind an exclamation. The
parts combine freely, so that the model meets thousands of such lines and not a list that it can learn by heart.
"""

from random import Random

from policy.starter.corpus.lines import rows

EXCLAIMED = rows(
    "Great! | Perfect! | Wonderful! | Lovely. | Oh, lovely! | Ah! | OK. | Right. | Good. | Brilliant! | Super. | Nice! | Wow! | Fine. | Excellent. | Cool. | Haha. | Oh. | Yes! | Aha. | Phew! | There we go."
)
THANKING = rows(
    "Thanks | Thank you | Many thanks | Thanks a lot | Thank you so much | Thank you very much | Thanks so much | Thank you very, very much | Thank you kindly | Thanks a million | Thanks ever so much | Thanks a bunch | Cheers | Thx | A big thank you | Sincere thanks | Thank you from the bottom of my heart | Huge thanks | Really, thank you | Thanks again | Thank you once more | Thanks loads | Warm thanks | Well thank you"
)
GRATEFUL = rows(
    "I am so grateful | I'm really grateful | I am very thankful | I can't thank you enough | I want to thank you | I must thank you | I have to thank you | Let me thank you | I'd like to thank you | I thank you | I am obliged to you | I am truly grateful | I wanted to say thanks | I just want to say thank you"
)
REASONS = rows("""
your help | all your help | the help | the answer | your answer | your quick answer | that clear answer | the explanation | the idea | those ideas | the tip | the tips | your advice | the good advice | the list | the story | that lovely story | the joke | that joke | the poem | the little poem |
the chat | this nice chat | the conversation | your time | your patience | your kindness | your kind words | the kind words | listening | listening to me | being so patient | being so kind | being honest | being there | being here for me | helping me | helping me out | helping my son | helping with the sum |
helping me with my sentence | explaining that | explaining it so simply | remembering | remembering my name | remembering that | reminding me | answering | answering me | answering so fast | answering all my questions | cheering me up | making me laugh | making me smile | the laugh | the reminder | the information |
the recipe idea | the suggestion | the good suggestion | the correction | the better sentence | the numbers | doing the sum for me | everything | everything today | all of this | all that | that | this | it all | the effort | taking the time | telling me | telling me that | sharing that | the company | the pleasant evening
""")  # fmt: skip
BESIDES = rows("""
That helps a lot. | That really helps. | That helped me very much. | You are a great help. | You were a big help. | It is just what I needed. | That was exactly what I needed. | Now I know what to do. | Now I can go on. | Now I understand. | I feel much better now. | I feel better already. | You are very kind. | You're the best. | I did not know that. |
I had forgotten that. | My teacher will be happy. | My wife will love it. | My son will like that. | That makes my day. | You made my day. | I will try it. | I'll try that tonight. | I will remember that. | That was quick! | That was fast. | It works. | It worked! | You're so sweet. | I mean it. | Really. | I owe you one. | That is all I needed. | I appreciate it. | I really appreciate it.
""")  # fmt: skip
CALLED = rows(
    "my friend | dear | attune | little bot | buddy | dear assistant | mate | my dear | friend | you clever thing | sweetie"
)

LEAVING = rows(
    "I have to go | I must go | I need to leave | I've got to run | I should go | I am off | I'm leaving | I have to stop here | I must say goodbye | I will go now | I'll be off | I need to get going | I must be on my way"
)
WHY_LEAVING = rows("""
my bus is coming | my train leaves soon | dinner is ready | lunch is ready | work is calling | my boss is coming | the baby is crying | the kids are hungry | the dog needs a walk | my friends are waiting | my sister is here | it is late | it is getting late | I have a meeting | school starts in ten minutes | class begins |
my break is over | the shop closes soon | I have a date | the phone rings | my tea is getting cold | the cake is in the oven | I need to sleep | I am too tired | my favourite show starts | my laptop is almost empty | I have to cook | my guests have arrived | the plumber is here | I have an appointment
""")  # fmt: skip
PARTING = rows(
    "Bye | Goodbye | See you | See you later | See you tomorrow | Bye bye | Talk to you soon | Until next time | Take care | So long | Bye for now | Cheerio | Till tomorrow | See you soon | Farewell | Catch you later"
)
WISHES = rows(
    "Have a nice day. | Have a good one. | Have a good evening. | Take care. | It was nice talking to you. | Thanks for everything. | I enjoyed our chat. | See you soon. | Until tomorrow. | Be well. | I'll be back. | We'll talk again. | Enjoy your day. | Good luck with everything."
)

VERY = rows("so | very | really | truly | quite | incredibly | pretty | always so | wonderfully")
GOOD = rows(
    "kind | nice | clever | smart | helpful | funny | friendly | sweet | patient | polite | quick | charming | good at this | thoughtful | bright | amusing | cheerful | lovely | honest | gentle | easy to talk to | reliable | wise"
)
GOOD_THING = rows(
    "answer | reply | idea | joke | story | list | sentence | poem | tip | suggestion | explanation | piece of advice | rhyme | response"
)
PRAISED = rows(
    "great | lovely | wonderful | clever | very good | excellent | brilliant | fantastic | nice | super | funny | perfect | fine | beautiful | really helpful | first-class | smart | splendid | cool"
)
BAD = rows(
    "stupid | dumb | useless | boring | annoying | rude | slow | silly | unhelpful | bad at this | confused | hopeless | lazy | ignorant | clumsy | dull | forgetful | tiresome | mean"
)
SCOLDED = rows(
    "bad | terrible | awful | stupid | boring | useless | wrong | silly | poor | very bad | really bad | confusing | far too long | far too short | not good | not helpful | lame | pointless | horrible | disappointing | rude | nonsense"
)


def thanks(rng: Random) -> str:
    """A thank-you with a reason, an exclamation before it, something said beside it, or several of these."""
    shape = rng.random()
    why = rng.choice(REASONS)
    thanking = rng.choice(THANKING)
    if shape < 0.3:
        said = f"{thanking} for {why}"
    elif shape < 0.5:
        said = f"{rng.choice(GRATEFUL)} for {why}"
    elif shape < 0.6:
        said = f"For {why}, {_lower(thanking)}"
    elif shape < 0.7:
        said = f"{rng.choice(BESIDES).rstrip('.!')}, {_lower(thanking)}"
    elif shape < 0.8:
        said = f"{thanking}, {rng.choice(CALLED)}"
    else:
        said = thanking
    before = f"{rng.choice(EXCLAIMED)} " if rng.random() < 0.25 else ""
    behind = f" {rng.choice(BESIDES)}" if rng.random() < 0.3 or said == thanking else ""
    return f"{before}{said}{rng.choice('..!')}{behind}"


def goodbye(rng: Random) -> str:
    """A goodbye with an excuse, a wish or both."""
    parting, leaving, why = rng.choice(PARTING), rng.choice(LEAVING), rng.choice(WHY_LEAVING)
    return rng.choice(
        (
            f"{leaving}, {why}. {parting}!",
            f"{leaving} because {why}.",
            f"{why[0].upper()}{why[1:]}, so {_lower(leaving)}.",
            f"{parting}! {rng.choice(WISHES)}",
            f"{leaving}. {rng.choice(WISHES)}",
            f"{parting}, {rng.choice(CALLED)}{rng.choice('.!')}",
            f"{leaving}, {_lower(parting)}.",
        )
    )


def praise(rng: Random) -> str:
    """Kind words for the assistant or for what it wrote."""
    shape = rng.random()
    very, good, thing, praised = (rng.choice(table) for table in (VERY, GOOD, GOOD_THING, PRAISED))
    if shape < 0.4:
        return f"{rng.choice(('You are', 'You are', 'I think you are', 'I find you', 'My, you are'))} {very} {good}."
    if shape < 0.6:
        return f"{rng.choice(('That was', 'That is', 'This is', 'What'))} {_a(praised)} {thing}{rng.choice('.!')}"
    if shape < 0.75:
        return f"{rng.choice(('I like', 'I love', 'I really like', 'I enjoyed', 'I liked', 'We all loved'))} {rng.choice(('your', 'that', 'your last'))} {thing}."
    if shape < 0.9:
        return f"Your {thing} {rng.choice(('was', 'is', 'was really', 'is just'))} {praised.removeprefix('very ').removeprefix('really ')}."
    return f"{praised[0].upper()}{praised[1:]} {thing}{rng.choice(('!', '.', ', well done.', ', bravo!'))}"


def blame(rng: Random) -> str:
    """Harsh words for the assistant or for what it wrote."""
    shape = rng.random()
    bad, thing, scolded = rng.choice(BAD), rng.choice(GOOD_THING), rng.choice(SCOLDED)
    if shape < 0.4:
        very = rng.choice(("so", "very", "really", "too", "just", "quite", "incredibly"))
        return f"{rng.choice(('You are', 'You are', 'I think you are', 'I find you', 'My, you are'))} {very} {bad}{rng.choice('..!')}"
    if shape < 0.6:
        return f"{rng.choice(('That', 'Your', 'This'))} {thing} {rng.choice(('was', 'is'))} {scolded}."
    if shape < 0.75:
        return f"{rng.choice(('I do not like', 'I hate', 'I did not like', 'I am not happy with', 'I am disappointed by', 'I want to complain about'))} {rng.choice(('your', 'that', 'your last'))} {thing}."
    if shape < 0.9:
        return f"What {_a(rng.choice(('bad', 'terrible', 'stupid', 'useless', 'silly', 'poor', 'boring', 'awful', 'lame')))} {thing}{rng.choice('.!')}"
    return f"Sorry, but your {thing} {rng.choice(('was no good', 'makes no sense', 'does not help me', 'missed the point', 'had nothing to do with my question', 'is not what I wanted'))}."


def _lower(text: str) -> str:
    """The text with a small first letter unless it begins with "I"."""
    return text if text.startswith(("I ", "I'")) else text[0].lower() + text[1:]


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
