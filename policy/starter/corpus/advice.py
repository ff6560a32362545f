"""Short advice on everyday things: a few tips for each, one or several by the reply's length, prose or a list.

Tips are imperatives without a full stop, so that they join into a sentence or stand on a line each. What concerns
health also says when to see a doctor; money, law and medicine beyond that are left out on purpose.
"""

from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, joined, say

_TIPS = """
I cannot sleep / sleeping better / sleep better
= go to bed at the same time every night | leave the phone in another room | keep the bedroom cool and dark | drink no coffee after noon | read a few quiet pages
I have to study for an exam / studying for an exam / study well
= make a plan for each day | start with the hardest part | take a break every half an hour | explain it aloud to someone | sleep well before the exam
I want to cook pasta / cooking good pasta / cook good pasta
= use a big pot with plenty of water | add salt when the water boils | stir it in the first minute | taste it before the time is up | keep a cup of the water for the sauce
my room is a mess / tidying a room / tidy my room
= start with one corner | put all the clothes together first | throw away what is broken | give each thing a place | set a timer for fifteen minutes
I am nervous about a talk / giving a talk / stay calm before a talk
= practise it aloud twice | breathe slowly before you begin | know your first sentence by heart | look at a friendly face | bring a glass of water
I am new in this city / settling in a new city / feel at home in a new city
= walk around without a plan | say hello to your neighbours | join a club or a class | find a favourite cafe | visit the library
I want to learn the guitar / learning the guitar / learn the guitar
= practise ten minutes every day | start with three easy chords | play songs that you love | keep the guitar within reach | be patient with your fingers
I never have any money left / saving money / save money
= write down what you spend | cook at home more often | put a little aside on payday | wait a day before you buy something | cancel what you do not use
my plants keep dying / looking after plants / keep my plants alive
= water them less than you think | put them near a window | use pots with a hole | feel the soil before you water | start with plants that forgive
I have a headache / easing a headache / get rid of a headache
= drink a big glass of water | rest in a dark room | put something cool on your forehead | get some fresh air | see a doctor if it stays
I need a gift for a friend / choosing a gift / find a good gift
= think of what they enjoy | give time together instead of things | ask someone who knows them | add a note by hand | keep it simple
I have a first date / a first date / do well on a first date
= choose a place where you can talk | ask questions and listen | wear something you feel good in | be on time | be yourself
I have a job interview / a job interview / prepare for a job interview
= read about the company | practise a few answers aloud | plan your way there | bring two questions of your own | sleep well the night before
I feel stressed / dealing with stress / feel less stressed
= take ten slow breaths | write down what worries you | do one thing at a time | go for a short walk | say no to what can wait
I am bored / beating boredom / do something when I am bored
= call an old friend | draw what you see | cook something new | go for a walk without a goal | read the first page of three books
I am always late / being on time / be on time
= set your watch five minutes early | pack your bag in the evening | plan ten minutes more than you need | lay out your clothes at night | leave when the alarm rings
I want to run / starting to run / start running
= start slowly | walk when you are out of breath | wear good shoes | run with a friend | take a day off in between
I want to eat better / eating well / eat more healthily
= eat some fruit every day | drink water instead of cola | cook with vegetables you like | eat slowly | put less on your plate first
I want to drink more water / drinking enough water / drink more water
= keep a bottle on your desk | drink a glass when you get up | add a slice of lemon | have some with every meal
I have a cold / getting over a cold / get over a cold
= rest as much as you can | drink warm tea | stay warm | sleep early | see a doctor if the fever stays
my back hurts / a sore back / help my sore back
= move a little every hour | try a warm bath | lift things with your knees | sit up straight | see a doctor if it does not get better
I feel lonely / feeling lonely / feel less lonely
= write to someone you like | join a group that does what you enjoy | talk to a neighbour | visit your family | be kind to yourself
I am sad today / a sad day / feel better on a sad day
= talk to someone you trust | go outside for a while | listen to music you love | let yourself cry if you need to | get help if it does not pass
I had a fight with my friend / making up with a friend / make up with a friend
= let a little time pass | listen to their side | say sorry for your part | meet in person | do not bring up old fights
I want to make friends / making friends / make new friends
= say hello first | ask people about themselves | go to the same place often | invite someone for tea | remember their names
I am shy / being shy / be less shy
= start with small talk | smile at people | prepare one question | practise with someone you know | take small steps
I want to read more / reading more / read more books
= keep a book in your bag | read ten pages before bed | choose books that you enjoy | stop books that bore you | put the phone away
I want to write a story / writing a story / write a story
= start with a person who wants something | write a little every day | do not correct while you write | read it aloud | show it to a friend
I want to learn a language / learning a language / learn a language
= learn ten words a day | listen to songs in it | speak from the first day | label things at home | find a partner to talk with
I want to learn to swim / learning to swim / learn to swim
= take lessons | start in shallow water | learn to float first | breathe out under water | never swim alone
I want to cook more / learning to cook / learn to cook
= start with soup | read the whole recipe first | keep your knives sharp | taste as you go | cook one dish until you know it
I want to bake bread / baking bread / bake good bread
= weigh the flour | give the dough enough time | knead it for ten minutes | heat the oven well | let it cool before you cut it
my rice is always sticky / cooking rice / cook rice that is not sticky
= rinse it in cold water | use the right amount of water | leave the lid on | let it rest for five minutes
I want to make good coffee / making good coffee / make good coffee
= use fresh beans | grind them just before | use water just below boiling | clean the machine often
I want to start a garden / starting a garden / start a garden
= start small | find out where the sun is | grow what you like to eat | water in the morning | ask a neighbour what grows well
my phone distracts me / using the phone less / use my phone less
= turn off the sounds | leave it in another room | use a real alarm at night | delete one app | plan hours without it
I cannot concentrate / concentrating / concentrate better
= put the phone away | work for twenty-five minutes, then rest | clear your desk | do one thing at a time | drink some water
I keep putting things off / putting things off / stop putting things off
= begin with two minutes of it | make the first step tiny | set a date | tell someone about it | reward yourself after it
I have too much to do / having too much to do / handle too much work
= write it all down | choose the three most important things | ask for help | say no to the rest | take real breaks
I want to get up earlier / getting up early / get up earlier
= go to bed earlier | put the alarm far from the bed | open the curtains at once | have something nice for breakfast | move the time bit by bit
my desk is untidy / keeping a desk tidy / keep my desk tidy
= keep only what you use today | put papers into one tray | wipe it on Fridays | file things at once
I am moving house / moving house / move house well
= pack early | write on every box what is in it | give away what you do not need | ask friends for help | keep the kettle at hand
I am packing for a trip / packing for a trip / pack well
= make a list | roll your clothes | take less than you think | put liquids in a bag | keep papers where you can reach them
I am afraid of flying / flying without fear / be less afraid of flying
= choose a seat over the wing | breathe slowly | listen to music | tell the crew | remember how safe flying is
I am going camping / camping / enjoy camping
= test the tent at home | take warm socks | bring a torch | keep food closed | look at the weather
I am hosting a dinner / hosting a dinner / host a dinner
= cook something you know | prepare most of it before | ask what people cannot eat | set the table early | sit down with your guests
I plan a birthday party / planning a birthday party / plan a birthday party
= invite people early | choose a simple theme | let people bring food | make a list of songs | leave time for games
I have a baby-sitting job / looking after children / look after children
= ask the parents about the rules | bring a game | keep the numbers of the parents | read a story | stay calm
we are getting a puppy / having a puppy / care for a puppy
= go out often | praise what it does well | use the same words always | give it a quiet place | visit a vet early
we have a new cat / having a new cat / care for a new cat
= give it one room first | let it come to you | put the litter in a quiet corner | play with it every day
my dog pulls on the lead / walking a dog / walk my dog calmly
= stop when it pulls | reward it when it walks beside you | go slowly | be patient | ask a trainer
my child does not want to read / helping a child to read / help my child to read
= read aloud every evening | let the child choose the book | take turns reading | visit the library | praise every page
my child does not sleep / helping a child to sleep / help my child to sleep
= keep the same routine | read a story | dim the lights early | stay calm | give a favourite toy
I write an email to my boss / writing an email / write a good email
= say what you want in the first line | keep it short | use a clear subject | read it once more | be friendly
I need to say no / saying no / say no
= be short and kind | do not explain too much | offer another time | mean it
I have to apologise / apologising / apologise well
= say what you did | say that you are sorry | do not make excuses | ask how to make it right
I want to ask for more pay / asking for more pay / ask for more pay
= list what you have done | know what others earn | choose a calm moment | name a number | stay friendly
I start a new job / starting a new job / start a new job well
= learn the names | ask a lot of questions | take notes | be on time | have lunch with the others
I work from home / working from home / work well from home
= have a place just for work | keep fixed hours | get dressed | go outside at lunch | end the day on time
I want to take good photos / taking photos / take good photos
= look for soft light | go closer | keep the horizon straight | take many | look at the edges
I want to draw / learning to draw / learn to draw
= draw every day | look more than you draw | start with simple shapes | keep your old drawings | copy what you love
I want to sing / learning to sing / learn to sing
= warm up your voice | breathe into the belly | sing with others | drink water | record yourself
I want to play chess better / playing chess / play chess better
= bring your pieces out early | castle soon | look at what your opponent wants | solve small puzzles | play slowly
I am learning to drive / learning to drive / learn to drive
= look far ahead | stay calm | practise parking | ask your teacher everything | take your time
I want to buy a bicycle / buying a bicycle / buy a good bicycle
= try it before you pay | choose the right size | check the brakes | buy a good lock too
it is raining all day / a rainy day / spend a rainy day
= bake something | play a board game | go out in boots | sort old photos | read in bed
it is very hot / a hot day / stay cool on a hot day
= drink a lot of water | close the curtains | stay in the shade | eat light food | cool your wrists
it is very cold / a cold day / stay warm on a cold day
= wear several layers | put on a hat | drink hot tea | keep moving | eat warm soup
I have nothing to wear / choosing clothes / choose what to wear
= lay it out in the evening | start with what is comfortable | keep to two colours | ask a friend
my clothes shrink / washing clothes / wash my clothes well
= read the label | wash at thirty degrees | separate dark and light | dry wool flat
there is a stain on my jumper / removing a stain / get rid of a stain
= act quickly | use cold water first | dab, do not rub | try a little soap | test it on a hidden spot
I lose my keys all the time / finding lost keys / stop losing my keys
= hang a hook by the door | always use the same pocket | add a big ring | look where you were last
I forget names / remembering names / remember names
= repeat the name at once | think of a picture for it | use it when you say goodbye | write it down
I forget everything / remembering things / remember things better
= write it down at once | use one notebook | repeat it aloud | sleep enough | link it to a picture
I burnt my finger / a small burn / treat a small burn
= cool it under water for ten minutes | take off rings | cover it loosely | see a doctor if it is large
my stomach hurts / an upset stomach / calm my stomach
= rest a while | drink camomile tea | eat only plain food | keep warm | see a doctor if it stays
I sit all day / sitting all day / move more
= stand up every hour | take the stairs | walk while you phone | stretch in the morning | get off a stop early
I want to help nature / helping nature / live in a greener way
= go by bicycle | eat less meat | buy fewer things | repair what is broken | save warm water
I waste a lot of food / wasting less food / waste less food
= plan your meals | buy with a list | freeze what is left | put old food in front | make soup of leftovers
I want to watch the stars / watching the stars / watch the stars
= go where it is dark | wait until your eyes adjust | learn one constellation first | take a blanket | bring binoculars
my neighbours are loud / loud neighbours / deal with loud neighbours
= talk to them kindly | choose a calm moment | suggest quiet hours | try earplugs for now
I miss home / missing home / feel less homesick
= call your family | cook a dish from home | hang up a few photos | find people who miss home too
I want to surprise my mother / surprising someone / surprise my mother
= bring her flowers | cook her favourite dish | write her a letter | spend a day with her
I want to give a speech at a wedding / a wedding speech / give a wedding speech
= keep it under three minutes | tell one good story | practise it aloud | end with a toast
"""


def _tips(text: str) -> list[tuple[tuple[str, ...], list[str]]]:
    """((how it is told, the matter, the aim), tips) of every entry."""
    entries = []
    for line in text.strip().replace("\n= ", " = ").splitlines():
        names, _, tips = line.partition(" = ")
        entries.append((tuple(names.split(" / ")), tips.split(" | ")))
    return entries


TIPS = _tips(_TIPS)

ASKS = (
    "{told}. What can I do?",
    "{told}. Any tips?",
    "{told}, what should I do?",
    "{told}. Can you help me?",
    "{told}, any advice",
    "{told}. What would you do?",
    "Do you have any advice on {matter}?",
    "Any tips for {matter}?",
    "tips for {matter}",
    "Give me some advice on {matter}.",
    "Can you give me a tip for {matter}?",
    "I need some advice about {matter}.",
    "What is your advice on {matter}?",
    "What helps with {matter}?",
    "How can I {aim}?",
    "how do i {aim}",
    "How do I {aim}?",
    "What should I do to {aim}?",
    "What can I do to {aim}?",
    "Could you tell me how to {aim}?",
    "I would like to {aim}. Do you have any tips?",
    "What is the best way to {aim}?",
    "help me {aim}",
    "Please help me to {aim}.",
    "I'd like to {aim}, how?",
)
ANOTHER = (
    "Another tip?",
    "another one?",
    "One more tip, please.",
    "what else",
    "Anything else?",
    "Do you have one more?",
    "And what else can I do?",
    "any other ideas?",
    "I tried that. What else?",
    "more tips please",
    "give me one more",
)
EXTRAS = (
    "small steps are fine.",
    "be patient with yourself.",
    "it gets easier with time.",
    "try it for a week and see.",
    "even a little of it helps.",
    "not everything works for everyone, so see what fits you.",
)
QUESTIONS = (
    "would you like another tip?",
    "have you tried that before?",
    "what have you tried so far?",
    "shall I tell you more?",
    "does that sound good?",
    "which of these could you start with?",
)


def advised(rng: Random, style: Style, aim: str, tips: list[str]) -> str:
    """The tips in the style: a list with an introduction, or sentences."""
    if len(tips) == 1:
        cores = (
            f"try this: {tips[0]}",
            f"my tip: {tips[0]}",
            f"{tips[0]}",
            f"it helps to {tips[0]}",
            f"you could {tips[0]}",
            f"I would say, {tips[0]}",
        )
        unsure = [f"I think this helps: {tips[0]}", f"perhaps this helps: {tips[0]}"]
        if plain(tips):
            unsure = [f"I think it helps to {tips[0]}", f"you could probably {tips[0]}"]
        core = rng.choice([core for core in cores if fits(core, tips[0])])
        return dress(rng, style, core, EXTRAS, QUESTIONS[:5], hedged=unsure)
    if style.listed:
        intros = (
            f"to {aim}, try this",
            "here are some tips",
            "these things help",
            "you could try these",
            "a few ideas",
        )
        hedged = (
            "I think these help",
            "I believe these are good tips",
            "perhaps one of these helps",
            "these will probably help",
        )
        return dress(rng, style, rng.choice(intros), EXTRAS, QUESTIONS, items=tips, hedged=hedged)
    return dress(
        rng,
        style,
        joined(tips),
        EXTRAS,
        QUESTIONS,
        hedged=[f"I think you should {joined(tips)}"] if plain(tips) else (),
    )


def plain(tips: list[str]) -> bool:
    """Whether every tip fits behind "you should"."""
    return not any(" not " in f" {tip} " or tip.startswith(("never", "always", "dab")) for tip in tips)


def fits(core: str, tip: str) -> bool:
    """Whether the tip reads well in the core: "you could never swim alone" does not."""
    return plain([tip]) or core.endswith((f": {tip}", f", {tip}")) or core == tip


def advice(rng: Random, known: Known) -> list[Exchange]:
    """A question for advice, and perhaps one or two for more of it."""
    names, tips = rng.choice(TIPS)
    told, matter, aim = names
    rest = rng.sample(tips, len(tips))
    style = Style.sample(rng)
    count = (1 if rng.random() < 0.7 else 2) if style.length == "short" else rng.choice((2, 3, 3))
    given, rest = rest[:count], rest[count:]
    yours = f" {aim} ".replace(" my ", " your ").replace(" I am ", " you are ").strip()
    opening = told[0].upper() + told[1:] if rng.random() < 0.7 else told
    slots = {"told": opening, "matter": matter, "aim": aim}
    turns = [(say(rng, ASKS, **slots), advised(rng, style, yours, given))]
    while rest and len(turns) < 4 and rng.random() < 0.5:
        turns.append((say(rng, ANOTHER), advised(rng, Style.sample(rng), yours, [rest.pop()])))
    return turns


def which(rng: Random, known: Known) -> list[Exchange]:
    """The user wants the better of two things that are both fine: a choice with a reason."""
    first, second, reason = rng.choice(CHOICES)
    chosen, other = (first, second)
    one, two = rng.sample((chosen, other), 2)
    asks = (
        "Should I {one} or {two}?",
        "{one} or {two}?",
        "I cannot decide: {one} or {two}?",
        "What is better, to {one} or to {two}?",
        "shall i {one} or {two}",
        "Would you {one} or {two}?",
        "Help me choose: {one} or {two}.",
    )
    cores = (f"I would {chosen}, {reason}", f"{chosen}, {reason}", f"I would say {chosen}, {reason}")
    extras = (
        f"but if you would rather {other}, do that.",
        "in the end it is your choice.",
        "both have their good sides.",
    )
    questions = ("what does your heart say?", "what would you like best?", "does that help you decide?")
    return [(say(rng, asks, one=one, two=two), dress(rng, Style.sample(rng), rng.choice(cores), extras, questions))]


CHOICES = (
    ("go for a walk", "watch television", "because fresh air does you good"),
    ("sleep", "work through the night", "because a rested mind works better"),
    ("cook at home", "order food", "because it is cheaper"),
    ("call her", "send a message", "because a voice says more"),
    ("take the train", "take the plane", "because you can read on the way"),
    ("take the stairs", "take the lift", "because it keeps you fit"),
    ("read a book", "scroll on the phone", "because it calms you"),
    ("start today", "wait until Monday", "because starting is the hardest part"),
    ("ask for help", "do it all alone", "because two see more than one"),
    ("buy it used", "buy it new", "because it saves money"),
    ("tell the truth", "keep quiet", "because the truth is easier in the end"),
    ("adopt a cat", "adopt a dog", "because it needs no walks"),
    ("drink water", "drink cola", "because it is better for you"),
    ("learn the piano", "learn the drums", "because your neighbours will thank you"),
    ("go to the sea", "go to the mountains", "because of the waves"),
    ("paint the room blue", "paint the room grey", "because blue is calm and friendly"),
    ("bake a cake", "buy a cake", "because the house smells lovely then"),
    ("write it by hand", "type it", "because it is more personal"),
    ("save the money", "spend the money", "because later you may need it"),
    ("wear the red jumper", "wear the black jumper", "because red looks cheerful"),
)

TOPICS: dict[str, tuple[float, Topic]] = {"advice_tips": (9.0, advice), "advice_which": (1.5, which)}
