"""Lists: exactly as many members of a category as asked for, and what people say about a list they were given.

Also what to buy, pack or do for an occasion, steps for simple things, and pros and cons. Members are drawn without
repetition and follow-ups ("one more", "the second one") stay true to what was listed. Whether the items stand one a
line or in a sentence is the reply's style and not the user's wording, unless the user asks for it afterwards.
"""

import re
from dataclasses import replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.numerals import in_words
from policy.starter.corpus.phrasing import dress, joined, say
from policy.starter.corpus.tables import pairs, row

CATEGORIES = {
    "fruits": "apple, pear, banana, cherry, plum, peach, grape, mango, melon, strawberry, orange, lemon, kiwi, fig, apricot, pineapple, raspberry",
    "vegetables": "carrot, potato, onion, cabbage, leek, broccoli, spinach, turnip, cauliflower, radish, pea, bean, beetroot, celery, kale",
    "animals": "dog, cat, horse, cow, fox, bear, lion, rabbit, elephant, mouse, wolf, sheep, goat, tiger, giraffe, zebra, monkey, otter, hedgehog",
    "farm animals": "cow, pig, sheep, goat, hen, horse, duck, goose, donkey, turkey, rabbit, cat",
    "sea animals": "whale, dolphin, shark, seal, octopus, crab, lobster, starfish, jellyfish, squid, seahorse, turtle, salmon",
    "birds": "robin, sparrow, owl, eagle, duck, swan, parrot, penguin, crow, pigeon, heron, stork, goose, magpie, swallow, falcon",
    "insects": "ant, bee, wasp, fly, beetle, butterfly, moth, ladybird, dragonfly, grasshopper, cricket, mosquito",
    "pets": "dog, cat, rabbit, hamster, goldfish, parrot, tortoise, guinea pig, canary, budgie, mouse, pony",
    "colours": "red, blue, green, yellow, orange, purple, pink, brown, black, white, grey, turquoise, violet, gold, silver",
    "countries": "France, Spain, Italy, Germany, Japan, China, India, Brazil, Canada, Mexico, Egypt, Kenya, Norway, Poland, Greece, Peru, Chile",
    "cities": "London, Paris, Rome, Berlin, Madrid, Tokyo, Cairo, Lima, Oslo, Vienna, Prague, Dublin, Lisbon, Athens, Sydney, Toronto",
    "languages": "English, French, German, Spanish, Italian, Japanese, Chinese, Arabic, Hindi, Swahili, Polish, Turkish, Greek, Dutch",
    "sports": "football, tennis, swimming, running, cycling, basketball, volleyball, rowing, hockey, rugby, golf, boxing, skiing, badminton",
    "musical instruments": "piano, guitar, violin, flute, trumpet, drums, harp, cello, clarinet, banjo, organ, saxophone, ukulele, accordion",
    "flowers": "rose, tulip, daisy, lily, daffodil, sunflower, poppy, violet, orchid, iris, peony, lavender, marigold, snowdrop",
    "trees": "oak, birch, willow, pine, maple, beech, ash, elm, chestnut, poplar, cedar, fir, lime, alder, apple tree",
    "drinks": "tea, coffee, water, milk, orange juice, lemonade, cocoa, apple juice, cola, iced tea, ginger ale, tomato juice",
    "desserts": "ice cream, apple pie, chocolate cake, rice pudding, cheesecake, custard, fruit salad, pancakes, brownies, trifle, jelly, tiramisu",
    "breakfast foods": "toast, porridge, eggs, cereal, yoghurt, pancakes, fruit, bacon, muesli, jam, bagels, waffles, cheese",
    "soups": "tomato soup, onion soup, pea soup, lentil soup, potato soup, chicken soup, pumpkin soup, mushroom soup, carrot soup, leek soup, fish soup, bean soup",
    "pizza toppings": "cheese, tomato, mushrooms, ham, olives, peppers, onions, spinach, pineapple, salami, sweetcorn, basil",
    "spices": "pepper, cinnamon, ginger, paprika, cumin, nutmeg, saffron, turmeric, cloves, chilli, coriander, vanilla",
    "herbs": "basil, parsley, thyme, mint, rosemary, sage, dill, oregano, chives, tarragon, coriander, bay",
    "jobs": "teacher, doctor, baker, nurse, pilot, farmer, cook, plumber, painter, carpenter, dentist, gardener, judge, librarian, vet",
    "tools": "hammer, saw, screwdriver, drill, spanner, pliers, file, chisel, tape measure, spirit level, axe, crowbar",
    "pieces of clothing": "coat, trousers, jumper, socks, skirt, dress, hat, scarf, gloves, jacket, jeans, belt, cardigan, blouse",
    "pieces of furniture": "table, chair, bed, sofa, wardrobe, desk, bookshelf, cupboard, stool, armchair, bench, chest of drawers",
    "rooms": "kitchen, bedroom, bathroom, living room, hall, attic, cellar, study, dining room, nursery, pantry, laundry",
    "vehicles": "car, bus, train, bicycle, plane, boat, lorry, tram, motorbike, helicopter, scooter, ferry, tractor, van",
    "toys": "ball, doll, kite, puzzle, teddy bear, blocks, train set, yo-yo, marbles, skipping rope, spinning top, toy car",
    "board games": "chess, draughts, backgammon, ludo, go, dominoes, checkers, scrabble, monopoly, nine men's morris, mancala, solitaire",
    "hobbies": "reading, painting, knitting, gardening, baking, hiking, fishing, dancing, singing, photography, chess, sewing, pottery",
    "school subjects": "maths, history, geography, biology, chemistry, physics, art, music, English, sport, Latin, drama",
    "parts of the body": "head, arm, leg, foot, hand, nose, ear, eye, mouth, knee, elbow, shoulder, back, neck, finger",
    "feelings": "joy, anger, fear, sadness, surprise, pride, love, shame, hope, envy, calm, boredom, gratitude",
    "shapes": "circle, square, triangle, rectangle, oval, hexagon, pentagon, diamond, star, octagon, cube, cone",
    "planets": "Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune",
    "months": "January, February, March, April, May, June, July, August, September, October, November, December",
    "days of the week": "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
    "metals": "iron, gold, silver, copper, tin, lead, zinc, aluminium, nickel, platinum, steel, bronze",
    "rivers": "Nile, Amazon, Thames, Rhine, Danube, Seine, Volga, Ganges, Mississippi, Congo, Tiber, Elbe",
    "girls' names": "Anna, Mia, Clara, Sofia, Emma, Lucy, Maya, Nora, Ida, Ella, Ruth, Grace, Zara, Alice",
    "boys' names": "Tom, Leo, Max, Ben, Noah, Sam, Paul, Jack, Hugo, Omar, Felix, David, Oscar, Adam",
    "kinds of weather": "sunshine, rain, snow, wind, fog, hail, thunder, frost, drizzle, sleet, clouds, storm",
    "things in a kitchen": "fridge, oven, sink, kettle, pan, pot, knife, spoon, fork, plate, cup, toaster, bowl",
    "things in a school bag": "pencil, ruler, notebook, eraser, pen, lunch box, glue, scissors, crayons, calculator, textbook, water bottle",
    "things that fly": "bird, plane, kite, bee, butterfly, balloon, helicopter, bat, drone, rocket, moth, glider",
    "round things": "ball, coin, wheel, orange, plate, button, marble, ring, moon, pea, globe, pearl",
    "cold things": "hail, snow, ice cream, frost, iceberg, snowball, fridge, icicle, north wind, glacier, snowman, ice cube",
    "red things": "tomato, strawberry, cherry, fire engine, rose, ruby, blood, ketchup, poppy, brick, raspberry, ladybird",
    "green things": "grass, frog, leaf, cucumber, pea, lime, spinach, emerald, moss, kiwi, clover, grasshopper",
    "things to read": "novel, newspaper, magazine, poem, comic, letter, diary, cookbook, map, fairy tale, recipe, biography",
}
MEMBERS = {name: row(members) for name, members in CATEGORIES.items()}

ORDINALS = row("first, second, third, fourth, fifth, sixth")

ASKS = (
    "Name {n} {kind}.",
    "Name {n} {kind}",
    "name {n} {kind} please",
    "Give me {n} {kind}.",
    "give me {n} {kind}",
    "List {n} {kind}.",
    "list {n} {kind}",
    "Tell me {n} {kind}.",
    "Can you name {n} {kind}?",
    "Could you list {n} {kind}, please?",
    "Could you please give me {n} {kind}?",
    "I need {n} {kind}.",
    "i want {n} {kind}",
    "What are {n} {kind}?",
    "{n} {kind}",
    "{n} {kind} please",
    "{n} {kind}?",
    "Please name {n} {kind}.",
    "Write down {n} {kind}.",
    "Make a list of {n} {kind}.",
    "Do you know {n} {kind}?",
    "Say {n} {kind}.",
    "Think of {n} {kind}.",
    "I am looking for {n} {kind}.",
    "Would you name {n} {kind} for me?",
    "hey, can you give me {n} {kind}",
    "My son needs {n} {kind} for school.",
    "Please come up with {n} {kind}.",
    "Suggest {n} {kind}.",
    "Any {n} {kind} will do.",
    "Show me {n} {kind}.",
    "name me {n} {kind}",
)

SOME = (
    "Name some {kind}.",
    "list a few {kind}",
    "Give me some {kind}.",
    "Which {kind} do you know?",
    "tell me a few {kind}",
    "Can you list some {kind}?",
    "What are some {kind}?",
)

INTROS = (
    "here are {n} {kind}",
    "{n} {kind}",
    "these are {n} {kind}",
    "I can name {n} {kind}",
    "{n} {kind} would be",
    "my {n} {kind}",
    "here you go, {n} {kind}",
)
UNSURE = (
    "I think these are {n} {kind}",
    "I believe these are {n} {kind}",
    "perhaps these {n} {kind}",
    "as far as I know, these are {n} {kind}",
    "these are probably {n} good {kind}",
)
EXTRAS = (
    "there are many more {kind}.",
    "these are just some of the {kind} that I know.",
    "I picked them at random.",
    "I could go on with more {kind}.",
    "of course there are others too.",
)
QUESTIONS = (
    "do you want more {kind}?",
    "shall I name another one?",
    "would you like a few more?",
    "do you know any others?",
    "which one do you like best?",
    "is that enough?",
)


def number_word(rng: Random, number: int) -> str:
    """A small number in digits or letters, as people write it."""
    return str(number) if rng.random() < 0.4 else in_words(number)


def kind_of(name: str, number: int) -> str:
    """The category's name behind a number: "1 fruit", "2 fruits"."""
    if number != 1:
        return name
    irregular = {
        "countries": "country",
        "cities": "city",
        "girls' names": "girl's name",
        "boys' names": "boy's name",
        "hobbies": "hobby",
    }
    head, space, tail = name.partition(" of ")
    if name in irregular:
        return irregular[name]
    if name.startswith("things ") or space:
        first, _, rest = name.partition(" ")
        return (
            f"{first.removesuffix('s')} {rest}"
            if name.startswith("things ")
            else f"{head.removesuffix('s')}{space}{tail}"
        )
    return name.removesuffix("s")


def listing(rng: Random, style: Style, name: str, members: list[str], intros: tuple[str, ...] = INTROS) -> str:
    """The reply that lists the members."""
    slots = {"n": number_word(rng, len(members)), "kind": kind_of(name, len(members))}
    questions = [question.format(kind=name) for question in QUESTIONS]
    extras = [extra.format(kind=name) for extra in EXTRAS]
    if len(members) == 1:
        cores = ("{x} is one", "one {kind} is {x}", "how about {x}", "you could take {x}", "{x} comes to mind")
        core = rng.choice(cores).format(x=members[0], **slots)
        return dress(rng, style, core, extras, questions)
    hedged = [intro.format(**slots) for intro in UNSURE]
    return dress(rng, style, rng.choice(intros).format(**slots), extras, questions, items=members, hedged=hedged)


def named(rng: Random, known: Known) -> list[Exchange]:
    """Some members of a category, then what the user wants to know about the list."""
    name = rng.choice(list(MEMBERS))
    number = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6))
    drawn = rng.sample(MEMBERS[name], min(len(MEMBERS[name]), number + 4))
    members, spare = drawn[:number], drawn[number:]
    if rng.random() < 0.12:
        number = max(3, number)
        members, spare = drawn[:number], drawn[number:]
        user = say(rng, SOME, kind=name)
    else:
        user = say(rng, ASKS, n=number_word(rng, number), kind=kind_of(name, number))
    turns = [(user, listing(rng, Style.sample(rng), name, members))]
    for follow in rng.sample((_which, _which, _more, _more, _ordered, _reshaped, _without, _how_many), 4):
        if rng.random() < 0.45 or len(members) > number + 1:
            break
        exchange = follow(rng, name, members, spare)
        if exchange:
            turns.append(exchange)
    return turns


def _which(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """ "What was the second one?" """
    if len(members) < 2:
        return None
    at = rng.randrange(min(6, len(members)))
    word = "last" if at == len(members) - 1 and rng.random() < 0.5 else ORDINALS[at]
    asks = (
        "What was the {word} one?",
        "the {word} one?",
        "Which was the {word} one?",
        "and the {word}?",
        "What is the {word} one again?",
        "Tell me the {word} one again.",
        "which one is {word}",
        "Say the {word} one again, please.",
    )
    cores = (
        f"the {word} one was {members[at]}",
        f"it was {members[at]}",
        f"the {word} one is {members[at]}",
        f"{members[at]} was the {word} one",
    )
    extras = (f"it is one of the {len(members)} that I named.", "that is where it stood in my list.")
    return say(rng, asks, word=word), dress(rng, Style.sample(rng), rng.choice(cores), extras)


def _more(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """ "One more", "another three": new ones only."""
    if not spare:
        return None
    number = min(len(spare), rng.choice((1, 1, 1, 2, 2, 3)))
    new = [spare.pop() for _ in range(number)]
    members += new
    if number == 1:
        asks = (
            "one more",
            "One more, please.",
            "Another one?",
            "another one",
            "Give me one more.",
            "and one more?",
            "Can I have another one?",
            "Can you name another?",
        )
        x = new[0]
        cores = (f"another one is {x}", f"one more is {x}", f"{x} is another one", f"how about {x}", f"then I add {x}")
        extras = (f"that makes {len(members)} in all.", f"I know a few more {name}.")
        return say(rng, asks), dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS[1:])
    several = (
        "another {n}",
        "{n} more",
        "{n} more please",
        "Give me {n} more.",
        "And another {n}?",
        "Name {n} others.",
    )
    intros = ("here are {n} more", "{n} more {kind}", "another {n} {kind}", "then I add these {n}")
    return say(rng, several, n=number_word(rng, number)), listing(rng, Style.sample(rng), name, new, intros)


def _ordered(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """In alphabetical order."""
    if len(members) < 2:
        return None
    members.sort(key=str.lower)
    asks = (
        "Sort them alphabetically.",
        "can you put them in alphabetical order",
        "In alphabetical order, please.",
        "sort the list from a to z",
        "Could you sort these by name?",
    )
    intros = ("in alphabetical order", "sorted by name, they are", "in the order of the alphabet", "from A to Z")
    hedged = ("I think this is the right order", "I believe that this is the order")
    extras = ("they are the same ones as before.", "now they are easy to find.")
    return say(rng, asks), dress(rng, Style.sample(rng), rng.choice(intros), extras, items=members, hedged=hedged)


def _reshaped(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """The same items in the shape that the user names."""
    if len(members) < 2:
        return None
    style = replace(Style.sample(rng), listed=rng.random() < 0.5)
    asks = ["As a list, please.", "one per line please", "Make that a list.", "with bullet points please"]
    if not style.listed:
        asks = ["In one sentence, please.", "all in one line please", "write that as a sentence", "without the list"]
    intros = ("the same ones again", "here you are", "once more")
    return say(rng, asks), dress(
        rng, style, rng.choice(intros), (), items=members, hedged=("I think it is better like this",)
    )


def _without(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """One of them taken out."""
    if len(members) < 3:
        return None
    gone = rng.choice(members)
    members.remove(gone)
    asks = (
        "Without {x}, please.",
        "leave out {x}",
        "remove {x} from the list",
        "Take {x} away.",
        "I do not want {x}.",
        "delete {x}",
        "Not {x}, please.",
    )
    intros = (
        f"without {gone}, these are left",
        f"now there are {len(members)}",
        f"the list without {gone}",
        "these remain",
    )
    hedged = (f"I think these are left without {gone}", "I believe that leaves these")
    extras = (f"{gone} is gone.",)
    return say(rng, asks, x=gone), dress(
        rng, Style.sample(rng), rng.choice(intros), extras, items=members, hedged=hedged
    )


def _how_many(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """How long the list is by now."""
    number = len(members)
    asks = ("How many are these?", "how many did you name", "How many is that now?", "How long is the list?")
    cores = [
        f"that makes {in_words(number)}",
        f"{in_words(number)} {kind_of(name, number)}",
        f"it is {in_words(number)} by now",
    ]
    extras = (f"they are {joined(members)}." if number > 1 else f"it is {members[0]}.",)
    return say(rng, asks), dress(rng, Style.sample(rng), rng.choice(cores), extras)


NEEDED = pairs("""
    a picnic: a blanket, sandwiches, fruit, cold drinks, cups, napkins; the beach: a towel, sun cream, a hat, swimwear, water, a book;
    a camping trip: a tent, a sleeping bag, a torch, matches, warm clothes, a first-aid kit; a hike: good boots, water, a map, snacks, a rain jacket, a hat;
    a weekend trip: underwear, a toothbrush, a charger, pyjamas, a warm jumper, a book; a flight: a passport, a ticket, a charger, headphones, a snack, a jumper;
    a birthday party: a cake, candles, balloons, drinks, music, small presents; the hospital: pyjamas, slippers, a toothbrush, papers, a book, a charger;
    school: pencils, a notebook, a ruler, a lunch box, a water bottle, an eraser; a rainy day: an umbrella, boots, a raincoat, a good book, tea, warm socks;
    a skiing holiday: gloves, a warm hat, goggles, thick socks, sun cream, a scarf; the gym: trainers, a towel, water, shorts, a lock, a hair band;
    a train ride: a ticket, a book, a snack, water, headphones, a jumper; a bike tour: a helmet, a pump, a spare tube, water, a map, snacks
""")
SHOPPING = pairs("""
    pancakes: flour, milk, eggs, butter, sugar; an omelette: eggs, butter, cheese, salt, herbs; a fruit salad: apples, bananas, oranges, grapes, a lemon;
    tomato soup: tomatoes, an onion, garlic, cream, basil; pizza: flour, yeast, tomatoes, cheese, olive oil; a sandwich: bread, butter, cheese, lettuce, tomatoes;
    spaghetti: spaghetti, tomatoes, garlic, olive oil, cheese; a salad: lettuce, tomatoes, a cucumber, olive oil, vinegar; breakfast: bread, eggs, jam, coffee, orange juice;
    an apple pie: apples, flour, butter, sugar, cinnamon; vegetable soup: carrots, potatoes, leeks, celery, onions; a cheese board: bread, three cheeses, grapes, walnuts, honey;
    hot chocolate: milk, cocoa, sugar, cream, cinnamon; a curry: rice, chickpeas, onions, curry powder, coconut milk; lemonade: lemons, sugar, water, ice, mint;
    tacos: tortillas, beans, cheese, tomatoes, avocado; fried rice: rice, eggs, peas, carrots, soy sauce; a cake: flour, eggs, sugar, butter, baking powder
""")
TASKS = pairs("""
    moving house: find boxes, pack early, cancel the old contracts, tell your bank, ask friends for help; spring cleaning: dust the shelves, clean the windows, wash the curtains, sort the wardrobe, mop the floor;
    a dinner with guests: plan the menu, buy the food, set the table, chill the drinks, tidy the hall; Monday morning: check your post, plan the week, answer old mail, water the plants, make coffee;
    going on holiday: book the room, pack the bags, empty the fridge, ask someone to water the plants, lock the door; a new puppy: buy a bed, buy food, find a vet, get a lead, plan some free days;
    a school project: choose a topic, read about it, make a plan, write the text, practise the talk; a garden in spring: cut the hedge, dig the beds, sow the seeds, mow the grass, feed the birds;
    a wedding: set the date, invite the guests, book a place, order the cake, choose the music; the first day at work: iron your clothes, check the way, pack your papers, set an alarm, sleep early
""")
OCCASIONS = (
    (
        NEEDED,
        (
            "What should I pack for {x}?",
            "packing list for {x}",
            "What do I need for {x}?",
            "Help me pack for {x}.",
            "Make me a packing list for {x}.",
            "What do I take along for {x}?",
            "what to bring for {x}",
            "Write a list of what I need for {x}.",
        ),
        ("for {x}, take", "for {x} you need", "pack these for {x}", "here is what you need for {x}"),
    ),
    (
        SHOPPING,
        (
            "What do I need to buy for {x}?",
            "shopping list for {x}",
            "Make a shopping list for {x}.",
            "Which ingredients do I need for {x}?",
            "what goes into {x}",
            "I want to make {x}. What do I need?",
            "Write me a shopping list for {x}, please.",
        ),
        ("for {x}, buy", "for {x} you need", "here is a shopping list for {x}", "to make {x}, get"),
    ),
    (
        TASKS,
        (
            "Make a to-do list for {x}.",
            "to-do list for {x}",
            "What should I do for {x}?",
            "What is there to do for {x}?",
            "Help me plan {x}.",
            "what do I have to think of for {x}",
            "Write a to-do list for {x}, please.",
        ),
        ("for {x}, do these", "here is a to-do list for {x}", "things to do for {x}", "this is what {x} asks for"),
    ),
)


def occasion(rng: Random, known: Known) -> list[Exchange]:
    """What to pack, buy or do."""
    table, asks, intros = rng.choice(OCCASIONS)
    x = rng.choice(list(table))
    style = Style.sample(rng)
    items = list(row(table[x]))
    spare = [items.pop() for _ in range(rng.choice((1, 2) if style.length == "short" else (0, 1)))]
    intro = rng.choice(intros).format(x=x)
    hedged = (f"I think you need this for {x}", f"for {x}, I believe, this will do", f"for {x} I think of")
    extras = (
        "that should be enough.",
        "add what you like.",
        "take your time with it.",
        "you can leave out what you have already.",
    )
    questions = (
        "did I forget anything?",
        "do you have most of that already?",
        "what else do you need?",
        "shall I add something?",
    )
    turns = [(say(rng, asks, x=x), dress(rng, style, intro, extras, questions, items=items, hedged=hedged))]
    if spare and rng.random() < 0.5:
        cores = (
            f"one more thing: {spare[0]}",
            f"you could add this: {spare[0]}",
            f"also {spare[0]}",
            f"I forgot this: {spare[0]}",
        )
        again = (
            "Anything else?",
            "What else?",
            "is that all",
            "one more thing?",
            "Add one more.",
            "what did you forget",
        )
        turns.append((say(rng, again), dress(rng, Style.sample(rng), rng.choice(cores), (), questions)))
    return turns


STEPS = pairs("""
    make tea: boil some water, put a tea bag into a cup, pour in the water, wait for three minutes, take out the bag;
    make coffee: boil some water, put ground coffee into a filter, pour the water over it slowly, let it drip through, enjoy it hot;
    plant a seed: fill a pot with soil, press the seed in gently, cover it with a little soil, water it, put the pot in the light;
    boil an egg: bring water to the boil, lower the egg in with a spoon, wait for six minutes, cool the egg in cold water, peel it;
    cook pasta: bring a big pot of water to the boil, add salt, put in the pasta, stir now and then, drain it when it is soft;
    cook rice: rinse the rice, add twice as much water, bring it to the boil, cover it and turn down the heat, wait for fifteen minutes;
    make a sandwich: take two slices of bread, spread butter on them, add cheese and lettuce, close the sandwich, cut it in half;
    wash your hands: wet your hands, take some soap, rub for twenty seconds, rinse them well, dry them;
    brush your teeth: wet the brush, put on some toothpaste, brush for two minutes, spit out the foam, rinse the brush;
    make a bed: shake out the duvet, pull the sheet smooth, lay the duvet on top, put the pillow in place, smooth it all down;
    change a light bulb: switch off the light, let the old bulb cool, unscrew it, screw in the new one, switch on the light;
    send a letter: write the letter, put it into an envelope, write the address on it, add a stamp, post it;
    make pancakes: mix flour, eggs and milk, heat some butter in a pan, pour in a little batter, turn it when it is golden, serve it warm;
    toast bread: cut a slice of bread, put it into the toaster, press the lever, wait until it pops up, spread butter on it;
    tie a shoelace: cross the two ends, pull one end through, make a loop, wrap the other end around it, pull it through tight;
    wrap a present: cut the paper to size, put the box in the middle, fold the sides over, tape them down, tie a ribbon around it;
    wash the dishes: fill the sink with warm water, add some soap, wash the glasses first, then wash the plates, let everything dry;
    wash clothes: sort them by colour, put them into the machine, add some powder, choose a programme, hang them up to dry;
    iron a blouse: fill the iron with water, let it heat up, start with the collar, go on with the sleeves, hang it up at once;
    make lemonade: squeeze three lemons, dissolve some sugar in warm water, mix the two, add cold water, serve it with ice;
    make a snowman: roll a big ball of snow, roll a smaller one, put it on top, add a head, give it a carrot nose;
    fold a paper plane: fold the paper lengthwise, fold two corners to the middle, fold the edges to the middle again, fold it in half, bend the wings down;
    make popcorn: heat oil in a pot, put in the corn, close the lid, shake the pot now and then, wait until the popping stops;
    bake a potato: heat the oven, wash the potato, prick it with a fork, bake it for an hour, serve it with butter;
    water a plant: feel the soil, take a can of water, pour slowly, stop when water runs out below, empty the saucer;
    clean a window: mix warm water with a little soap, wash the glass with a sponge, rinse it, wipe it dry, polish it with paper;
    repair a flat tyre: take off the wheel, pull out the tube, find the hole, glue a patch on it, put it all together again;
    paint a wall: cover the floor, tape the edges, stir the paint, roll it on evenly, let it dry;
    build a fire: collect dry wood, pile up small sticks, light some paper below them, add bigger pieces, watch it all the time;
    bathe a dog: brush the dog, wet it with warm water, rub in dog shampoo, rinse it well, dry it with a towel;
    learn a poem: read it aloud, learn the first two lines, add two more, say them again, sleep over it;
    give a present: choose something that fits, wrap it nicely, write a card, hand it over with a smile, watch it being opened;
    make a fruit salad: wash the fruit, peel what needs peeling, cut it all into pieces, add lemon juice, stir it gently;
    make soup: chop an onion and some vegetables, fry them for a moment, add water and salt, let it simmer for twenty minutes, taste it
""")


def steps(rng: Random, known: Known) -> list[Exchange]:
    """How to do a simple thing, step by step, and what comes next."""
    x = rng.choice(list(STEPS))
    asks = (
        "How do I {mine}?",
        "how do you {x}",
        "How can I {mine}?",
        "Tell me how to {x}.",
        "What are the steps to {x}?",
        "can you explain how to {x}",
        "I want to {mine}. How does that work?",
        "Explain how to {x}, please.",
        "steps to {x}",
        "how to {x}",
        "Would you tell me how to {x}?",
        "I have never tried to {mine}. What do I do?",
    )
    items = list(row(STEPS[x]))
    style = Style.sample(rng)
    intros = (
        f"to {x}, do this",
        "follow these steps",
        f"this is how to {x}",
        "it goes like this",
        f"to {x}, take these steps",
    )
    hedged = (f"I think this is how to {x}", "I believe it goes like this", f"as far as I know, this is how to {x}")
    extras = ("that is all.", "take your time.", "it gets easier each time.", "and then you are done.")
    questions = ("do you have all you need?", "is any step unclear?", "does that help?", "have you tried it before?")
    reply = dress(rng, style, rng.choice(intros), extras, questions, items=items, hedged=hedged)
    turns = [(say(rng, asks, x=x, mine=x.replace("your", "my")), numbered(reply) if rng.random() < 0.5 else reply)]
    if rng.random() < 0.45:
        at = rng.randrange(len(items))
        word = ORDINALS[at] if at < len(items) - 1 or rng.random() < 0.5 else "last"
        again = (
            "What is the {word} step?",
            "and the {word} step again?",
            "the {word} step?",
            "What do I do in the {word} step?",
            "which step is {word}",
        )
        cores = (f"the {word} step is: {items[at]}", f"{word} step: {items[at]}", f"in the {word} step, {items[at]}")
        turns.append((say(rng, again, word=word), dress(rng, Style.sample(rng), rng.choice(cores), extras[:2])))
    return turns


def numbered(reply: str) -> str:
    """The reply with its "- " items numbered instead."""
    parts = re.split(r"(?m)^- ", reply)
    return parts[0] + "".join(f"{index}. {part}" for index, part in enumerate(parts[1:], 1))


PROS_AND_CONS = pairs("""
    living in a city: there is a lot to do, shops are near | it is loud, flats are expensive;
    living in the country: the air is fresh, it is quiet | shops are far away, there are few buses;
    having a dog: it is a true friend, you get out every day | it costs money, it needs a lot of time;
    having a cat: it is soft and calm, it needs no walks | it scratches the sofa, it brings home mice;
    working from home: you save the way to work, you can cook lunch | you see few people, it is hard to stop;
    owning a car: you can go anywhere, you carry things easily | it costs a lot, parking is difficult;
    riding a bicycle: it is cheap, it keeps you fit | you get wet in the rain, hills are hard;
    travelling by train: you can read on the way, it is good for the air | it may be late, you need to change;
    travelling by plane: it is fast, you can go very far | it is bad for the air, the seats are narrow;
    reading on paper: it is easy on the eyes, it needs no battery | books are heavy, they take up space;
    a smartphone: you can reach everyone, it has a camera | it distracts you, it breaks easily;
    cooking at home: it is cheap, you know what is inside | it takes time, you have to wash up;
    eating out: somebody else cooks, you can try new food | it is expensive, it may be loud;
    winter: there is snow, you can skate | it is cold, it gets dark early;
    summer: it is warm, you can swim | it may be too hot, there are mosquitoes;
    getting up early: the morning is quiet, you get a lot done | it is hard, you are tired in the evening;
    living alone: you have your peace, you decide everything | it may be lonely, you pay for all of it;
    sharing a flat: the rent is lower, you have company | it may be untidy, you wait for the bathroom;
    a big family: there is always someone to play with, you help each other | it is loud, you share everything;
    having a garden: you can grow food, you can sit outside | it is a lot of work, snails eat your salad;
    learning an instrument: it is fun, you can play with friends | you must practise, lessons cost money;
    tea: it comes in many kinds, it calms you | it gets cold quickly, some kinds are bitter;
    coffee: it wakes you up, it smells lovely | it may keep you awake, too much of it makes you nervous;
    school uniforms: nobody compares clothes, mornings are simple | everyone looks the same, they cost money
""")


def pros_and_cons(rng: Random, known: Known) -> list[Exchange]:
    """What speaks for and against a thing."""
    x = rng.choice(list(PROS_AND_CONS))
    asks = (
        "What are the pros and cons of {x}?",
        "pros and cons of {x}",
        "What speaks for and against {x}?",
        "Give me the pros and cons of {x}.",
        "good and bad sides of {x}?",
        "Is {x} a good thing?",
        "What is good and bad about {x}?",
        "What do you think of {x}?",
    )
    pros, cons = (row(side) for side in PROS_AND_CONS[x].split("|"))
    style = Style.sample(rng)
    count = 1 if style.length == "short" else 2
    items = [f"for it: {pro}" for pro in pros[:count]] + [f"against it: {con}" for con in cons[:count]]
    if not style.listed:
        core, items = f"on the one hand, {joined(pros[:count])}, on the other hand, {joined(cons[:count])}", []
    else:
        core = rng.choice((f"{x} has two sides", f"the pros and cons of {x}", f"here is what to say about {x}"))
    extras = (
        "it depends on what matters to you.",
        "in the end it is a matter of taste.",
        "most people have their own view on it.",
    )
    questions = (
        "what matters most to you?",
        "what do you think?",
        "which side is stronger for you?",
        "are you trying to decide?",
    )
    hedged = (f"I think there are two sides to {x}",) if items else (f"I think, {core}", f"I believe, {core}")
    return [(say(rng, asks, x=x), dress(rng, style, core, extras, questions, items=items, hedged=hedged))]


TOPICS: dict[str, tuple[float, Topic]] = {
    "lists_named": (16.0, named),
    "lists_occasion": (4.0, occasion),
    "lists_steps": (4.0, steps),
    "lists_pros_and_cons": (2.0, pros_and_cons),
}
