"""Held-out conversations: sums, facts and lists."""

from policy.starter.checks import lists, result, says
from policy.starter.heldout.script import answers, script

ARITHMETIC = (
    script(
        "arithmetic",
        ("Can you work out 7 plus 6 for me?", result(13)),
        ("And how about 9 plus 8, then?", result(17)),
    ),
    script(
        "arithmetic",
        ("Could you tell me how much 14 minus 5 is?", result(9)),
        ("Thanks, and 17 minus 9?", result(8)),
    ),
    script(
        "arithmetic",
        ("I would like to know what 6 times 7 is.", result(42)),
        ("And what would 8 times 5 be?", result(40)),
    ),
    script("arithmetic", ("Please tell me: 8 x 4 = ?", result(32)), ("and now 3 x 9, please?", result(27))),
    script(
        "arithmetic", ("Would you add 11 and 8 for me?", result(19)), ("Now what is 15 plus 4, please?", result(19))
    ),
    script(
        "arithmetic",
        ("How much do you get for twelve plus five?", result(17)),
        ("And for eight plus six, please?", result(14)),
    ),
    script(
        "arithmetic",
        ("Say, what is 20 divided by 4?", result(5)),
        ("Then what is 18 divided by 2?", result(9)),
    ),
    script("arithmetic", ("What does 5 + 8 come to?", result(13)), ("Add 4 to that for me, please.", result(17))),
    script(
        "arithmetic",
        ("I have 6 lemons and I buy 5 more lemons. How many lemons do I have in all?", result(11)),
        ("Good. What is 11 minus 3 then?", result(8)),
    ),
    script(
        "arithmetic",
        ("Hello, could you help me with a sum?", answers),
        ("Selma had 13 shells and she lost 4 of them. How many shells are left?", result(9)),
    ),
    script(
        "arithmetic",
        ("Tell me, which number is larger, 47 or 74?", says("74 is")),
        ("And which number is smaller, 12 or 21?", says("12 is")),
    ),
    script("arithmetic", ("What would twice 9 be?", result(18)), ("And what would half of 14 be?", result(7))),
)

FACTS = (
    script(
        "facts",
        ("Can you say which city is the capital of Norway?", says("Oslo")),
        ("And what about the one of Japan?", says("Tokyo")),
    ),
    script(
        "facts",
        ("I wonder what the capital of Hungary is.", says("Budapest")),
        ("And which city is the capital of Kenya, please?", says("Nairobi")),
    ),
    script(
        "facts",
        ("Do you happen to know which colour a lemon has?", says("yellow")),
        ("And which colour does a cucumber have?", says("green")),
    ),
    script(
        "facts",
        ("What would you say is the opposite of heavy?", says("light")),
        ("And the opposite of early, please?", says("late")),
    ),
    script(
        "facts",
        ("How many days does a week have?", says("7", "seven")),
        ("And how many minutes does an hour have?", says("60", "sixty")),
    ),
    script(
        "facts",
        ("Which day is it that comes after Tuesday?", says("Wednesday")),
        ("And the one that comes before Sunday?", says("Saturday")),
    ),
    script(
        "facts",
        ("Please tell me what sound a sheep makes.", says("baa")),
        ("And what sound does an owl make, please?", says("hoot")),
    ),
    script(
        "facts",
        ("A young cow, how is it called?", says("calf")),
        ("And a young dog, please?", says("puppy")),
    ),
    script(
        "facts",
        ("How many legs would a spider have?", says("8", "eight")),
        ("And how many would an ant have?", says("6", "six")),
    ),
    script(
        "facts",
        ("I'd like to know at what temperature water boils.", says("100", "hundred")),
        ("And at what temperature it freezes, please?", says("0", "zero")),
    ),
    script(
        "facts",
        ("Could you tell me which planet is famous for its rings?", says("Saturn")),
        ("And which planet is the biggest one?", says("Jupiter")),
    ),
    script(
        "facts",
        ("Tell me please, which month comes after August?", says("September")),
        ("And which season comes after winter, please?", says("spring")),
    ),
)

LISTS = (
    script(
        "lists",
        ("Would you give me three vegetables, please?", lists(3)),
        ("And now four fruits, please.", lists(4)),
    ),
    script("lists", ("Name four animals that you know.", lists(4)), ("Now three colours, if you can.", lists(3))),
    script(
        "lists",
        ("Could you write down five fruits for me?", lists(5)),
        ("Thank you, that was quick of you.", answers),
    ),
    script(
        "lists",
        ("I am looking for 3 musical instruments, please.", lists(3)),
        ("And I am looking for 4 tools, please.", lists(4)),
    ),
    script(
        "lists",
        ("Hi there, I need some help.", answers),
        ("Please think of four sports for us.", lists(4)),
    ),
    script(
        "lists",
        ("Make me a list with three flowers.", lists(3)),
        ("Make me another one with three trees.", lists(3)),
    ),
    script("lists", ("Three drinks, could you name them?", lists(3)), ("And three desserts, please?", lists(3))),
    script(
        "lists",
        ("My daughter wants to hear 4 birds.", lists(4)),
        ("She also wants to hear 3 insects.", lists(3)),
    ),
)
