"""The tables of everyday facts, and what belongs to what: capitals, young animals, opposites, units.

How people ask for an entry is in facts_places.py, facts_animals.py, facts_things.py and facts_order.py. What is not in a
table is not known.
"""

from policy.starter.corpus.tables import pairs, row

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
