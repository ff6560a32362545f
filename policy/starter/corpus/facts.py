"""Everyday facts: tables, and the many ways in which people ask for an entry.

A `Relation` is one table ("country: capital") with the clauses that ask for an entry, state it, ask on ("and of
{x}?") and check it ("is {y} the capital of {x}?"). One function plays a scene over any of them. What is not in a
table is not known: `_unknown` teaches to say so. Small sums live in arithmetic.py.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.slots import invented_word, with_article


def pairs(text: str) -> dict[str, str]:
    """The entries of "key: value; key: value"."""
    entries = (entry.split(":", 1) for entry in text.split(";"))
    return {" ".join(key.split()): " ".join(value.split()) for key, value in entries}


def row(text: str) -> tuple[str, ...]:
    """The comma-separated members of a line."""
    return tuple(" ".join(member.split()) for member in text.split(","))


CAPITALS = pairs("""
    France: Paris; Spain: Madrid; Italy: Rome; Germany: Berlin; Portugal: Lisbon; Greece: Athens; Austria: Vienna;
    Poland: Warsaw; Norway: Oslo; Sweden: Stockholm; Finland: Helsinki; Denmark: Copenhagen; Iceland: Reykjavik;
    Ireland: Dublin; England: London; Scotland: Edinburgh; Wales: Cardiff; Belgium: Brussels; Switzerland: Bern;
    Hungary: Budapest; Romania: Bucharest; Bulgaria: Sofia; Croatia: Zagreb; Serbia: Belgrade; Ukraine: Kyiv;
    Russia: Moscow; Turkey: Ankara; Egypt: Cairo; Morocco: Rabat; Tunisia: Tunis; Algeria: Algiers; Kenya: Nairobi;
    Ghana: Accra; Ethiopia: Addis Ababa; Senegal: Dakar; Uganda: Kampala; Japan: Tokyo; China: Beijing;
    South Korea: Seoul; India: New Delhi; Nepal: Kathmandu; Thailand: Bangkok; Vietnam: Hanoi; Mongolia: Ulaanbaatar;
    Iran: Tehran; Iraq: Baghdad; Jordan: Amman; Lebanon: Beirut; Canada: Ottawa; Mexico: Mexico City; Cuba: Havana;
    Jamaica: Kingston; Brazil: Brasilia; Argentina: Buenos Aires; Chile: Santiago; Peru: Lima; Colombia: Bogota;
    Uruguay: Montevideo; Ecuador: Quito; Venezuela: Caracas; Australia: Canberra; New Zealand: Wellington;
    Slovakia: Bratislava; Slovenia: Ljubljana; Estonia: Tallinn; Latvia: Riga; Lithuania: Vilnius
""")

CONTINENTS = {
    "Europe": "France, Spain, Italy, Germany, Portugal, Greece, Austria, Poland, Norway, Sweden, Finland, Ireland",
    "Africa": "Egypt, Morocco, Kenya, Ghana, Ethiopia, Senegal, Uganda, Nigeria, Tanzania, Algeria",
    "Asia": "Japan, China, India, Nepal, Thailand, Vietnam, Mongolia, Iran, Iraq, South Korea",
    "South America": "Brazil, Argentina, Chile, Peru, Colombia, Uruguay, Ecuador, Venezuela",
    "North America": "Canada, Mexico, Cuba, Jamaica",
}
COUNTRY_CONTINENT = {country: place for place, names in CONTINENTS.items() for country in row(names)}

LANGUAGES = pairs("""
    France: French; Spain: Spanish; Italy: Italian; Germany: German; Portugal: Portuguese; Greece: Greek;
    Poland: Polish; Norway: Norwegian; Sweden: Swedish; Finland: Finnish; Denmark: Danish; Iceland: Icelandic;
    Hungary: Hungarian; Turkey: Turkish; Japan: Japanese; Mexico: Spanish; Brazil: Portuguese; Argentina: Spanish;
    Austria: German; England: English; Egypt: Arabic; Thailand: Thai; Vietnam: Vietnamese; Russia: Russian
""")

COLOURS = pairs("""
    a banana: yellow; a lemon: yellow; the sky: blue; grass: green; snow: white; coal: black; a carrot: orange;
    a strawberry: red; a tomato: red; blood: red; the sea: blue; a frog: green; milk: white; chocolate: brown;
    a pumpkin: orange; a cucumber: green; a polar bear: white; a raven: black; an orange: orange; a sunflower: yellow;
    a flamingo: pink; an elephant: grey; a cherry: red; spinach: green; salt: white; a crow: black; butter: yellow;
    an aubergine: purple; a fire engine: red; a pea: green; a lime: green; rice: white; a blueberry: blue;
    a leaf in spring: green; a chick: yellow; a swan: white; a raspberry: red; lavender: purple; honey: golden;
    a tree trunk: brown; a ladybird: red and black; a zebra: black and white; a panda: black and white
""")

SOUNDS = pairs("""
    cow: moo; dog: woof; cat: meow; sheep: baa; duck: quack; pig: oink; horse: neigh; lion: roar; bee: buzz;
    snake: hiss; owl: hoot; frog: ribbit; rooster: cock-a-doodle-doo; mouse: squeak; wolf: howl; donkey: hee-haw;
    bird: tweet; hen: cluck; crow: caw; goat: maa; bear: growl; dove: coo; goose: honk; turkey: gobble
""")

YOUNG = pairs("""
    cat: kitten; dog: puppy; cow: calf; sheep: lamb; horse: foal; pig: piglet; duck: duckling; hen: chick; goat: kid;
    lion: cub; bear: cub; deer: fawn; frog: tadpole; goose: gosling; swan: cygnet; kangaroo: joey; elephant: calf;
    whale: calf; owl: owlet; hare: leveret; eagle: eaglet; wolf: pup
""")

LEGS = pairs("""
    a dog: four; a cat: four; a horse: four; a cow: four; a spider: eight; an ant: six; a bee: six; a bird: two;
    a person: two; a chicken: two; a snake: no; a fish: no; a butterfly: six; a sheep: four; a fly: six; a duck: two;
    a beetle: six; a mouse: four; an elephant: four; a crab: ten; a worm: no; a frog: four; a table: four; a penguin: two
""")

HOMES = pairs("""
    a bird: in a nest; a bee: in a hive; a rabbit: in a burrow; a fish: in the water; a spider: in a web;
    a bear: in a den; a horse: in a stable; a pig: in a sty; a hen: in a coop; a camel: in the desert;
    a polar bear: in the Arctic; a penguin: in the Antarctic; a monkey: in the jungle; a frog: by a pond;
    a whale: in the ocean; a squirrel: in a tree; a fox: in a den; a mole: under the ground; a lion: on the savannah;
    a kangaroo: in Australia; a panda: in China; a shark: in the sea; an ant: in an anthill; a dog: in a kennel
""")

EATEN = pairs("""
    cows: grass; rabbits: grass and carrots; lions: meat; pandas: bamboo; cats: meat and fish; horses: hay and grass;
    squirrels: nuts; bees: nectar; frogs: insects; koalas: eucalyptus leaves; penguins: fish; monkeys: fruit and leaves;
    sheep: grass; spiders: insects; owls: mice; caterpillars: leaves; seals: fish; mice: seeds and grain; wolves: meat;
    giraffes: leaves
""")

DAYS = row("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
MONTHS = row("January, February, March, April, May, June, July, August, September, October, November, December")
SEASONS = ("spring", "summer", "autumn", "winter")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
PLANETS = row("Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune")

MONTH_DAYS = dict(zip(MONTHS, row("31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31"), strict=True))

OPPOSITES = pairs("""
    hot: cold; big: small; tall: short; fast: slow; happy: sad; light: dark; up: down; in: out; open: closed;
    day: night; young: old; wet: dry; full: empty; hard: soft; early: late; loud: quiet; clean: dirty; rich: poor;
    strong: weak; heavy: light; left: right; good: bad; near: far; high: low; thick: thin; easy: difficult; first: last;
    begin: end; push: pull; win: lose; buy: sell; give: take; love: hate; true: false; yes: no; always: never;
    before: after; inside: outside; above: below; front: back; black: white; north: south; east: west; wide: narrow;
    sharp: blunt; rough: smooth; sweet: sour; brave: afraid; awake: asleep; alive: dead; cheap: expensive;
    kind: cruel; noisy: quiet; deep: shallow; safe: dangerous; polite: rude; lazy: hard-working; summer: winter;
    question: answer; friend: enemy; laugh: cry; remember: forget; arrive: leave; start: stop; more: less; long: short
""")

MATERIALS = pairs("""
    a window: glass; a book: paper; a tyre: rubber; a jumper: wool; bread: flour, water and yeast; cheese: milk;
    butter: cream; a candle: wax; a coin: metal; a brick: clay; a newspaper: paper; a T-shirt: cotton;
    a snowman: snow; a nail: iron; a mirror: glass; a wine bottle: glass; an omelette: eggs; wine: grapes;
    chocolate: cocoa beans; a wooden table: wood; a shoe: leather; a rope: fibres; paper: wood; jam: fruit and sugar;
    a pancake: flour, milk and eggs; yoghurt: milk; ice: frozen water; a cloud: tiny drops of water
""")

UNITS = pairs("""
    minutes in an hour: 60; seconds in a minute: 60; hours in a day: 24; days in a week: 7; days in a year: 365;
    months in a year: 12; weeks in a year: 52; days in a leap year: 366; centimetres in a metre: 100;
    millimetres in a centimetre: 10; metres in a kilometre: 1000; grams in a kilogram: 1000; millilitres in a litre: 1000;
    years in a decade: 10; years in a century: 100; eggs in a dozen: 12; seasons in a year: 4; days in a weekend: 2;
    cents in a euro: 100; cents in a dollar: 100; pence in a pound: 100; letters in the English alphabet: 26;
    minutes in half an hour: 30; minutes in a quarter of an hour: 15; months in half a year: 6; inches in a foot: 12;
    feet in a yard: 3; kilograms in a tonne: 1000; days in a fortnight: 14; years in a millennium: 1000;
    planets in the solar system: 8; colours in a rainbow: 7; fingers on a hand: 5; continents in the world: 7;
    players in a football team: 11; strings on a guitar: 6; strings on a violin: 4; wheels on a car: 4;
    wheels on a bicycle: 2; wheels on a tricycle: 3; keys on a piano: 88; toes on two feet: 10; cards in a deck: 52;
    squares on a chessboard: 64; teeth in an adult's mouth: 32; vowels in the English alphabet: 5; arms on an octopus: 8
""")

SIDES = pairs("""
    a triangle: three; a square: four; a rectangle: four; a pentagon: five; a hexagon: six; an octagon: eight;
    a heptagon: seven; a diamond: four; a decagon: ten; a nonagon: nine
""")

SENSES = pairs("""
    see: our eyes; hear: our ears; smell: our nose; taste: our tongue; touch things: our hands; think: our brain;
    breathe: our lungs; chew: our teeth; walk: our legs; write: our hands; pump blood: our heart; digest food: our stomach;
    kick a ball: our feet; hug someone: our arms; whistle: our lips
""")

FOOD_GROUPS = {
    "a fruit": "an apple, a pear, a banana, a cherry, a plum, a peach, a grape, a mango, a melon, a strawberry, an orange",
    "a vegetable": "a carrot, a potato, an onion, a cabbage, a leek, broccoli, spinach, a turnip, cauliflower, a radish",
    "a dairy food": "cheese, butter, yoghurt, cream",
    "a grain": "rice, wheat, oats, barley, rye",
    "a kind of meat": "beef, pork, ham, bacon, lamb",
    "a drink": "tea, coffee, juice, lemonade, cocoa",
    "an insect": "an ant, a bee, a fly, a butterfly, a beetle, a wasp",
    "a bird": "an owl, a robin, a penguin, an eagle, a duck, a parrot, a swan",
    "a mammal": "a dog, a whale, a bat, a horse, a mouse, an elephant, a dolphin",
    "a reptile": "a snake, a lizard, a crocodile, a tortoise",
    "a fish": "a shark, a trout, a salmon, a cod, a herring",
    "a musical instrument": "a violin, a piano, a flute, a trumpet, a guitar, a drum",
    "a tool": "a hammer, a saw, a screwdriver, a drill, a spanner",
    "a tree": "an oak, a birch, a willow, a pine, a maple",
    "a flower": "a rose, a tulip, a daisy, a lily, a daffodil",
}
KINDS = {thing: kind for kind, names in FOOD_GROUPS.items() for thing in row(names)}

USES = pairs("""
    a hammer: driving in nails; a saw: cutting wood; a broom: sweeping the floor; a pen: writing; a pair of scissors: cutting paper;
    an umbrella: keeping off the rain; a key: opening a lock; a spoon: eating soup; a fork: picking up food;
    a kettle: boiling water; an oven: baking; a fridge: keeping food cold; a towel: drying yourself;
    a toothbrush: cleaning your teeth; soap: washing; a clock: telling the time; a ladder: climbing up high;
    a torch: seeing in the dark; a needle: sewing; a ruler: measuring; a map: finding the way; a lamp: giving light;
    a bed: sleeping; a chair: sitting; a bucket: carrying water; a rake: gathering leaves; a spade: digging;
    a compass: finding north; a thermometer: measuring temperature; a telescope: looking at the stars;
    a microscope: looking at tiny things; a comb: tidying your hair; a bag: carrying things; a stamp: sending a letter;
    a candle: giving light; a raincoat: staying dry; a pair of glasses: seeing better; a helmet: protecting your head;
    a scale: weighing things; a camera: taking photos; an eraser: rubbing out pencil marks; a pillow: resting your head
""")

JOBS = pairs("""
    bakes bread: a baker; teaches children: a teacher; puts out fires: a firefighter; flies planes: a pilot;
    treats sick people: a doctor; treats sick animals: a vet; grows crops: a farmer; cuts hair: a hairdresser;
    looks after teeth: a dentist; builds houses: a builder; fixes cars: a mechanic; fixes pipes: a plumber;
    paints pictures: an artist; writes books: an author; delivers letters: a postman; catches fish: a fisherman;
    cooks in a restaurant: a chef; designs buildings: an architect; drives a train: a train driver;
    sells meat: a butcher; sells flowers: a florist; makes clothes: a tailor; works in a library: a librarian;
    makes things of wood: a carpenter; studies the stars: an astronomer; travels into space: an astronaut
""")

PLURALS = pairs("""
    mouse: mice; child: children; foot: feet; tooth: teeth; goose: geese; man: men; woman: women; leaf: leaves;
    knife: knives; wolf: wolves; sheep: sheep; fish: fish; box: boxes; bus: buses; baby: babies; city: cities;
    person: people; potato: potatoes; cherry: cherries; cat: cats; dog: dogs; house: houses; tree: trees; loaf: loaves
""")

PAST = pairs("""
    go: went; eat: ate; see: saw; run: ran; write: wrote; sing: sang; swim: swam; buy: bought; bring: brought;
    think: thought; take: took; give: gave; come: came; drink: drank; speak: spoke; sleep: slept; fly: flew;
    know: knew; make: made; teach: taught; walk: walked; play: played; begin: began; find: found; break: broke
""")

HELLOS = pairs("""
    French: bonjour; Spanish: hola; Italian: ciao; German: hallo; Portuguese: olá; Swedish: hej; Polish: cześć;
    Japanese: konnichiwa; Dutch: hallo; Danish: hej; Turkish: merhaba; Hawaiian: aloha
""")
THANKS = pairs("""
    French: merci; Spanish: gracias; Italian: grazie; German: danke; Portuguese: obrigado; Swedish: tack;
    Polish: dziękuję; Japanese: arigato; Dutch: dank je; Danish: tak; Turkish: teşekkürler; Hawaiian: mahalo
""")

BY_SIZE = row("an ant, a bee, a mouse, a squirrel, a cat, a sheep, a horse, an elephant, a whale")
BY_SPEED = row("a snail, a tortoise, a person walking, a bicycle, a horse, a train, a plane, a rocket")
BY_WEIGHT = row("a feather, a pencil, an apple, a brick, a bicycle, a piano, a car, a lorry")
BY_LENGTH = row("a second, a minute, an hour, a day, a week, a month, a year, a century")

UNKNOWN = row("Bhutan, Laos, Chad, Mali, Fiji, Malta, Cyprus, Togo, Benin, Gabon, Samoa, Guyana, Belize, Oman")

GENERAL = """
at what temperature does water freeze? | what temperature does water freeze at? | how cold must water be to freeze? | when does water freeze? | what is the freezing point of water?
= water freezes at 0 degrees Celsius
at what temperature does water boil? | what temperature does water boil at? | how hot must water be to boil? | how hot is boiling water? | when does water boil? | what is the boiling point of water?
= water boils at 100 degrees Celsius
what are the primary colours? | which colours are primary? | name the primary colours
= the primary colours are red, yellow and blue
what do red and yellow make? | what colour do you get from red and yellow? | mix red and yellow
= red and yellow make orange
what do blue and yellow make? | what colour do you get from blue and yellow? | mix blue and yellow
= blue and yellow make green
what do red and blue make? | what colour do you get from red and blue? | mix red and blue
= red and blue make purple
what do black and white make? | what colour do you get from black and white? | mix black and white
= black and white make grey
what is the tallest animal? | which animal is the tallest? = the giraffe is the tallest animal
what is the biggest animal? | what is the largest animal in the world? = the blue whale is the biggest animal
what is the fastest land animal? | which animal runs fastest? = the cheetah is the fastest land animal
what is the biggest bird? | which bird is the largest? = the ostrich is the biggest bird
what is the largest ocean? | which ocean is the biggest? = the Pacific is the largest ocean
what is the highest mountain? | which mountain is the tallest in the world? = Mount Everest is the highest mountain
what is the biggest planet? | which planet is the largest? = Jupiter is the biggest planet
what is the smallest planet? | which planet is smallest? = Mercury is the smallest planet
which planet is red? | what is the red planet? = Mars is called the red planet
which planet has big rings? | which planet is famous for its rings? = Saturn is famous for its rings
which planet do we live on? | what planet are we on? = we live on Earth
what does the Earth go around? | what does the earth circle? = the Earth goes around the Sun
what goes around the Earth? | what circles the earth? = the Moon goes around the Earth
is the Sun a star? | what is the Sun? = the Sun is a star
where does the sun rise? | in which direction does the sun come up? = the sun rises in the east
where does the sun set? | in which direction does the sun go down? = the sun sets in the west
what is the first letter of the alphabet? | which letter comes first? = A is the first letter of the alphabet
what is the last letter of the alphabet? | which letter comes last? = Z is the last letter of the alphabet
what are the vowels? | which letters are vowels? = the vowels are A, E, I, O and U
what is the first month of the year? | which month comes first? = January is the first month of the year
what is the last month of the year? | which month comes last? = December is the last month of the year
which month is the shortest? | what is the shortest month? = February is the shortest month
which season is the coldest? | what is the coldest season? = winter is the coldest season
which season is the hottest? | what is the warmest season? = summer is the hottest season
when do leaves fall? | in which season do leaves fall? = leaves fall in autumn
when do flowers start to bloom? | in which season do flowers come out? = flowers start to bloom in spring
what are the four seasons? | name the seasons = the four seasons are spring, summer, autumn and winter
what are the weekend days? | which days are the weekend? = Saturday and Sunday are the weekend
when is Christmas Day? | on which date is christmas? = Christmas Day is on the 25th of December
when is New Year's Day? | on which date does the year begin? = New Year's Day is on the 1st of January
when is Halloween? | on which date is halloween? = Halloween is on the 31st of October
what is ice? | what does water become when it freezes? = ice is frozen water
what is steam? | what does boiling water turn into? = steam is water that has become a gas
what do plants need? | what do plants need to grow? = plants need light, water and air
what do we breathe? | what is it that people breathe? = we breathe air
why is the sky blue? | how come the sky is blue? = the sky is blue because air scatters blue light the most
why do we sleep? | why do people need sleep? = we sleep so that body and brain can rest
why does it rain? | where does rain come from? = it rains when the drops in a cloud grow too heavy
why do leaves turn yellow? | why do leaves change colour? = leaves turn yellow when their green fades in autumn
what makes a rainbow? | how does a rainbow form? = a rainbow forms when sunlight shines through raindrops
what is a baby sheep called in spring? | what do you call a young sheep? = a young sheep is called a lamb
what do bees make? | what do you get from bees? = bees make honey
what do cows give us? | what do you get from cows? = cows give us milk
what do hens lay? | what do you get from hens? = hens lay eggs
what do sheep give us? | where does wool come from? = wool comes from sheep
what does a caterpillar become? | what does a caterpillar turn into? = a caterpillar becomes a butterfly
what does a tadpole become? | what does a tadpole turn into? = a tadpole becomes a frog
how many people are in a pair? | how many are a pair? = a pair is two
how many people are in a trio? | how many are a trio? = a trio is three
is the Earth flat? | is the world flat? = the Earth is round
can fish breathe under water? | how do fish breathe? = fish breathe under water with gills
can penguins fly? | do penguins fly? = penguins cannot fly, but they swim very well
is ice cold? | is ice hot or cold? = ice is cold
is fire hot? | is fire hot or cold? = fire is hot
is sugar sweet? | how does sugar taste? = sugar tastes sweet
how does a lemon taste? | is a lemon sweet? = a lemon tastes sour
what holds us on the ground? | why do things fall down? = things fall down because of gravity
what do magnets attract? | which metal does a magnet pull? = magnets attract iron
who wrote Romeo and Juliet? | who is the author of Hamlet? = Shakespeare wrote Hamlet and Romeo and Juliet
who painted the Mona Lisa? | who made the mona lisa? = Leonardo da Vinci painted the Mona Lisa
where is the Eiffel Tower? | in which city is the eiffel tower? = the Eiffel Tower is in Paris
where is Big Ben? | in which city is big ben? = Big Ben is in London
where is the Colosseum? | in which city is the colosseum? = the Colosseum is in Rome
where are the pyramids? | in which place are the great pyramids? = the great pyramids are in Egypt
where is the Great Wall? | where would I see the great wall? = the Great Wall is in China
where is the Statue of Liberty? | in which city is the statue of liberty? = the Statue of Liberty is in New York
"""


def _single(text: str) -> list[tuple[list[str], str]]:
    """(questions, fact) of every "question | question = fact" entry."""
    rows = []
    for line in text.strip().replace("\n= ", " = ").splitlines():
        questions, _, fact = line.partition(" = ")
        rows.append((questions.split(" | "), fact))
    return rows


SINGLE = _single(GENERAL)


@dataclass(frozen=True)
class Relation:
    """One table of facts and its clauses; {x} is the key, {y} the value, {head} and {tail} the key's parts, {whole} the tail's noun."""

    facts: dict[str, str]
    about: str
    """What fits behind "do you know ...": "the capital of {x}"."""
    ask: tuple[str, ...]
    """Direct questions; {other} is a value that is not the answer."""
    state: tuple[str, ...]
    """Clauses that answer."""
    follow: tuple[str, ...] = ("and {x}?", "what about {x}?", "And what about {x}?", "how about {x}?", "{x}?")
    check: tuple[str, ...] = ()
    """Yes/no questions about a {y} that may be wrong."""
    reverse: tuple[str, ...] = ()
    """Questions for {x} from {y}, where {y} has one {x} only."""
    lower: bool = False
    """People write the key in lower case now and then."""


CAPITAL = Relation(
    CAPITALS,
    "the capital of {x}",
    (
        "What is the capital of {x}?",
        "What's the capital of {x}?",
        "Which city is the capital of {x}?",
        "{x}'s capital?",
        "capital of {x}?",
        "Name the capital of {x}.",
        "What is {x}'s capital city?",
        "What is the capital city of {x}?",
    ),
    (
        "the capital of {x} is {y}",
        "{y} is the capital of {x}",
        "it is {y}",
        "that is {y}",
        "the capital is {y}",
        "the capital city of {x} is {y}",
    ),
    ("and of {x}?", "And the capital of {x}?", "what about {x}?", "and {x}?", "and for {x}?", "how about {x}?"),
    ("Is {y} the capital of {x}?", "{y} is the capital of {x}, right?", "Isn't {y} the capital of {x}?"),
    (
        "{y} is the capital of what?",
        "Where is {y} the capital?",
        "What is {y} the capital of?",
    ),
    lower=True,
)

RELATIONS = {
    "capital": CAPITAL,
    "continent": Relation(
        COUNTRY_CONTINENT,
        "which continent {x} is in",
        ("Which continent is {x} in?", "What continent is {x} on?", "Where is {x}?", "On which continent is {x}?"),
        ("{x} is in {y}", "it is in {y}", "that is in {y}", "{x} lies in {y}"),
        check=("Is {x} in {y}?", "{x} is in {y}, right?", "Is {x} a part of {y}?"),
        lower=True,
    ),
    "language": Relation(
        LANGUAGES,
        "which language people speak in {x}",
        (
            "What language do they speak in {x}?",
            "Which language is spoken in {x}?",
            "What do people speak in {x}?",
            "language of {x}?",
        ),
        ("people in {x} speak {y}", "they speak {y} in {x}", "the language of {x} is {y}"),
        ("and in {x}?", "what about {x}?", "And {x}?"),
        lower=True,
    ),
    "colour": Relation(
        COLOURS,
        "what colour {x} is",
        (
            "What colour is {x}?",
            "What's the colour of {x}?",
            "which colour is {x}",
            "What color is {x}?",
            "Which colour does {x} have?",
            "Is {x} {other} or {y}?",
            "Is {x} {y} or {other}?",
        ),
        ("{x} is {y}", "it is {y}", "{y}, because {x} is {y}", "the colour of {x} is {y}"),
        check=("Is {x} {y}?", "{x} is {y}, right?", "so {x} is {y}?"),
    ),
    "sound": Relation(
        {with_article(animal): f'"{sound}"' for animal, sound in SOUNDS.items()},
        "what sound {x} makes",
        ("What sound does {x} make?", "What does {x} say?", "Which noise does {x} make?", "how does {x} sound"),
        ("{x} says {y}", "{x} goes {y}", "it says {y}", "the sound of {x} is {y}"),
        check=("Does {x} say {y}?", "{x} says {y}, right?"),
        reverse=("Which animal says {y}?", "What animal goes {y}?", "who says {y}"),
    ),
    "young": Relation(
        {animal: with_article(young) for animal, young in YOUNG.items()},
        "what a baby {x} is called",
        (
            "What is a baby {x} called?",
            "What do you call a baby {x}?",
            "What's the name for a young {x}?",
            "What is a young {x} called?",
            "a baby {x} is called what?",
            "A baby {x}, what is it called?",
            "How is a baby {x} called?",
            "What is the word for a young {x}?",
            "a young {x}, what do you call it",
        ),
        ("a baby {x} is called {y}", "a young {x} is {y}", "that is {y}", "it is called {y}"),
        ("and a baby {x}?", "what about a baby {x}?", "and the baby of a {x}?", "And a young {x}?"),
    ),
    "legs": Relation(
        LEGS,
        "how many legs {x} has",
        ("How many legs does {x} have?", "How many legs has {x} got?", "number of legs of {x}?", "legs of {x}?"),
        ("{x} has {y} legs", "it has {y} legs", "{x} has got {y} legs"),
        check=("Does {x} have {y} legs?", "{x} has {y} legs, right?"),
    ),
    "home": Relation(
        HOMES,
        "where {x} lives",
        ("Where does {x} live?", "Where is {x} at home?", "where would I find {x}", "What is the home of {x}?"),
        ("{x} lives {y}", "it lives {y}", "the home of {x} is {y}", "you find {x} {y}"),
    ),
    "eats": Relation(
        EATEN,
        "what {x} eat",
        ("What do {x} eat?", "What do {x} like to eat?", "what's the food of {x}", "What should I feed {x}?"),
        ("{x} eat {y}", "they eat {y}", "{x} like to eat {y}", "{y} is what {x} eat"),
    ),
    "opposite": Relation(
        {second: first for first, second in reversed(OPPOSITES.items())} | OPPOSITES,
        'the opposite of "{x}"',
        (
            "What is the opposite of {x}?",
            "What's the opposite of {x}?",
            "opposite of {x}?",
            "Give me the opposite of {x}.",
            "Which word is the opposite of {x}?",
            'What is the opposite of "{x}"?',
            "If it is not {x}, what is it?",
        ),
        ('the opposite of "{x}" is "{y}"', '"{y}" is the opposite of "{x}"', 'it is "{y}"', 'that is "{y}"'),
        ("and of {x}?", "and {x}?", "what about {x}?", "And the opposite of {x}?"),
        ("Is {y} the opposite of {x}?", "the opposite of {x} is {y}, right?"),
    ),
    "material": Relation(
        MATERIALS,
        "what {x} is made of",
        ("What is {x} made of?", "What's {x} made from?", "What do you need to make {x}?", "{x} is made of what?"),
        ("{x} is made of {y}", "it is made of {y}", "{x} is made from {y}", "you need {y} to make {x}"),
    ),
    "unit": Relation(
        UNITS,
        "how many {head} there are {tail}",
        (
            "How many {head} are there {tail}?",
            "How many {head} are {tail}?",
            "how many {x}?",
            "What is the number of {x}?",
            "{head} {tail}?",
            "How many {head} do you count {tail}?",
            "How many {head} would there be {tail}?",
            "How many {head} does {whole} have?",
            "How many {head} has {whole}?",
            "{whole} has how many {head}?",
        ),
        ("there are {y} {head} {tail}", "there are {y} {x}", "{y}: there are {y} {x}", "it is {y}"),
        ("and {x}?", "and how many {x}?", "what about {x}?"),
        ("Are there {y} {x}?", "there are {y} {x}, right?"),
    ),
    "sides": Relation(
        SIDES,
        "how many sides {x} has",
        ("How many sides does {x} have?", "How many corners does {x} have?", "sides of {x}?"),
        ("{x} has {y} sides and {y} corners", "it has {y} sides and {y} corners"),
        check=("Does {x} have {y} sides?", "Does {x} have {y} corners?"),
    ),
    "sense": Relation(
        SENSES,
        "what we {x} with",
        ("What do we {x} with?", "Which part of the body do we {x} with?", "What do you use to {x}?"),
        ("we {x} with {y}", "we use {y} to {x}", "that is {y}"),
        ("and what do we {x} with?", "and to {x}?", "what about how we {x}?"),
    ),
    "kind": Relation(
        KINDS,
        "what kind of thing {x} is",
        (
            "What is {x}?",
            "What kind of thing is {x}?",
            "Is {x} {y} or {other}?",
            "Is {x} {other} or {y}?",
            "is {x} {other} or is it {y}",
        ),
        ("{x} is {y}", "it is {y}", "that is {y}"),
        check=("Is {x} {y}?", "{x} is {y}, right?", "So {x} is {y}?"),
    ),
    "use": Relation(
        USES,
        "what {x} is for",
        ("What is {x} used for?", "What is {x} for?", "What do you do with {x}?", "What do I need {x} for?"),
        ("{x} is used for {y}", "{x} is for {y}", "you use {x} for {y}", "it is for {y}"),
        reverse=("What do I need for {y}?", "What can I use for {y}?", "which thing is for {y}"),
    ),
    "job": Relation(
        JOBS,
        "who {x}",
        ("Who {x}?", "What do you call someone who {x}?", "Which job is it when someone {x}?", "which person {x}"),
        ("{y} {x}", "that is {y}", "someone who {x} is {y}", "it is {y} who {x}"),
        ("and who {x}?", "And someone who {x}?", "what about someone who {x}?"),
        ("Is it {y} who {x}?", "is someone who {x} {y}?"),
        ("What does {y} do?", "What is the job of {y}?", "what does {y} do all day"),
    ),
    "plural": Relation(
        PLURALS,
        'the plural of "{x}"',
        ("What is the plural of {x}?", "One {x}, two what?", "What's the plural of {x}?", "plural of {x}?"),
        ('the plural of "{x}" is "{y}"', "one {x}, two {y}", 'it is "{y}"'),
        ("and of {x}?", "and {x}?", "what about {x}?"),
    ),
    "past": Relation(
        PAST,
        'the past tense of "{x}"',
        ("What is the past tense of {x}?", "past tense of {x}?", "Today I {x}, yesterday I what?", "past of {x}?"),
        ('the past tense of "{x}" is "{y}"', "today I {x}, yesterday I {y}", 'it is "{y}"'),
        ("and of {x}?", "and {x}?", "what about {x}?"),
    ),
    "hello": Relation(
        HELLOS,
        "how to say hello in {x}",
        ("How do you say hello in {x}?", "What is hello in {x}?", "hello in {x}?", "How do I greet someone in {x}?"),
        ('"hello" in {x} is "{y}"', 'in {x} you say "{y}"', 'you say "{y}"'),
        ("and in {x}?", "what about {x}?", "And in {x}?"),
    ),
    "thanks": Relation(
        THANKS,
        "how to say thank you in {x}",
        ("How do you say thank you in {x}?", "What is thanks in {x}?", "thank you in {x}?", "Say thank you in {x}."),
        ('"thank you" in {x} is "{y}"', 'in {x} you say "{y}"', 'you say "{y}"'),
        ("and in {x}?", "what about {x}?", "And in {x}?"),
    ),
    "month_length": Relation(
        MONTH_DAYS,
        "how many days {x} has",
        ("How many days does {x} have?", "How many days are there in {x}?", "How long is {x}?", "days in {x}?"),
        ("{x} has {y} days", "there are {y} days in {x}", "it has {y} days"),
        ("and {x}?", "what about {x}?", "and in {x}?"),
        ("Does {x} have {y} days?", "{x} has {y} days, right?"),
        lower=True,
    ),
}


def _order(noun: str, members: tuple[str, ...], cyclic: bool) -> dict[str, Relation]:
    """What comes after and before each member of an ordered row."""
    after = dict(pairwise(members)) | ({members[-1]: members[0]} if cyclic else {})
    before = {later: earlier for earlier, later in after.items()}
    relations = {}
    for word, facts in (("after", after), ("before", before)):
        relations[f"{noun}_{word}"] = Relation(
            facts,
            f"which {noun} comes {word} {{x}}",
            (
                f"What comes {word} {{x}}?",
                f"Which {noun} comes {word} {{x}}?",
                f"What {noun} is {word} {{x}}?",
                f"{noun} {word} {{x}}?",
                f"Which {noun} is right {word} {{x}}?",
            ),
            (f"{{y}} comes {word} {{x}}", f"the {noun} {word} {{x}} is {{y}}", "it is {y}", "that is {y}"),
            (f"and {word} {{x}}?", "and {x}?", "what about {x}?", f"And what is {word} {{x}}?"),
            (f"Does {{y}} come {word} {{x}}?", f"Is {{y}} the {noun} {word} {{x}}?"),
            lower=noun != "letter",
        )
    return relations


RELATIONS |= _order("day", DAYS, True) | _order("month", MONTHS, True) | _order("season", SEASONS, True)
RELATIONS |= _order("letter", LETTERS, False)
RELATIONS["planet"] = Relation(
    dict(zip(row("first, second, third, fourth, fifth, sixth, seventh, eighth"), PLANETS, strict=True)),
    "which planet is the {x} from the Sun",
    ("Which planet is {x} from the Sun?", "What is the {x} planet from the sun?", "What's the {x} planet?"),
    ("{y} is the {x} planet from the Sun", "the {x} planet from the Sun is {y}", "it is {y}", "that is {y}"),
    ("and the {x}?", "what about the {x}?", "And the {x} one?"),
    ("Is {y} the {x} planet from the Sun?", "{y} is the {x} planet, right?"),
)

WRAPPERS = (
    "Do you know {about}?",
    "Can you tell me {about}?",
    "Tell me {about}.",
    "I would like to know {about}.",
    "i want to know {about}",
    "Could you please tell me {about}?",
    "Please tell me {about}.",
    "I forgot {about}.",
    "Would you happen to know {about}?",
    "hey, do you know {about}",
    "I was wondering {about}.",
    "remind me {about} please",
    "My daughter asked me {about}.",
    "Any idea {about}?",
    "do u know {about}",
    "Say {about}.",
    "I need to know {about}.",
    "Could you remind me {about}?",
    "quick question, {about}?",
    "I do not remember {about}.",
)

QUIZ = (
    "Quiz me!",
    "Ask me something.",
    "Give me a quiz question.",
    "can you test me",
    "Test my knowledge.",
    "Let us play a quiz.",
    "ask me a question please",
    "I want to play a quiz",
)

LEADS = (
    *[""] * 8,
    "Quick question: ",
    "I have a question, ",
    "Please tell me: ",
    "hey, ",
    "My son wants to know: ",
    "Tell me, ",
    "Just wondering, ",
)

SURE = ("Are you sure?", "are you sure about that", "Really?", "Is that right?", "really??", "you sure?")
YES_PLEASE = ("yes please", "Yes.", "yes", "Sure.", "Yes, please!", "ok", "go on", "please do", "yeah")
COMPARED = {
    "bigger": ("smaller", BY_SIZE),
    "faster": ("slower", BY_SPEED),
    "heavier": ("lighter", BY_WEIGHT),
    "longer": ("shorter", BY_LENGTH),
}


def _slots(rng: Random, relation: Relation, x: str) -> dict[str, str]:
    """Everything a clause of the relation may name."""
    y = relation.facts[x]
    head, _, tail = x.partition(" ")
    other = rng.choice([value for value in relation.facts.values() if value != y])
    return {"x": x, "y": y, "other": other, "head": head, "tail": tail, "whole": tail.partition(" ")[2]}


def _asked(rng: Random, relation: Relation, x: str) -> Exchange:
    """A question for the entry, direct, wrapped ("do you know ...") or from the value back to the key; its answer."""
    slots = _slots(rng, relation, x)
    manner = rng.random()
    if manner < 0.2 and relation.reverse and Counter(relation.facts.values())[slots["y"]] == 1:
        return say(rng, relation.reverse, **slots), _statement(rng, relation, x, full=True)
    if relation.lower and rng.random() < 0.25:
        slots["x"] = x.lower()
    wrapped = [wrapper.replace("{about}", relation.about) for wrapper in WRAPPERS]
    return say(rng, wrapped if manner < 0.5 else relation.ask, **slots), _statement(rng, relation, x)


def _statement(rng: Random, relation: Relation, x: str, full: bool = False) -> str:
    """A clause that answers; a full one names the key and the value."""
    states = [state for state in relation.state if "{y}" in state and ("{x}" in state or "{tail}" in state)]
    return rng.choice(states if full else relation.state).format(**_slots(rng, relation, x))


def _answer(rng: Random, relation: Relation, x: str, core: str, offered: str) -> str:
    """The reply; a long one adds a second entry of the table, one that asks may offer one."""
    style = Style.sample(rng)
    neighbour = rng.choice([key for key in relation.facts if key != x])
    about = relation.about.format(**_slots(rng, relation, offered))
    offers = {
        "formal": (f"would you like to know {about}?", f"shall I tell you {about}?", f"may I also tell you {about}?"),
        "casual": (f"want to know {about}?", f"do you know {about}?", f"wanna know {about} too?"),
    }[style.register]
    also = rng.choice(("and", "and", "also,", "by the way,", "in the same way,", "to add one more:"))
    extras = (f"{also} {_statement(rng, relation, neighbour, full=True)}",)
    return dress(rng, style, core, extras, offers if rng.random() < 0.6 else ())


def _checked(rng: Random, relation: Relation, x: str) -> Exchange:
    """A yes/no question and its answer: the right value half of the time."""
    slots = _slots(rng, relation, x)
    right = rng.random() < 0.5
    user = say(rng, relation.check, **(slots if right else slots | {"y": slots["other"]}))
    style = Style.sample(rng)
    fact = _statement(rng, relation, x, full=True)
    words = {
        ("formal", True): ("yes, {}", "that is correct, {}", "indeed, {}", "certainly, {}"),
        ("casual", True): ("yep, {}", "yeah, {}", "that is right, {}", "you got it, {}"),
        ("formal", False): ("no, {}", "that is not correct, {}", "I am afraid not, {}", "no, in fact {}"),
        ("casual", False): ("nope, {}", "nah, {}", "no, {}", "not quite, {}"),
    }[style.register, right]
    word = rng.choice(words)
    hedged = [word.format(hedge) for hedge in (f"I think {fact}", f"I believe {fact}", f"{fact}, as far as I know")]
    return user, dress(rng, style, word.format(fact), tone="plain", hedged=hedged)


def _scene(relation: Relation) -> Topic:
    """A scene of one to four questions over one table."""

    def play(rng: Random, known: Known) -> list[Exchange]:
        x, offered, *rest = rng.sample(list(relation.facts), min(4, len(relation.facts)))
        if relation.check and rng.random() < 0.25:
            turns = [_checked(rng, relation, x)]
        else:
            user, core = _asked(rng, relation, x)
            turns = [(user, _answer(rng, relation, x, core, offered))]
        about = relation.about.format(**_slots(rng, relation, offered))
        if turns[0][1].lower().removesuffix("?").removesuffix(" too").endswith(about.lower()) and rng.random() < 0.7:
            core = _statement(rng, relation, offered, full=True)
            turns.append((say(rng, YES_PLEASE), _answer(rng, relation, offered, core, x)))
        for key in rest:
            if rng.random() < 0.5:
                break
            user = say(rng, relation.follow, **_slots(rng, relation, key))
            turns.append((user, _answer(rng, relation, key, _statement(rng, relation, key), x)))
            x = key
        return turns

    return play


def sure(rng: Random, known: Known) -> list[Exchange]:
    """Asked whether it is sure, the assistant says the fact again."""
    relation = rng.choice([relation for relation in RELATIONS.values() if relation.check])
    x, offered = rng.sample(list(relation.facts), 2)
    fact = _statement(rng, relation, x, full=True)
    user, core = _asked(rng, relation, x)
    style = Style.sample(rng)
    cores = {"formal": ("yes, {}", "indeed, {}"), "casual": ("yep, {}", "yeah, {}")}[style.register]
    hedged = (f"yes, I think {fact}", f"I believe so, {fact}", f"as far as I know, yes, {fact}")
    again = dress(rng, style, rng.choice(cores).format(fact), tone="plain", hedged=hedged)
    return [(user, _answer(rng, relation, x, core, offered)), (say(rng, SURE), again)]


def compared(rng: Random, known: Known) -> list[Exchange]:
    """Which of two things is bigger, faster, heavier or longer."""
    turns = []
    more, (less, ordered) = rng.choice(list(COMPARED.items()))
    for _ in range(rng.choice((1, 1, 2))):
        low, high = sorted(rng.sample(range(len(ordered)), 2))
        word, winner, loser = rng.choice(((more, ordered[high], ordered[low]), (less, ordered[low], ordered[high])))
        one, two = rng.sample((winner, loser), 2)
        style = Style.sample(rng)
        clause = rng.choice((f"{winner} is {word} than {loser}", f"{winner} is {word}"))
        extras = (f"{loser} is {more if word == less else less}.",)
        if rng.random() < 0.6:
            asks = (
                "Which is {word}, {one} or {two}?",
                "What is {word}, {one} or {two}?",
                "{word}: {one} or {two}?",
                "Is {one} or {two} {word}?",
                "which one is {word}, {one} or {two}",
                "Tell me which is {word}: {one} or {two}.",
            )
            user, core = say(rng, asks, word=word, one=one, two=two), clause
        else:
            user = say(
                rng, ("Is {one} {word} than {two}?", "{one} is {word} than {two}, right?"), word=word, one=one, two=two
            )
            core = f"{'yes' if one == winner else 'no'}, {winner} is {word} than {loser}"
        turns.append((user, dress(rng, style, core, extras, tone="plain" if core != clause else "answer")))
    return turns


def general(rng: Random, known: Known) -> list[Exchange]:
    """One or two of the single facts."""
    turns = []
    for questions, fact in rng.sample(SINGLE, rng.choice((1, 1, 2))):
        other = rng.choice(SINGLE)[1]
        extras = (
            f"and here is another fact: {other}.",
            f"by the way, {other}.",
            f"and {other}.",
            f"it is also true that {other}.",
        )
        wrapped = [rng.choice(LEADS) + question for question in questions]
        turns.append((say(rng, wrapped), dress(rng, Style.sample(rng), fact, extras)))
    return turns


def water(rng: Random, known: Known) -> list[Exchange]:
    """Boiling and freezing, one after the other."""
    points = [("boil", "boils", "boiling", 100), ("freeze", "freezes", "freezing", 0)]
    rng.shuffle(points)
    turns: list[Exchange] = []
    for verb, third, noun, degrees in points:
        first = (f"At what temperature does water {verb}?", f"What is the {noun} point of water?", f"When does water {verb}?",
                 f"Do you know at what temperature water {third}?", f"At which temperature will water {verb}?")  # fmt: skip
        then = (f"And at what temperature does it {verb}?", f"And when does it {verb}?", f"What about {noun}?", f"And its {noun} point?",
                f"and to {verb}?", f"And at which temperature would it {verb}?", f"And the temperature at which it {third}?")  # fmt: skip
        cores = (
            f"water {third} at {degrees} degrees Celsius",
            f"it {third} at {degrees} degrees Celsius",
            f"at {degrees} degrees Celsius",
        )
        turns.append((say(rng, then if turns else first), dress(rng, Style.sample(rng), rng.choice(cores), ())))
    return turns[: rng.choice((1, 2, 2))]


def unknown(rng: Random, known: Known) -> list[Exchange]:
    """A capital that is not in the table: the assistant says that it does not know it."""
    x = rng.choice(UNKNOWN) if rng.random() < 0.5 else invented_word(rng).capitalize()
    style = Style.sample(rng)
    cores = (
        f"I do not know the capital of {x}",
        f"the capital of {x} is not something I have learned",
        f"I have never learned the capital of {x}",
        f"I cannot say what the capital of {x} is",
    )
    extras = ("An atlas will tell you.", "I only know some of the larger countries.", "A map would help here.")
    hedged = (
        f"I do not think I know the capital of {x}, perhaps an atlas helps",
        f"I believe I never learned the capital of {x}",
    )
    place = x.lower() if rng.random() < 0.25 else x
    return [(say(rng, CAPITAL.ask, x=place), dress(rng, style, rng.choice(cores), extras, tone="sorry", hedged=hedged))]


def quiz(rng: Random, known: Known) -> list[Exchange]:
    """The assistant asks, the user answers, the assistant says whether that is right."""
    relation = rng.choice([RELATIONS[name] for name in ("capital", "opposite", "day_after", "month_after", "young")])
    x = rng.choice(list(relation.facts))
    slots = _slots(rng, relation, x)
    style = Style.sample(rng)
    question = relation.ask[0].format(**slots)
    start = {"formal": "certainly, here is a question for you", "casual": "okay, let's see"}[style.register]
    turns = [(say(rng, QUIZ), f"{start[0].upper()}{start[1:]}: {question[0].lower()}{question[1:]}")]
    right = rng.random() < 0.6
    given = slots["y"] if right else slots["other"]
    fact = _statement(rng, relation, x, full=True)
    cores = (f"that is right, {fact}", f"correct, {fact}", f"well done, {fact}")
    if not right:
        cores = (f"not quite, {fact}", f"that is not it, {fact}", f"almost, but {fact}")
    answer = say(rng, ("{given}", "{given}", "is it {given}?", "I think it is {given}", "{given}!"), given=given)
    again = ("shall we try another one?", "do you want another question?", "one more?", "ready for the next one?")
    turns.append((answer, dress(rng, Style.sample(rng), rng.choice(cores), questions=again, tone="plain")))
    return turns


_DEARER = {"capital": 1.5, "colour": 1.3, "day_after": 2.0, "month_after": 1.5, "continent": 0.7, "language": 0.8}
"""What people ask for more or less often than the size of its table says."""

TOPICS: dict[str, tuple[float, Topic]] = {
    **{
        f"facts_{name}": (max(0.5, len(relation.facts) / 25) * _DEARER.get(name, 1.0), _scene(relation))
        for name, relation in RELATIONS.items()
    },
    "facts_sure": (1.0, sure),
    "facts_compared": (2.0, compared),
    "facts_general": (4.0, general),
    "facts_water": (1.0, water),
    "facts_unknown": (1.2, unknown),
    "facts_quiz": (0.7, quiz),
}
