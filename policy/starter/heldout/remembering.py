"""Held-out conversations: what the user told comes back, across other talk, corrected, by position."""

from policy.starter.checks import admits_ignorance, lists, result, says
from policy.starter.heldout.script import answers, script

MEMORY = (
    script(
        "memory",
        ("Hello there, I am called Ophira.", answers),
        ("Could you tell me what 6 + 9 comes to?", result(15)),
        ("And now, what am I called, please?", says("Ophira")),
    ),
    script(
        "memory",
        ("hey! my name's Zebedee", answers),
        ("It rained all day over here.", answers),
        ("Do you still remember my name?", says("Zebedee")),
    ),
    script(
        "memory",
        ("Good evening, my name is Thandeka and I like to sing.", says("Thandeka")),
        ("Well then, what is my name?", says("Thandeka")),
    ),
    script(
        "memory",
        ("You can call me Marisol.", answers),
        ("What is the capital city of Portugal, please?", says("Lisbon")),
        ("Thanks a lot for that!", answers),
        ("Oh, who am I, by the way?", says("Marisol")),
    ),
    script(
        "memory",
        ("I want you to know that my favourite colour is ochre.", answers),
        ("So which colour do I like best?", says("ochre")),
    ),
    script(
        "memory",
        ("My favourite food is pumpkin soup, you know.", answers),
        ("I had a long walk this afternoon.", answers),
        ("What is my favourite food, then?", says("pumpkin soup")),
    ),
    script(
        "memory",
        ("I have a dog, and the dog is called Nutmeg.", answers),
        ("Could you say my dog's name?", says("Nutmeg")),
    ),
    script(
        "memory",
        ("By the way, I live in Valparaiso these days.", answers),
        ("Name three fruits, would you?", lists(3)),
        ("And where is it that I live?", says("Valparaiso")),
    ),
    script(
        "memory",
        ("I work as a carpenter in a small shop.", answers),
        ("Do you recall what my job is?", says("carpenter")),
    ),
    script(
        "memory",
        ("My lucky number is 83, just so you know it.", answers),
        ("Now tell me my lucky number.", says("83")),
    ),
    script(
        "memory",
        ("Hi, I'm Tobiasz!", says("Tobiasz")),
        ("No wait, my name is Tadeusz.", says("Tadeusz")),
        ("So what's my name now?", says("Tadeusz")),
    ),
    script(
        "memory",
        ("My favourite animal is the otter.", answers),
        ("What is my favourite drink, do you know it?", admits_ignorance),
    ),
    script(
        "memory",
        ("What is my middle name, can you say?", admits_ignorance),
        ("All right, my name is Leocadia.", says("Leocadia")),
        ("What did I say my name was?", says("Leocadia")),
    ),
    script(
        "memory",
        ("I need to buy these: thread, glue and walnuts.", answers),
        ("What was the second thing I need, again?", says("glue")),
    ),
    script(
        "memory",
        ("My three favourite cities are Turin, Quito and Bergen.", answers),
        ("Which was the last one I named?", says("Bergen")),
        ("And the first one, please?", says("Turin")),
    ),
    script(
        "memory",
        ("Please keep the word lantern for me.", answers),
        ("I am a little tired this evening.", answers),
        ("What was the word I gave you?", says("lantern")),
    ),
    script(
        "memory",
        ("My sister is called Ingeborg.", answers),
        ("My brother is called Casimir.", answers),
        ("What is my sister's name, please?", says("Ingeborg")),
    ),
)
