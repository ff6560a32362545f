"""Values that a user may tell and that a reply has to copy: names, places, tastes, words.

Large pools, and names and words made up from syllables beside them, because the model is to learn copying and not
a table of values. Only data and the generators; the scenes that use them are in `memory.py` and its neighbours.
"""

from random import Random


def _values(text: str) -> tuple[str, ...]:
    """The comma-separated values of a block of text."""
    return tuple(value.strip() for value in text.replace("\n", " ").split(",") if value.strip())


FIRST_NAMES = _values("""
Aaron, Abdul, Abeni, Abigail, Ada, Adam, Adele, Adunni, Agnes, Ahmed, Aiko, Aino, Aisha, Akira, Alan, Alejandro, Alice,
Alma, Amara, Amelia, Amina, Amir, Amit, Ana, Anders, Andrea, Anika, Anita, Anna, Anton, Anya, Aoife, Arjun, Arthur,
Asha, Astrid, Ayasha, Ayla, Bao, Basil, Beatriz, Ben, Benedikt, Beth, Bianca, Bilal, Björn, Boris, Brigid, Bruno,
Camila, Carla, Carlos, Carmen, Caroline, Cem, Chen, Chiara, Chidi, Chloe, Christa, Ciara, Clara, Claude, Colin, Cora,
Dagmar, Daisy, Dalia, Dana, Daniel, Daria, David, Deepa, Delia, Denis, Diego, Dina, Dmitri, Dolores, Dora, Dylan,
Edith, Edmund, Eero, Eileen, Eino, Elena, Eli, Elif, Elin, Eliska, Ella, Elsa, Emeka, Emil, Emma, Enzo, Erik, Esra,
Esther, Eva, Farah, Farid, Fatima, Felix, Femi, Fernando, Fiona, Florian, Frances, Franz, Freya, Frida, Gabriel, Gita,
George, Gerda, Gina, Giulia, Gopal, Grace, Greta, Guido, Gwen, Habib, Hana, Hannah, Haruki, Hassan, Hector, Heidi,
Helen, Henrik, Hiro, Hugo, Ian, Ibrahim, Ida, Ifeoma, Igor, Ilse, Imani, Ines, Ingrid, Irene, Iris, Isaac, Isabel,
Ivan, Ivo, Jack, Jada, Jakob, James, Jamila, Jan, Jasmine, Javier, Jelena, Jin, Joan, Johan, Jonas, José, Joyce, Juan,
Judith, Julia, Jun, Kai, Kamal, Karim, Karin, Kavya, Keiko, Kemal, Kenji, Kenneth, Khadija, Kiran, Klara, Kofi, Kurt,
Kwame, Laila, Lars, Laura, Layla, Lea, Leila, Lena, Leo, Leon, Liam, Lila, Lin, Linda, Linus, Lisa, Lola, Lorenzo,
Lotte, Louise, Luca, Lucia, Luis, Lukas, Lydia, Mabel, Magnus, Mahmoud, Maia, Malik, Manuel, Mara, Marco, Margaret,
Maria, Marit, Marta, Martin, Mateo, Matilda, Maud, Max, Maya, Mehmet, Mei, Mercy, Mia, Miguel, Mikko, Milan, Milena,
Min, Mina, Mira, Miriam, Mohammed, Mona, Moses, Nadia, Naomi, Natasha, Nelson, Ngozi, Nia, Niamh, Nicola, Niko, Nina,
Noah, Nora, Nuria, Obi, Odette, Olaf, Olga, Oliver, Olivia, Omar, Oona, Oscar, Otto, Owen, Pablo, Paola, Parisa, Paul,
Pedro, Penny, Petra, Philip, Pia, Pierre, Pilar, Piotr, Priya, Quentin, Rachel, Rafael, Rahul, Raj, Ravi, Rebecca,
Renata, Rhys, Ricardo, Rita, Robin, Rohan, Roman, Rosa, Rosalind, Ruben, Ruth, Ryo, Sadia, Salma, Sam, Samir, Sandra,
Sanjay, Sara, Saskia, Selma, Sergei, Seun, Shirin, Sibusiso, Silvia, Simon, Sina, Sofia, Soren, Stella, Stefan, Sunil,
Suri, Susan, Sven, Tadeo, Tamar, Tanja, Tariq, Tatiana, Teresa, Thabo, Theo, Thomas, Tilda, Tim, Tobias, Tomás,
Tuan, Uma, Umar, Ursula, Valentina, Vera, Victor, Vikram, Viola, Wanda, Wei, Wendy, Wilma, Yara, Yasmin, Yuki, Yusuf,
Zahra, Zara, Zeynep, Zoë, Zofia, Zuri, Alex, Chris, Jordan, Kim, Lee, Morgan, Pat, Sasha, Taylor, Bob, Tom, Jane, John,
Mary, Peter, Kate, Sophie, Emily, Lucy, Mark, Mike, Sarah, Steve, Anne, Charlotte, Henry, William, Jessica, Michael,
Abelard, Achilles, Adelheid, Agathe, Alaric, Aldous, Aloysius, Amaryllis, Ambrose, Anatole, Anneliese, Anselm, Antigone,
Apollonia, Araminta, Archibald, Ariadne, Aristide, Arsenio, Artemis, Aurelio, Balthazar, Barnaby, Bartholomew, Bathsheba,
Benedicta, Berenice, Bertrand, Blessing, Bonaventure, Branwen, Bronislaw, Brunhilde, Calliope, Caspian, Cassandra, Catalina,
Cecily, Celestine, Chandra, Chrysanthi, Clementine, Clodagh, Cordelia, Cornelius, Cosima, Cuthbert, Cyprian, Damaris, Delphine,
Desmond, Dimitra, Dragomir, Dulcie, Dymphna, Ebenezer, Edelgard, Eglantine, Eleftheria, Elspeth, Emmeline, Engelbert, Eowyn,
Ephraim, Ermintrude, Eudora, Eugenia, Eulalia, Euphemia, Evander, Ezekiel, Fabrizio, Faustina, Fenella, Ferdinand, Fitzgerald,
Florentina, Fyodor, Galina, Genevieve, Geraldine, Ghislaine, Giacomo, Gideon, Godfrey, Griselda, Guinevere, Gwendolyn,
Hadrian, Hawthorne, Hedwig, Heloise, Hephzibah, Hermione, Hildegard, Hiroshi, Horatio, Hortense, Hyacinth, Ichabod, Ignatius,
Illtyd, Immanuel, Iolanthe, Isambard, Isidora, Isolde, Jacinta, Jaroslav, Jedidiah, Jemima, Jericho, Jocasta, Josephine,
Joaquin, Juniper, Kazimir, Keturah, Krzysztof, Lakshmi, Lavinia, Leander, Leocadia, Leopold, Lucasta, Ludmila, Ludovic,
Lysander, Maximilian, Mehitabel, Melchior, Melisande, Meriwether, Mirabel, Montgomery, Mordecai, Myfanwy, Narcissa, Nathaniel,
Nebuchadnezzar, Nikolaus, Octavia, Odalys, Olympia, Ophelia, Orlando, Oswald, Ottoline, Parthenope, Pandora, Penelope,
Peregrine, Persephone, Petronella, Philomena, Phoebe, Primrose, Prudence, Quirin, Rasmus, Rhiannon, Roderick, Rosamund,
Rowena, Rupert, Salvatore, Scheherazade, Sebastian, Seraphina, Sibylla, Sigrid, Stanislav, Svetlana, Tabitha, Takahiro,
Tancred, Tatyana, Thaddeus, Thelonious, Theodora, Theophilus, Thessaly, Tiberius, Titania, Tobiah, Ulrike, Umberto, Valerian,
Venetia, Vladimir, Walburga, Wilhelmina, Winifred, Wolfgang, Xanthippe, Xavier, Yevgenia, Yolanda, Zachariah, Zebedee, Zenobia
""")

PET_NAMES = _values("""
Biscuit, Pepper, Shadow, Luna, Rex, Bella, Coco, Simba, Nala, Rocky, Toffee, Muffin, Ziggy, Pickle, Oreo, Daisy,
Buddy, Whiskers, Socks, Mittens, Ginger, Snowy, Patch, Rusty, Misty, Waffles, Noodle, Mochi, Peanut, Maple, Clover,
Bandit, Scout, Hazel, Olive, Pumpkin, Marble, Pebble, Storm, Fig, Basil, Nutmeg, Cinnamon, Domino, Tiger, Bear,
Honey, Sugar, Fluffy, Spot, Duke, Lady, Milo, Otis, Archie, Poppy, Ruby, Willow, Jasper, Cosmo, Pixel, Rocket,
Banjo, Tofu, Sushi
""")

COLOURS = _values("""
red, blue, green, yellow, orange, purple, pink, brown, black, white, grey, teal, turquoise, violet, indigo, crimson,
scarlet, maroon, navy, olive, lime, beige, ivory, gold, silver, bronze, lavender, lilac, magenta, mint green, peach,
coral, salmon pink, mustard yellow, emerald, ruby red, sky blue, dark green, light blue, bright orange, pale yellow,
rust red, charcoal, cream, khaki, plum, amber, aqua, burgundy, forest green, royal blue, apricot, ochre, azure
""")

FOODS = _values("""
pizza, pasta, lasagne, spaghetti, ravioli, risotto, gnocchi, paella, sushi, ramen, udon, tempura, dumplings,
noodles, fried rice, curry, biryani, dal, naan, samosas, dosa, falafel, hummus, couscous, tagine, shakshuka, kebab,
moussaka, pancakes, waffles, crepes, porridge, muesli, omelette, scrambled eggs, toast, bagels, croissants, tacos,
burritos, enchiladas, nachos, chilli, tamales, ceviche, empanadas, burgers, fries, hot dogs, shepherd's pie, roast chicken, beef stew, goulash, pierogi, borscht, schnitzel, potato salad, mashed potatoes, baked
potatoes, soup, tomato soup, lentil soup, onion soup, pumpkin soup, miso soup, salad, greek salad, grilled cheese,
sandwiches, pho, spring rolls, pad thai, satay, laksa, kimchi, bibimbap, jollof rice, injera, fufu, plantain, mango,
apples, bananas, strawberries, cherries, grapes, pineapple, watermelon, peaches, pears, plums, figs, dates,
blueberries, raspberries, chocolate, ice cream, cheesecake, apple pie, carrot cake, brownies, cookies, doughnuts,
tiramisu, rice pudding, custard, baklava, popcorn, crisps, pretzels, olives, cheese, yoghurt, honey, peanut butter,
marmalade, mushrooms, broccoli, spinach, carrots, cauliflower, aubergine, courgettes, peppers, beans, chickpeas,
tofu, salmon, tuna, prawns, mussels, roast lamb, meatballs, sausages, ham, quiche, stuffed peppers, garlic bread,
rye bread, corn on the cob
""")

DRINKS = _values("""
tea, coffee, water, milk, orange juice, apple juice, lemonade, green tea, black tea, peppermint tea, chai, cocoa,
hot chocolate, espresso, cappuccino, latte, iced tea, iced coffee, ginger beer, ginger ale, cola, tonic water,
cider, tomato juice, mango juice, coconut water, a milkshake, a smoothie, sparkling water, root beer, red wine,
white wine, kefir, matcha, rooibos, oat milk, grape juice, elderflower water, camomile tea, hibiscus tea, lassi,
mate, ayran
""")

ANIMALS = _values("""
dog, cat, horse, otter, fox, wolf, bear, panda, koala, kangaroo, elephant, giraffe, zebra, lion, tiger, leopard,
cheetah, jaguar, lynx, rabbit, hare, squirrel, hedgehog, badger, beaver, mole, mouse, rat, hamster, guinea pig, bat,
deer, moose, reindeer, bison, cow, goat, sheep, llama, alpaca, camel, donkey, pig, boar, hippo, rhino, monkey,
gorilla, lemur, sloth, anteater, armadillo, meerkat, seal, walrus, dolphin, whale, orca, shark, octopus, squid,
jellyfish, crab, lobster, starfish, seahorse, salmon, trout, eel, frog, toad, newt, lizard, gecko, chameleon, snake,
turtle, tortoise, crocodile, owl, eagle, falcon, hawk, raven, crow, magpie, robin, sparrow, swallow, swan, duck,
goose, heron, stork, flamingo, pelican, penguin, puffin, parrot, toucan, hummingbird, kingfisher, woodpecker,
peacock, ostrich, butterfly, moth, bee, ladybird, dragonfly, beetle, ant, spider, snail, red panda, snow leopard,
polar bear, platypus, wombat, yak
""")

PETS = _values("""
dog, cat, rabbit, hamster, parrot, tortoise, guinea pig, goldfish, horse, pony, puppy, kitten, budgie, lizard,
gecko, ferret, canary, mouse, rat, snake, donkey, goat, hen, duck, chinchilla
""")

CITIES = _values("""
London, Paris, Berlin, Madrid, Rome, Vienna, Prague, Warsaw, Budapest, Lisbon, Porto, Dublin, Cork, Galway,
Edinburgh, Glasgow, Cardiff, Leeds, Bristol, York, Bath, Norwich, Manchester, Liverpool, Oslo, Bergen, Trondheim,
Stockholm, Malmö, Uppsala, Copenhagen, Aarhus, Helsinki, Turku, Tampere, Tallinn, Tartu, Riga, Vilnius, Kaunas,
Minsk, Kyiv, Lviv, Odesa, Moscow, Bucharest, Cluj, Sofia, Plovdiv, Belgrade, Zagreb, Split, Ljubljana, Sarajevo,
Skopje, Tirana, Athens, Patras, Thessaloniki, Istanbul, Ankara, Izmir, Hamburg, Munich, Cologne, Leipzig, Dresden,
Bremen, Freiburg, Zurich, Basel, Geneva, Bern, Lyon, Lille, Nantes, Bordeaux, Marseille, Toulouse, Nice, Brussels,
Ghent, Antwerp, Amsterdam, Utrecht, Rotterdam, Leiden, Milan, Turin, Genoa, Bologna, Florence, Naples, Palermo,
Bari, Barcelona, Valencia, Seville, Bilbao, Granada, Malaga, Cairo, Alexandria, Tunis, Algiers, Rabat, Fez, Dakar,
Accra, Kumasi, Lagos, Ibadan, Abuja, Nairobi, Mombasa, Kampala, Kigali, Lusaka, Harare, Durban, Cape Town, Windhoek,
Addis Ababa, Tehran, Shiraz, Baghdad, Amman, Beirut, Doha, Dubai, Muscat, Karachi, Lahore, Delhi, Mumbai, Pune,
Kolkata, Chennai, Bangalore, Jaipur, Kochi, Colombo, Kandy, Dhaka, Kathmandu, Yangon, Bangkok, Chiang Mai, Hanoi,
Hue, Saigon, Phnom Penh, Manila, Cebu, Jakarta, Bandung, Singapore, Taipei, Seoul, Busan, Tokyo, Osaka, Kyoto,
Sapporo, Nagoya, Beijing, Shanghai, Chengdu, Xian, Almaty, Tashkent, Samarkand, Tbilisi, Baku, Yerevan, Sydney,
Melbourne, Perth, Hobart, Brisbane, Auckland, Wellington, Boston, Chicago, Denver, Seattle, Portland, Austin,
Houston, Dallas, Atlanta, Miami, Detroit, New York, Toronto, Montreal, Ottawa, Vancouver, Calgary, Halifax,
Winnipeg, Mexico City, Puebla, Oaxaca, Havana, Kingston, Bogota, Medellin, Quito, Lima, Cusco, La Paz, Santiago,
Valparaiso, Buenos Aires, Cordoba, Rosario, Montevideo, Recife, Salvador, Sao Paulo
""")

COUNTRIES = _values("""
France, Germany, Spain, Portugal, Italy, Austria, Switzerland, Belgium, Denmark, Norway, Sweden, Finland, Iceland,
Ireland, Scotland, Wales, England, Poland, Hungary, Romania, Bulgaria, Serbia, Croatia, Slovenia, Greece, Turkey,
Cyprus, Malta, Estonia, Latvia, Lithuania, Ukraine, Georgia, Armenia, Egypt, Morocco, Tunisia, Senegal, Ghana,
Nigeria, Kenya, Uganda, Tanzania, Rwanda, Zambia, Namibia, Botswana, Ethiopia, Iran, Iraq, Jordan, Lebanon, Oman,
Pakistan, India, Nepal, Bhutan, Bangladesh, Thailand, Vietnam, Laos, Malaysia, Indonesia, Japan, Korea, China,
Mongolia, Australia, Fiji, Samoa, New Zealand, Canada, Mexico, Cuba, Jamaica, Panama, Colombia, Ecuador, Peru,
Bolivia, Chile, Argentina, Uruguay, Brazil
""")

JOBS = _values("""
nurse, doctor, teacher, baker, carpenter, plumber, electrician, gardener, farmer, cook, chef, waiter, barber,
tailor, painter, sculptor, musician, pianist, singer, dancer, actor, writer, poet, editor, journalist, translator,
librarian, archivist, lawyer, judge, clerk, accountant, cashier, banker, engineer, architect, surveyor, builder,
roofer, welder, mechanic, bus driver, taxi driver, train driver, pilot, sailor, fisherman, diver, firefighter,
police officer, postman, courier, cleaner, caretaker, dentist, optician, pharmacist, midwife, vet, biologist,
chemist, physicist, geologist, programmer, web designer, data analyst, tester, project manager, shop assistant,
florist, butcher, brewer, potter, jeweller, watchmaker, photographer, film maker, lifeguard, ski instructor,
football coach, yoga teacher, tour guide, receptionist, secretary, student, shepherd, beekeeper, forester, park
ranger, zookeeper, astronomer, weaver, bookseller
""")

HOBBIES = _values("""
painting, drawing, knitting, sewing, pottery, gardening, baking, cooking, reading, writing poems, hiking, camping,
fishing, sailing, rowing, cycling, running, swimming, climbing, skiing, skating, dancing, singing, playing the
piano, playing the guitar, playing chess, photography, bird watching, stargazing, woodwork, model trains, board
games, crossword puzzles, jigsaw puzzles, collecting stamps, collecting coins, juggling, yoga, origami, calligraphy,
mushroom picking, beekeeping, kite flying, geocaching, home brewing, crochet, metal detecting, surfing, card tricks
""")

SPORTS = _values("""
football, tennis, basketball, volleyball, handball, hockey, ice hockey, rugby, cricket, baseball, golf, badminton,
table tennis, squash, swimming, rowing, sailing, surfing, diving, water polo, running, cycling, skiing,
snowboarding, skating, curling, climbing, judo, karate, boxing, fencing, archery, gymnastics, athletics, riding,
netball, lacrosse, darts, snooker, bowling, triathlon, skateboarding, wrestling, polo, softball, orienteering,
canoeing, windsurfing
""")

GENRES = _values("""
crime novels, science fiction, fantasy, historical novels, biographies, poetry, short stories, fairy tales,
thrillers, ghost stories, love stories, travel books, comics, plays, cookbooks, adventure stories, horror, detective
stories, spy novels, science books, history books, sea stories, westerns, memoirs, essays, myths, picture books,
satire
""")

MUSIC = _values("""
jazz, blues, folk, rock, punk, reggae, soul, funk, techno, house, hip hop, country, opera, classical music, salsa,
tango, flamenco, gospel, metal, disco, ska, swing, samba, bluegrass, ambient, choral music, chamber music, pop
""")

INSTRUMENTS = _values("""
piano, guitar, violin, cello, flute, oboe, clarinet, bassoon, trumpet, trombone, tuba, horn, saxophone, drums, harp,
banjo, mandolin, ukulele, accordion, organ, bagpipes, recorder, viola, double bass, harmonica, xylophone, sitar
""")

FLOWERS = _values("""
rose, tulip, daffodil, daisy, sunflower, lily, orchid, iris, poppy, violet, peony, dahlia, lavender, marigold,
crocus, snowdrop, bluebell, hyacinth, carnation, jasmine, magnolia, camellia, foxglove, primrose, pansy, aster,
lilac, lotus
""")

SUBJECTS = _values("""
maths, physics, chemistry, biology, history, geography, art, music, drama, English, Latin, economics, philosophy,
religion, computing, woodwork, cookery, sport, politics, astronomy, geology, literature, statistics
""")

LANGUAGES = _values("""
French, German, Spanish, Italian, Portuguese, Dutch, Danish, Swedish, Norwegian, Finnish, Polish, Czech, Greek,
Turkish, Russian, Ukrainian, Arabic, Hebrew, Persian, Hindi, Bengali, Tamil, Thai, Vietnamese, Chinese, Japanese,
Korean, Swahili
""")

SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = _values("January, February, March, April, May, June, July, August, September, October, November, December")
DAYS = _values("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")

WORDS = _values("""
lantern, pebble, marble, copper, velvet, basket, ladder, window, button, candle, blanket, bucket, hammer, needle,
thimble, saddle, anchor, compass, harbour, island, meadow, valley, canyon, glacier, desert, thunder, lightning,
shadow, mirror, feather, ribbon, pocket, pencil, notebook, envelope, stamp, parcel, teapot, kettle, saucer, spoon,
napkin, cupboard, drawer, carpet, curtain, cushion, hallway, attic, cellar, chimney, gutter, fence, gate, bridge,
tunnel, tower, castle, village, market, bakery, station, platform, ticket, suitcase, umbrella, raincoat, sandal,
slipper, scarf, mitten, collar, zipper, thread, cotton, silk, wool, leather, timber, gravel, granite, crystal,
amber, magnet, battery, engine, pedal, bicycle, tractor, wagon, canoe, raft, paddle, whistle, trumpet, drum, puzzle,
riddle, rhyme, legend, fable, chapter, orchard, acorn, walnut, chestnut, maple, willow, bramble, nettle, clover,
thistle, moss, fern, cactus, comet, planet, galaxy, eclipse, horizon, compass rose, snowflake, icicle, puddle,
breeze, blizzard, rainbow, waterfall, whirlpool, saffron, cardamom, turmeric, paprika, vanilla, nutmeg, tamarind, marzipan,
kaleidoscope, labyrinth, quicksilver, parapet, zeppelin, obelisk, sarcophagus, catacomb, pergola, gargoyle, chandelier,
metronome, pendulum, sextant, astrolabe, gyroscope, barometer, periscope, stethoscope, tambourine, glockenspiel, harpsichord,
concertina, serenade, nocturne, crescendo, symphony, overture, tarantella, minuet, madrigal, sonnet, haiku, limerick, alphabet,
hieroglyph, parchment, papyrus, manuscript, encyclopedia, almanac, thesaurus, glossary, paragraph, apostrophe, ellipsis,
archipelago, peninsula, promontory, estuary, lagoon, fjord, tundra, savannah, oasis, volcano, geyser, avalanche, monsoon,
hurricane, tornado, drizzle, hailstone, twilight, solstice, equinox, meridian, zenith, nebula, asteroid, meteorite, quasar,
supernova, satellite, telescope, microscope, molecule, electron, proton, isotope, catalyst, enzyme, chlorophyll, algorithm,
hypotenuse, parabola, polygon, trapezium, tangent, fraction, integer, velocity, friction, gravity, momentum, turbine, piston,
crankshaft, carburettor, sprocket, ratchet, spanner, chisel, anvil, bellows, pincers, crowbar, scaffold, girder, plywood,
mahogany, ebony, bamboo, rosewood, sycamore, juniper, hawthorn, rhododendron, eucalyptus, wisteria, honeysuckle, chrysanthemum,
dandelion, buttercup, bulrush, lichen, toadstool, truffle, artichoke, rhubarb, asparagus, pomegranate, tangerine, kumquat,
gooseberry, blackcurrant, persimmon, papaya, guava, quince, meringue, pavlova, nougat, pretzel, croissant, porcupine,
wolverine, mongoose, chinchilla, salamander, axolotl, tarantula, centipede, grasshopper, firefly, barnacle, nautilus,
cormorant, albatross, nightingale, partridge, pheasant, ptarmigan, griffin, unicorn, phoenix, basilisk, centaur, minotaur,
goblin, wizard, sorcerer, talisman, amulet, cauldron, goblet, chalice, scabbard, gauntlet, drawbridge, turret, dungeon, jester,
minstrel, squire, chariot, galleon, frigate, schooner, catamaran, gondola, rudder, bowsprit, capstan, tiller, mooring, jetty,
lighthouse, foghorn, driftwood, seaweed, shipwreck, parasol, monocle, corduroy, gingham, flannel, taffeta, chiffon, cashmere,
moccasin, sombrero, bandana, cummerbund, petticoat, waistcoat, handkerchief, perfume, lavender water, cologne, eyelash,
knuckle, shoulder, backbone, whisper, murmur, giggle, hiccup, silence, echo, mischief, nostalgia, serendipity, courage,
patience, gratitude, wanderlust, jubilee, carnival, pilgrimage, expedition, rendezvous, camouflage, silhouette, souvenir,
boulevard, cul-de-sac, roundabout, turnstile, escalator, carousel, trapeze, acrobat, ventriloquist, marionette, confetti
""")

CHORES = _values("""
call my mother, buy milk, water the plants, wash the car, clean the kitchen, pay the rent, book the dentist, post a
letter, return the books, feed the cat, walk the dog, do the laundry, fix the bike, cook dinner, write to Anna, pack
my bag, iron my shirts, sweep the floor, empty the bins, charge my phone, bake a cake, paint the fence, mow the
lawn, buy bread, visit my aunt, renew my passport, order new shoes, tidy the desk, print the tickets, sort the
photos, change the sheets
""")

_TITLE_WORDS = _values("""
Night, River, Stone, Summer, Winter, Glass, Copper, Silent, Golden, Broken, Paper, Velvet, Midnight, Northern, Hollow,
Burning, Distant, Hidden, Crimson, Falling, Endless, Little, Lonely, Wild, Iron, Silver, Blue, Scarlet, Sleeping, Wooden,
Garden, Harbour, Mirror, Lantern, Orchard, Thunder, Island, Station, Window, Letter, Kingdom, Shadow, Bridge, Ocean, Train,
Sparrow, Wolf, Tiger, Clock, Door, Road, Fire, Rain, Snow, Moon, Star, Heart, Dream, Song, Dance, Ghost, Stranger, Sister
""")
_SURNAMES = _values("""
Abernathy, Achterberg, Adeyemi, Andersson, Aquino, Baptiste, Bergstrom, Blackwood, Castellano, Chakrabarti, Chevalier,
Dimitriou, Dubois, Eriksen, Fairweather, Fernandes, Fitzpatrick, Gallagher, Grimshaw, Haverstock, Hernandez, Ishikawa,
Jankowski, Kowalczyk, Lindqvist, MacGregor, Mbeki, Nakamura, Novak, Okonkwo, Oyelaran, Papadopoulos, Pemberton, Quigley,
Rasmussen, Rosenthal, Sandoval, Schneider, Silva, Szymanski, Takahashi, Thistlethwaite, Underhill, Vandenberg, Whitlock,
Yamamoto, Zielinski, Smith, Jones, Brown, Taylor, Singh, Patel, Khan, Nguyen, Garcia, Rossi, Ivanov, Haddad, Osei, Tran
""")
_NAME_ENDS = _values(
    "ina, ette, ald, wyn, dor, mund, iel, issa, ander, ov, ian, ius, ara, elle, ric, mar, vin, olda, isha, eko, uma, anth, ephine, ora"
)
_ONSETS = _values(
    "b, br, c, d, dr, f, fl, g, gr, h, j, k, kl, l, m, n, p, pl, qu, r, s, sh, st, t, th, tr, v, w, z, zh, sk, bl"
)
_VOWELS = _values("a, e, i, o, u, ai, ee, ia, oo, ei, au, io")
_CODAS = ("", "", "", "", "n", "r", "l", "s", "m", "t", "k", "x", "nd", "rk", "th", "sh")


def invented_word(rng: Random) -> str:
    """A word that does not exist, of two or three syllables: "zorplem"."""
    syllables = rng.choice((2, 2, 2, 3))
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))


def invented_name(rng: Random) -> str:
    """A name that nobody has, half of them with an ending that names have: "Thraindor"."""
    if rng.random() < 0.5:
        return invented_word(rng).capitalize()
    stem = (
        rng.choice(_ONSETS)
        + rng.choice(_VOWELS)
        + rng.choice(("l", "r", "n", "s", "th", "v", "m", "d", "ss", "ld", "br", "nt"))
    )
    return (stem + rng.choice(_NAME_ENDS)).capitalize()


def person(rng: Random) -> str:
    """A first name; four in ten of them invented."""
    return rng.choice(FIRST_NAMES) if rng.random() < 0.6 else invented_name(rng)


def surname(rng: Random) -> str:
    """A family name; a third of them invented."""
    return rng.choice(_SURNAMES) if rng.random() < 0.65 else invented_name(rng)


def full_name(rng: Random) -> str:
    """A first name and a surname."""
    return f"{person(rng)} {surname(rng)}"


def title(rng: Random) -> str:
    """What a song, a book, a film or a band may be called: "Copper Rain", "The Lonely Clock"."""
    first, second = rng.sample(_TITLE_WORDS, 2)
    forms = (
        f"{first} {second}",
        f"The {first} {second}",
        f"{first} of {invented_name(rng)}",
        first,
        f"{first} and {second}",
    )
    return rng.choice(forms) if rng.random() < 0.85 else invented_name(rng)


def pet_name(rng: Random) -> str:
    """What an animal is called."""
    draw = rng.random()
    return rng.choice(PET_NAMES) if draw < 0.5 else rng.choice(FIRST_NAMES) if draw < 0.7 else invented_name(rng)


def place(rng: Random) -> str:
    """A town; a quarter of them invented."""
    return rng.choice(CITIES) if rng.random() < 0.75 else invented_name(rng)


def word(rng: Random) -> str:
    """A word to copy: from the pools or invented."""
    pools = (WORDS, WORDS, WORDS, ANIMALS, FOODS, COLOURS, INSTRUMENTS, FLOWERS)
    return rng.choice(rng.choice(pools)) if rng.random() < 0.6 else invented_word(rng)


def with_article(noun: str) -> str:
    """The noun behind "a" or "an"."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
