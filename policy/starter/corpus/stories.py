"""Short stories and rhymes.

A story is an opening, a plot's problem, turn and ending, and sometimes a last line, each with several wordings; the
hero that the user names is always in it. Pronouns for the hero are left out on purpose, so that any name fits. What
the user asks afterwards (the name, the place, who helped, what came next) is answered from the story told.
"""

from dataclasses import dataclass, replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.slots import ANIMALS, WORDS, person, pet_name, with_article
from policy.starter.corpus.tables import row

BEINGS = row("""
    robot, dragon, princess, king, sailor, baker, giant, wizard, knight, gardener, pirate, clown, ghost, mermaid, painter,
    farmer, fisherman, little girl, little boy, grandmother, shepherd, dwarf, fairy, astronaut, snowman, postman, teacher
""")
PLACES = row("""
    by a quiet lake, at the edge of a forest, in a small village, on a green hill, in an old lighthouse, near the sea,
    in a tall tower, under a big oak, in a busy city, on a tiny island, in a warm valley, behind the mill,
    at the end of a long road, in a house with a red roof, on a farm, in the snowy mountains, beside a river
""")
MANNERS = row(
    "clever, old, kind, friendly, quiet, wise, cheerful, tired, young, tall, brave, lonely, shy, small, gentle, proud"
)
FRIENDS = tuple(
    with_article(f"{manner} {kind}")
    for manner in MANNERS
    for kind in (*ANIMALS, "neighbour", "child", "traveller", "stranger")
)
"""Who helps: any manner with any kind, so that neither tells the other."""
THINGS = row("""
    golden key, red scarf, silver bell, old map, blue lantern, tiny violin, glass marble, wooden boat, warm hat, music box,
    pocket watch, paper kite, copper coin, green umbrella, little drum, favourite book, white feather, shiny button
""")

OPENINGS = (
    "Once upon a time there was {a} named {name} who lived {place}.",
    "There once was {a} called {name}, who lived {place}.",
    "{name} was {a} and lived {place}.",
    "Long ago, {a} named {name} lived {place}.",
    "In a time not long ago, {name} the {kind} lived {place}.",
    "{place_}, there lived {a} by the name of {name}.",
)
PLAIN_OPENINGS = (
    "Once upon a time, {name} lived {place}.",
    "{name} lived {place} and loved quiet mornings.",
    "There once was somebody called {name}, who lived {place}.",
    "Long ago, {name} lived {place}, quite content.",
)

# A plot is four lines and a fifth that says it all in one; " | " parts wordings.
_PLOTS = """
One morning the {thing} was gone. | One day {name} lost the {thing} on the way home.
{name} looked everywhere and found nothing. | {name} searched under every stone, but it was not there.
Then {friend} came by and had seen it in the grass. | At last {friend} knocked at the door and held it up.
{name} was so happy that they danced all evening. | They had tea together and laughed about it.
{name} lost the {thing}, but {friend} had found it. | {name} lost the {thing}, and {friend} brought it back.
=
One night a great storm came and took the roof away. | A storm rose, and the wind was louder than ever before.
{name} was afraid and hid in a corner. | Rain came in, and {name} did not know what to do.
But {friend} came with a lantern and stayed until the morning. | Then {friend} opened a door and said that there was room for two.
In the morning the sun came out, and they built a new roof together. | When the storm was over, they were friends for life.
{name} lost the roof in a storm and found a friend, {friend}. | In a storm, {name} was afraid until {friend} came with a light.
=
{name} had no one to play with. | Every day {name} sat alone at the window.
One day {name} put a sign at the door that said "Come in". | So one day {name} baked a cake and left the door open.
Soon {friend} came in, and then some more. | The first who came was {friend}, and soon the house was full.
From that day on {name} was never alone again. | They met every week, and there was always cake.
{name} was lonely, baked a cake, and had a house full of friends. | {name} was alone until {friend} came in for cake.
=
A big race was held, and {name} wanted to win. | {name} entered the great race, though everyone else was faster.
Halfway, {name} saw {friend} stuck in the mud. | Close to the end, {friend} fell and could not go on.
{name} stopped and helped, and all the others ran by. | {name} turned around and helped, and came in last.
Everybody clapped, because helping was the best prize of all. | There was no medal, but there was a new friend.
{name} came last in a race, because {name} had stopped to help. | {name} did not win the race, but won a friend, {friend}.
=
{name} was afraid of the dark. | Each evening {name} was scared of the shadows.
Then {friend} said that the night is full of stars. | One night {friend} asked {name} to come outside.
They lay in the grass and counted stars until they fell asleep. | They sat on the roof and gave each star a name.
After that {name} liked the night best of all. | Since then {name} says good night to every star.
{name} was afraid of the dark until {friend} showed the stars. | {name} learned to count the stars and was not afraid of the night any more.
=
A strange noise woke {name} every night. | Each night something went tap, tap, tap.
{name} took the {thing} and went to look. | With the {thing} in hand, {name} tiptoed down the stairs.
It was only {friend}, who was hungry. | Behind the door sat {friend}, looking for a warm place.
They shared some soup, and it was quiet from then on. | {name} made a bed by the stove, and the noise was gone.
A strange noise frightened {name}, but it was only {friend}, who was hungry. | {name} heard a tapping at night, and it was {friend}, who was cold.
=
One day {name} found the {thing} in an old chest. | Behind a stone, {name} found the {thing}.
It could grant one wish, but only one. | A note said that it would grant a single wish.
{name} thought of gold, and then of {friend}, who was ill. | {name} thought about it all day and then met {friend}, who was very sad.
{name} wished that {friend_} would be well again, and that was the best wish of all. | The wish went to {friend_}, and both were happy.
{name} had one wish and gave it to {friend}, who was ill. | {name} found the {thing}, made a wish for somebody else, and was happy.
=
The bridge over the river broke, and nobody could cross. | One day the old bridge fell into the river.
Everyone complained, but {name} had an idea. | {name} looked at it for a while and began to draw a plan.
Together with {friend}, {name} carried wood for seven days. | It was {friend} who held the ropes while {name} hammered.
Now there is a new bridge, and it has the name of {name} on it. | The new bridge still stands today.
The bridge broke, and {name} built a new one with {friend}. | {name} built a bridge that still stands today.
=
{name} wanted to see the world. | {name} had always dreamed of going far away.
So {name} packed the {thing} and left at sunrise. | With nothing but the {thing}, {name} set out one morning.
On the way {friend} joined, and they saw mountains and cities. | In a far land {name} met {friend}, and they went on together.
In the end {name} came home and knew that home was good too. | After a year they came home with a hundred stories.
{name} took the {thing}, saw the whole world, and came home. | {name} went far away, met {friend}, and came back with a hundred stories.
=
The village was going to have a feast, but there was no music. | The day of the feast came, and the band was ill.
{name} had only the {thing} and had never played for anyone. | {name} had always sung alone, in secret.
Then {friend} began to clap, and {name} dared to begin. | With a smile, {friend} said that a song needs only one to start.
Everybody danced until the moon went down. | It was the best feast that anyone could remember.
There was no music at the feast until {name} dared to play. | {name} was shy, but {friend} clapped, and then everybody danced.
=
{name} planted a tiny seed. | One spring {name} put a seed into the earth.
For weeks nothing happened, and {name} was sad. | Every day {name} watered it, but nothing came.
It takes time, said {friend}, so they waited together. | Then {friend} told {name} to wait a little longer.
One morning there stood the tallest flower of all. | And one day a tree stood there, full of sweet apples.
{name} planted a seed and waited, and one day it was a tree. | {name} was ready to give up, but then the tallest flower of all came up.
=
The moon did not come out one night. | One evening the moon was missing from the sky.
{name} climbed the highest hill to look for it. | {name} took the {thing} and went to find it.
At the top sat {friend} and told it stories, and the moon had forgotten the time. | It had fallen into a pond, and {friend} was keeping it company.
Together they put it back, and the night was bright again. | {name} asked it politely, and up it went.
The moon was missing, and {name} brought it back with {friend}. | {name} found the moon in a pond and put it back.
=
{name} wanted to fly. | More than anything else, {name} wished to fly.
The wings made of paper did not work, and neither did the ones made of leaves. | {name} jumped from a chair, from a table and from a wall, and fell each time.
Then {friend} brought a big balloon. | But {friend} knew how to build a kite that was big enough.
Up they went, over the fields and far away. | And so {name} saw the clouds from above, just once, and that was enough.
{name} wanted to fly, and {friend} knew how. | {name} tried to fly with paper wings and got there with a balloon.
=
{name} had a secret recipe for soup. | Nobody cooked soup like {name}.
One cold day {friend} came to the door, hungry and tired. | In the coldest winter there was only one bowl left, and then {friend} knocked.
{name} gave away the last bowl without a word. | They shared it, one spoon for each.
The next day the pot was full again, and nobody knows why. | Ever since, the pot has never been empty.
{name} gave the last bowl of soup to {friend}, and the pot was never empty again. | {name} shared the last soup, and the next day the pot was full.
"""
PLOTS = [tuple(tuple(line.split(" | ")) for line in plot.strip().splitlines()) for plot in _PLOTS.split("\n=\n")]

LAST_LINES = (
    "And that is the end of the story.",
    "And if they have not gone away, they are there still.",
    "The end.",
    "Sometimes that is all it takes.",
    "And everybody slept well that night.",
)
NEXT = (
    "The next day, {name} got up early and told everyone about it.",
    "Then {name} and an old friend went to the sea and built a boat.",
    "After that, {name} wrote it all down in a thick book.",
    "A year later, a letter came with a big surprise for {name}.",
    "Then winter came, and {name} stayed inside and told the story again and again.",
    "{name} took a long nap, and then a new adventure began.",
    "Then {name} invited the whole village to a big party.",
    "Soon {name} heard of a hidden cave and could not wait to see it.",
)


@dataclass(frozen=True)
class Hero:
    """Whom a story is about, and with whom."""

    name: str
    kind: str
    """"fox"; nothing for somebody who only has a name."""
    place: str
    friend: str
    thing: str
    plot: tuple[tuple[str, ...], ...]

    @property
    def slots(self) -> dict[str, str]:
        """What the wordings may name."""
        known = f"the {self.friend.partition(' ')[2]}"
        place = self.place[0].upper() + self.place[1:]
        kinds = {"a": with_article(self.kind) if self.kind else "", "kind": self.kind}
        return kinds | {
            "name": self.name,
            "place": self.place,
            "place_": place,
            "friend": self.friend,
            "friend_": known,
            "thing": self.thing,
        }


def hero(rng: Random, kind: str | None = None, name: str | None = None) -> Hero:
    """A hero in a place, with a friend and a thing."""
    if kind is None:
        kind = rng.choice((rng.choice(ANIMALS), rng.choice(BEINGS)))
        kind = f"{rng.choice(MANNERS)} {kind}" if rng.random() < 0.4 and " " not in kind else kind
    friends = [friend for friend in FRIENDS if not kind or not friend.endswith(f" {kind.split()[-1]}")]
    return Hero(
        name or pet_name(rng), kind, rng.choice(PLACES), rng.choice(friends), rng.choice(THINGS), rng.choice(PLOTS)
    )


def told(rng: Random, who: Hero, length: str) -> str:
    """The story as one paragraph: one or two sentences if short, five or six if long."""
    *beats, summary = (rng.choice(wordings) for wordings in who.plot)
    opening = rng.choice(OPENINGS if who.kind else PLAIN_OPENINGS)
    if length == "short":
        parts = [opening, summary]
    else:
        parts = [opening, *beats]
        if rng.random() < 0.4:
            parts.append(rng.choice(LAST_LINES))
    return " ".join(parts).format(**who.slots)


def begun(text: str, who: Hero) -> str:
    """The text as a clause that may follow an opener: in lower case unless it starts with the hero's name."""
    return text if text.startswith(who.name) else text[0].lower() + text[1:]


INTROS = (
    "here is a story. ",
    "here is a story for you. ",
    "listen to this. ",
    "this one is about {name}. ",
    "a story, then. ",
    "let me tell you one. ",
)
QUESTIONS = (
    "shall I tell you what happened next?",
    "did you like it?",
    "would you like another one?",
    "do you want to hear more about {name}?",
    "what do you think {name} did next?",
    "shall I make it longer?",
)


def narrated(rng: Random, style: Style, who: Hero) -> str:
    """The story in the manner of the style."""
    text = told(rng, who, style.length)
    questions = [question.format(name=who.name) for question in QUESTIONS]
    hedged = (
        f"I think you will like this one. {text}",
        f"perhaps you will like this. {text}",
        f"I believe this one is nice. {text}",
    )
    if rng.random() < 0.25:
        return dress(rng, style, begun(text, who), (), questions, tone="plain", hedged=hedged)
    return dress(rng, style, rng.choice(INTROS).format(name=who.name) + text, (), questions, hedged=hedged)


ASKS_ANY = (
    "Tell me a story.", "tell me a story", "I want to hear a story.", "Can you tell me a story?", "A story, please.", "story please",
    "Would you tell me a bedtime story?", "Please tell me a short story.", "Make up a story.", "Do you know a story?", "tell me something nice",
    "Write a story.", "I would like a little story.", "another story", "a short story please", "Tell us a story!",
)  # fmt: skip
ASKS_KIND = (
    "Tell me a story about {a}.", "tell me a story about {a}", "a story about {a}", "Write a short story about {a}.", "Can you tell a story about {a}?",
    "I want a story about {a}.", "Could you make up a story about {a}, please?", "story about {a} please", "Do you know a story about {a}?",
    "Invent a story about {a}.", "Please write a little story with {a} in it.", "My son wants a story about {a}.", "bedtime story about {a}",
)  # fmt: skip
ASKS_BOTH = (
    "Tell me a story about {a} named {name}.", "a story about {a} named {name}", "Tell me about {a} called {name}.", "Write a story about {a} called {name}.",
    "Can you tell me a story about {name} the {kind}?", "tell me the story of {name} the {kind}", "I want a story about {a} with the name {name}.",
    "story about {a}, the name is {name}", "Make up a story about {name}, {a}.", "Please write a short story about {a} named {name}.",
)  # fmt: skip
ASKS_NAME = (
    "Tell me a story about {name}.", "a story about {name}", "Write a story about {name}.", "Can you tell a story about {name}?", "story about {name} please",
    "I want a story about somebody called {name}.", "Make up a story with {name} in it.", "Please tell me a story with {name} as the hero.",
)  # fmt: skip


def story(rng: Random, known: Known) -> list[Exchange]:
    """A story and perhaps a question or two about it."""
    manner = rng.random()
    if manner < 0.2:
        who = hero(rng)
        user = say(rng, ASKS_ANY)
    elif manner < 0.5:
        who = hero(rng)
        user = say(rng, ASKS_KIND, **who.slots)
    elif manner < 0.8:
        who = hero(rng, name=rng.choice((pet_name, person))(rng))
        user = say(rng, ASKS_BOTH, **who.slots)
    else:
        who = hero(rng, kind="", name=known.get("name") if rng.random() < 0.3 else person(rng))
        user = say(rng, ASKS_NAME, **who.slots)
    turns = [(user, narrated(rng, Style.sample(rng), who))]
    follows = [_name, _place, _next, _next, _shorter, _another]
    if who.friend in turns[0][1]:
        follows += [_friend, _friend]
    if who.kind:
        follows.append(_kind)
    for follow in rng.sample(follows, 3):
        if rng.random() < 0.55:
            break
        turns.append(follow(rng, who))
    return turns


def _name(rng: Random, who: Hero) -> Exchange:
    asks = (
        "What was the name?",
        "What was his name?",
        "what was her name",
        "Who was it about?",
        "What was the hero called?",
        "what's the name again",
    )
    cores = (
        f"the name was {who.name}",
        f"{who.name} was the name",
        f"it was {who.name}",
        f"the story is about {who.name}",
    )
    return say(rng, asks), dress(
        rng, Style.sample(rng), rng.choice(cores), ("it is a good name for a hero.", "I like that name.")
    )


def _place(rng: Random, who: Hero) -> Exchange:
    asks = (
        "Where did {name} live?",
        "where was that",
        "Where does the story take place?",
        "Where was the home of {name}?",
        "where did it happen",
    )
    cores = (f"{who.name} lived {who.place}", f"it was {who.place}", f"the story takes place {who.place}")
    return say(rng, asks, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("it must be lovely there.", "I would like to see that place.")
    )


def _kind(rng: Random, who: Hero) -> Exchange:
    asks = ("What was {name}?", "Who is {name}?", "what kind of being was {name}", "What was {name} again?")
    cores = (
        f"{who.name} was {with_article(who.kind)}",
        f"{who.name} is the {who.kind} of the story",
        f"{with_article(who.kind)}, {who.place}",
    )
    return say(rng, asks, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("and a good one, too.", f"we do not know more about {who.name}.")
    )


def _friend(rng: Random, who: Hero) -> Exchange:
    asks = (
        "Who helped {name}?",
        "Who else is in the story?",
        "who did {name} meet",
        "Who was the other one?",
        "Who came by?",
    )
    cores = (f"it was {who.friend}", f"{who.name} met {who.friend}", f"{who.friend} is in it too")
    return say(rng, asks, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("they get on well.", "everybody needs a friend like that.")
    )


def _next(rng: Random, who: Hero) -> Exchange:
    asks = (
        "And then?",
        "and then",
        "What happened next?",
        "what came next",
        "Go on.",
        "How does it go on?",
        "Tell me more.",
        "continue please",
        "And what did {name} do then?",
    )
    style = Style.sample(rng)
    parts = rng.sample(NEXT, 1 if style.length == "short" else 2)
    text = " ".join(parts).format(**who.slots)
    hedged = (f"I think it goes like this. {text}", f"I believe I know. {text}")
    questions = (
        f"do you like {who.name}?",
        "shall I go on?",
        "do you want to hear how it ends?",
        "what would you have done?",
    )
    return say(rng, asks, name=who.name), dress(
        rng, style, begun(text, who), (), questions, tone="plain", hedged=hedged
    )


def _shorter(rng: Random, who: Hero) -> Exchange:
    asks = (
        "Make it shorter.",
        "make it shorter",
        "Shorter, please.",
        "Can you make it short?",
        "In one sentence, please.",
        "too long, shorter please",
    )
    summary = rng.choice(who.plot[-1]).format(**who.slots)
    hedged = (f"I think this will do. {summary}", f"perhaps like this. {summary}")
    extras = ("that is the short of it.", "that is all you need to know.")
    return say(rng, asks), dress(rng, Style.sample(rng), begun(summary, who), extras, tone="plain", hedged=hedged)


def _another(rng: Random, who: Hero) -> Exchange:
    others = [plot for plot in PLOTS if plot != who.plot]
    asks = (
        "Another one, please.",
        "One more story about {name}!",
        "tell me another one about {name}",
        "another story about {name}",
        "Again, but a new one.",
    )
    return say(rng, asks, name=who.name), narrated(rng, Style.sample(rng), replace(who, plot=rng.choice(others)))


_RHYMES = """
a cat = The cat sat softly on the wall, / and did not say a word at all. / She watched the birds, she watched the street, / and licked the snow from off her feet.
a dog = My dog runs fast, my dog runs far, / he barks at every passing car. / But when the evening sun is red, / he lies down quietly by my bed.
the moon = The moon looks in, so round and white, / and wishes every house good night. / It shines on roof and field and sea, / and then it shines on you and me.
the sun = The sun gets up at break of day, / and sends the sleepy stars away. / It warms the stone, it warms the tree, / it warms the cat, it warms my knee.
rain = The rain comes down on roof and lane, / and draws thin lines on window panes. / It fills the pond, it feeds the tree, / and sings a little song for me.
snow = The snow fell softly in the night, / and painted all the gardens white. / Come out, come out, and bring your sled, / the hill is high, your cheeks are red.
tea = A cup of tea, a quiet chair, / and steam that dances in the air. / One sip for warmth, one sip for fun, / and all too soon the cup is done.
a tree = The tree stands tall beside the mill, / and when it rests, the birds are still. / It gives us shade, it gives us air, / and apples that we like to share.
the sea = The sea rolls in, the sea rolls out, / it whispers low, it likes to shout. / It brings us shells, it brings us sand, / and leaves them lying on the land.
a star = A little star, so far away, / has waited for me all the day. / And when I close my eyes to sleep, / it has a secret it will keep.
the wind = The wind came running down the hill, / and would not, would not, would be still. / It took my hat, it took my kite, / and blew them both into the night.
a bee = The busy bee goes to and fro, / and knows where all the flowers grow. / She brings the honey home at noon, / and sings a little golden tune.
autumn = In autumn all the leaves turn brown, / and one by one they flutter down. / The wind is cold, the days are short, / and apples are the autumn sort.
winter = The winter wears a coat of white, / and brings the stars out early at night. / We light the fire and stay inside, / and watch the flakes of snow that glide.
spring = The spring has come, the grass is green, / as green as it has ever been. / The birds are back, the days are long, / and every garden hums a song.
summer = The summer sun is warm and high, / and not a cloud is in the sky. / We swim and run and play all day, / and wish that it would always stay.
night = The night is calm, the night is deep, / and all the little houses sleep. / A lamp is lit, a clock ticks on, / until the dark of night is gone.
morning = The morning comes on quiet feet, / and wakes the sparrows in the street. / The coffee smells, the bread is new, / and everything begins for you.
a book = A book can take me anywhere, / to castle, ship or dragon's lair. / I turn a page, I turn one more, / and open up another door.
a train = The train goes fast, the train goes far, / and longer than the longest car. / Past field and farm and town and tree, / it brings my grandma home to me.
a mouse = A little mouse with little feet / went out to find some cheese to eat. / She found a piece, she took it home, / and wrote about it in a poem.
a garden = My garden is a pretty place, / where every flower shows its face. / The rose is red, the bean is tall, / the snail is climbing up the wall.
a friend = A friend is someone who will stay, / when all the rest have gone away. / A friend will laugh, a friend will sing, / a friend is such a lovely thing.
bread = The bread is warm, the crust is brown, / the finest bread in all the town. / A bit of butter, melting slow, / and that is all I need to know.
an owl = The owl sits high up in the tree, / and asks the moon, what do you see? / I see, the moon says, wide and far, / a lake, a mill, a falling star.
a cloud = A cloud went walking in the sky, / it had no legs, I wonder why. / It was a sheep, it was a ship, / and then it rained, drip drip, drip drip.
school = The school bell rings, the day has begun, / with books and chalk and sums and fun. / We read and write and laugh and play, / and learn a little every day.
a birthday = A birthday is a special day, / so blow the candles all away. / A cake, a song, a wish for you, / and may the best of them come true.
home = My home is where the kettle sings, / among my many little things. / And when I travelled all around, / it is the nicest place I found.
a fish = The fish swims round, the fish swims by, / and never wonders how or why. / It has a tail, it has a fin, / the sea is big, it swims right in.
"""
RHYMES = {
    subject: tuple(lines.split(" / "))
    for subject, _, lines in (line.partition(" = ") for line in _RHYMES.strip().splitlines())
}
ANY_RHYMES = (
    ("{a_} came by on a sunny day,", "and said hello, and went away.", "I looked for it on land and sea,", "till it came back and smiled at me."),
    ("I saw {a} beside the door,", "I had not seen one there before.", "I said good day, I said come in,", "and that is how good things begin."),
    ("I dreamed about {a} last night,", "it shone with such a golden light.", "I woke, and it was gone, I fear,", "but in my rhyme it is still here."),
    ("If I had {a}, what would I do?", "I know that I would give it you.", "For nice things should not stay alone,", "and you would keep it as your own."),
    ("My friend, {a}, is good and kind,", "a better one is hard to find.", "We talk and laugh the whole day through,", "and one day you may meet it too."),
)  # fmt: skip


def rhyme(rng: Random, known: Known) -> list[Exchange]:
    """A rhyme of two or four lines about what the user names."""
    turns: list[Exchange] = []
    for _ in range(rng.choice((1, 1, 1, 2))):
        style = Style.sample(rng)
        if rng.random() < 0.6:
            about = rng.choice(list(RHYMES))
            lines: tuple[str, ...] = RHYMES[about]
        else:
            about = with_article(rng.choice((*ANIMALS, *WORDS)))
            lines = tuple(line.format(a=about, a_=about[0].upper() + about[1:]) for line in rng.choice(ANY_RHYMES))
        asks = (
            "Write a poem about {x}.",
            "a poem about {x}",
            "Write me a rhyme about {x}.",
            "Can you rhyme something about {x}?",
            "poem about {x} please",
            "Do you know a poem about {x}?",
            "Make a little rhyme about {x}.",
            "I would like a short poem about {x}.",
            "A verse about {x}, please.",
        )
        shown = (
            lines
            if style.length == "long"
            else (lines[0], lines[1] if lines[1].endswith("?") else lines[1].rstrip(",.") + ".")
        )
        text = "\n".join(shown)
        intros = (
            "here is a little rhyme",
            "here is one",
            "a rhyme for you",
            "this one just came to me",
            f"a rhyme about {about}",
        )
        hedged = (
            f"I think this rhymes:\n{text}",
            f"perhaps you will like this:\n{text}",
            f"I believe it goes like this:\n{text}",
        )
        questions = (
            "do you like it?",
            "shall I write another one?",
            "would you like more lines?",
            "what shall I rhyme about next?",
        )
        core = f"{rng.choice(intros)}:\n{text}"
        turns.append((say(rng, asks, x=about), dress(rng, style, core, (), questions, hedged=hedged)))
    return turns


TOPICS: dict[str, tuple[float, Topic]] = {"stories_story": (8.0, story), "stories_rhyme": (3.0, rhyme)}
