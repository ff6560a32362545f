"""The words that sentences to be rewritten are made of: many, and rare and long ones among them.

Whoever rewrites a sentence has to carry its words over. From a small vocabulary a small model learns which words are
likely instead, and puts those in; from this one it cannot, so that copying is the only way to be right.
"""

from policy.starter.corpus.tables import pairs, row

NOUNS = row("""
    book, letter, cake, lamp, chair, table, bicycle, basket, kite, boat, hat, coat, map, garden, window, door, picture, box,
    bag, cup, plate, clock, car, house, tree, apple, blanket, mirror, ladder, bucket, candle, piano, drum, flower, stone,
    ring, ticket, parcel, umbrella, phone, radio, pillow, bottle, key, knife, shelf, carpet, tent, kettle, bench, accordion,
    album, almanac, altar, anchor, antenna, anvil, apron, aquarium, armchair, arrow, atlas, axe, badge, bagpipe, balcony,
    balloon, bandage, banjo, banner, barometer, barrel, barrow, basin, bathtub, battery, beaker, bedspread, beehive, bell,
    belt, billboard, binder, birdcage, biscuit, blazer, blender, boiler, bonnet, bookcase, boot, bouquet, bow, bowl, bracelet,
    brick, briefcase, broom, brooch, brush, buckle, bulletin, bungalow, buoy, bureau, cabin, cabinet, cactus, calculator,
    calendar, camera, canister, canoe, canopy, canvas, caravan, cardigan, carriage, cartridge, casket, cassette, catalogue,
    cauldron, cello, chandelier, chapel, charcoal, chariot, chessboard, chimney, chisel, cistern, clarinet, cloak, cobweb,
    coconut, coffin, coin, collar, comb, compass, computer, concertina, contract, cork, corridor, costume, cottage, counter,
    cradle, crane, crate, crayon, crown, cruiser, crystal, cupboard, curtain, cushion, cylinder, dagger, dashboard, desk,
    detector, diary, dictionary, dishcloth, diploma, document, doll, doormat, drawer, dress, dungeon, dustpan, easel, elevator,
    emblem, engine, envelope, eraser, escalator, extinguisher, fan, faucet, feather, fence, fiddle, figurine, filter, flag,
    flask, flashlight, flowerpot, flute, folder, footstool, fountain, frame, freezer, fridge, funnel, furnace, gadget,
    galleon, garage, garland, gate, gazebo, generator, glove, goblet, gong, grater, greenhouse, grindstone, guitar, gutter,
    hairbrush, hammer, hammock, handbag, handkerchief, handle, hanger, harmonica, harness, harp, hatchet, headphone,
    headlight, hearth, heater, hedge, helmet, hinge, hourglass, iceberg, incubator, inkwell, instrument, invoice, jacket,
    jar, jersey, jewel, jigsaw, jug, kayak, kennel, kerchief, kimono, kiosk, label, laboratory, lantern, laptop, latch,
    lawnmower, leaflet, lectern, lens, lever, lighthouse, limousine, locket, locomotive, loom, lorry, magazine, magnet,
    mailbox, mandolin, manuscript, marble, mask, mattress, medal, megaphone, menu, merry-go-round, microphone, microscope,
    microwave, mitten, monocle, monument, mop, mosaic, motorbike, mower, mug, mural, napkin, necklace, needle, newspaper,
    notebook, novel, nutcracker, oar, omelette, opener, organ, ornament, oven, paddle, padlock, page, painting, palette,
    pamphlet, parachute, paragraph, parasol, parchment, passport, pearl, pebble, pedestal, pencil, pendant, pendulum,
    periscope, petticoat, photograph, pickaxe, pillar, pipette, pitcher, pitchfork, platform, poem, postcard, poster, potato,
    printer, prism, projector, propeller, pulley, pumpkin, puppet, purse, puzzle, pyramid, quilt, quiver, racket, raft,
    raincoat, rake, razor, receipt, recipe, recorder, reel, refrigerator, reservoir, ribbon, rifle, robe, robot, rocket,
    rope, rucksack, rug, ruler, saddle, samovar, sandal, sandwich, satchel, saucepan, saucer, sausage, scaffold, scale,
    scarecrow, scarf, schedule, scooter, screen, screwdriver, scroll, sculpture, seashell, shawl, shield, ship, shirt, shoe,
    shovel, sickle, sideboard, signpost, skateboard, skirt, sled, sleeve, slipper, snowman, sofa, spade, spanner, spatula,
    spectacle, sphere, sponge, spoon, stairway, stamp, staple, statue, steamer, stethoscope, stirrup, stool, stopwatch, stove,
    submarine, suitcase, sundial, sunflower, sweater, sword, syringe, tablecloth, tablet, tambourine, tapestry, tankard,
    tassel, teapot, telegram, telescope, television, thermometer, thermos, thimble, throne, timetable, toaster, toboggan,
    tombstone, toolbox, toothbrush, torch, towel, tractor, trampoline, tray, treadmill, treasure, tricycle, tripod, trolley,
    trombone, trophy, trousseau, trumpet, trunk, tunnel, turbine, turnip, turntable, tweezer, typewriter, ukulele, uniform,
    urn, vase, vault, veil, vessel, viaduct, videotape, violin, visor, voucher, waffle, wagon, waistcoat, wallet, wardrobe,
    watch, watermelon, weathervane, wheel, wheelbarrow, whistle, wig, windmill, windscreen, wreath, wrench, xylophone, yacht,
    zeppelin, zither
""")
"""Things that can be carried, sold, broken, lost; all countable, their plurals made by `plural`."""
_PLURALS = pairs("shelf: shelves; knife: knives; scarf: scarves; snowman: snowmen; potato: potatoes; canvas: canvases")

ADJECTIVES = row("""
    old, new, big, small, red, blue, green, heavy, little, nice, broken, clean, round, long, yellow, wooden, cheap, pretty,
    strange, warm, empty, lovely, dark, bright, soft, plain, tall, wide, dusty, shiny, abandoned, absurd, adorable, ancient,
    angular, antique, artificial, ashen, awkward, azure, battered, beige, bent, bitter, bizarre, black, bleak, blunt, bold,
    borrowed, brass, brilliant, brittle, bronze, brown, bulky, burnt, ceramic, charming, chipped, circular, clumsy, coarse,
    colossal, colourful, comfortable, compact, complicated, copper, costly, cracked, crimson, crisp, crooked, crude, cumbersome,
    curious, curly, custom, dainty, damaged, damp, dazzling, deep, delicate, dented, dim, dirty, discarded, double, dreadful,
    dry, dull, durable, eccentric, elaborate, elegant, embroidered, enamel, enormous, ethereal, exotic, expensive, exquisite,
    fabulous, faded, fake, famous, fancy, fashionable, faulty, festive, filthy, fine, flat, flawless, flexible, flimsy, floral,
    folding, foreign, forgotten, fragile, fragrant, freezing, fresh, frosty, funny, furry, fuzzy, gaudy, gigantic, gilded,
    glamorous, glass, gleaming, glossy, golden, gorgeous, graceful, grand, granite, greasy, grey, grim, grubby, handmade,
    handsome, handy, hefty, hidden, hideous, hollow, homemade, horrible, huge, humble, icy, immaculate, immense, imported,
    impressive, inflatable, indigo, invisible, iron, ivory, jagged, knitted, lacy, large, lavish, leaky, leather, legendary,
    lilac, lonely, loose, lopsided, loud, lost, lucky, luminous, lumpy, luxurious, magenta, magical, magnificent, marble,
    massive, medieval, mended, messy, metal, miniature, modern, modest, mossy, mouldy, muddy, mysterious, narrow, neat,
    noisy, numb, oblong, obscure, odd, oily, opaque, orange, ordinary, ornamental, ornate, oval, padded, painted, pale, paper,
    peculiar, perfect, perforated, pink, plastic, pointed, polished, porcelain, portable, pottery, precious, priceless,
    prickly, pristine, purple, quaint, quiet, quilted, ragged, rare, rectangular, reliable, rickety, rigid, robust, rotten,
    rough, rubber, rugged, rusty, sacred, satin, scarlet, scratched, secret, secure, shabby, shallow, sharp, shattered, silent,
    silken, silver, simple, sleek, slender, slim, slippery, sloping, smelly, smooth, solid, spare, sparkling, spectacular,
    spiral, splendid, spotless, square, stained, stale, steel, steep, sticky, stiff, stolen, striped, sturdy, stylish,
    sublime, superb, surplus, suspicious, symmetrical, tangled, tarnished, tattered, tempting, terrible, thick, thin, thorny,
    tidy, tiny, torn, traditional, transparent, treasured, triangular, tricky, turquoise, twisted, ugly, uneven, unique,
    unusual, upright, useful, useless, valuable, vast, velvet, vibrant, vintage, violet, vivid, waterproof, wavy, waxy,
    weathered, weird, wet, whimsical, white, wobbly, woollen, wonderful, worn, worthless, wrinkled
""")

PAST = pairs("""
    like: liked; want: wanted; need: needed; see: saw; buy: bought; find: found; paint: painted; wash: washed; bring: brought;
    carry: carried; clean: cleaned; draw: drew; open: opened; lose: lost; make: made; take: took; sell: sold; break: broke;
    watch: watched; hide: hid; hold: held; visit: visited; love: loved; pack: packed; repair: repaired; move: moved;
    choose: chose; keep: kept; build: built; cook: cooked; drop: dropped; fold: folded; steal: stole; give: gave; send: sent;
    wear: wore; bend: bent; burn: burned; catch: caught; cut: cut; dig: dug; feel: felt; fix: fixed; forget: forgot;
    freeze: froze; grind: ground; hang: hung; hear: heard; hit: hit; hug: hugged; leave: left; lend: lent; lift: lifted;
    light: lit; mend: mended; grab: grabbed; pat: patted; pay: paid; plan: planned; pull: pulled; put: put; read: read; rub: rubbed;
    scrub: scrubbed; shake: shook; show: showed; shut: shut; slam: slammed; spill: spilled; split: split; spread: spread;
    stick: stuck; swap: swapped; sweep: swept; swing: swung; tear: tore; throw: threw; tie: tied; tip: tipped; trap: trapped;
    trim: trimmed; weave: wove; weigh: weighed; win: won; wind: wound; wrap: wrapped; write: wrote; zip: zipped; tap: tapped
""")
"""What is done to a thing, and its past; the regular ones are added below."""
_REGULAR = row("""
    abandon, accept, adjust, admire, adore, alter, analyse, announce, approve, arrange, assemble, attach, avoid, balance,
    bless, bounce, borrow, brush, bury, cancel, carve, cherish, claim, clutch, collect, colour, compare, complete, conceal,
    consider, construct, copy, count, cover, crush, decorate, defend, deliver, demand, demolish, describe, deserve, design,
    desire, destroy, detest, discard, discover, display, donate, drain, dust, embrace, empty, encounter, enjoy, examine,
    exchange, exhibit, explore, fancy, fasten, fetch, fill, finish, follow, forge, furnish, gather, glue, grasp, guard, hammer,
    handle, hate, heat, ignore, illustrate, imagine, import, improve, inherit, inspect, install, invent, iron, jiggle, kick,
    kiss, label, launch, load, lock, lower, measure, mention, miss, neglect, notice, nudge, observe, obtain, offer, order,
    overlook, own, photograph, pick, pinch, place, plaster, plunder, poke, polish, pour, praise, prepare, present, press,
    promise, protect, purchase, pursue, push, raise, recognise, recommend, recover, reject, release, remember, remove, rent,
    replace, require, rescue, restore, retrieve, return, reveal, rinse, ruin, sand, scratch, scrape, search, select, shelter,
    share, sharpen, sketch, smash, smuggle, sniff, soak, squeeze, store, stretch, study, supply, support, surround, survey,
    tease, test, tickle, tighten, touch, trace, trade, transport, treasure, turn, twist, unearth, unload, unlock, unpack,
    unwrap, use, value, varnish, wipe, worship
""")

MOVING = pairs("""
    go: went; walk: walked; run: ran; sing: sang; sleep: slept; work: worked; wait: waited; dance: danced; travel: travelled;
    swim: swam; play: played; sit: sat; stand: stood; read: read; arrive: arrived; eat: ate; leave: left; rest: rested;
    argue: argued; bark: barked; blush: blushed; chatter: chattered; cheer: cheered; climb: climbed; cough: coughed;
    cry: cried; daydream: daydreamed; doze: dozed; drive: drove; fall: fell; fish: fished; frown: frowned; gallop: galloped;
    giggle: giggled; grumble: grumbled; hesitate: hesitated; hum: hummed; hurry: hurried; hop: hopped; jog: jogged; jump: jumped;
    juggle: juggled; knit: knitted; laugh: laughed; limp: limped; linger: lingered; meditate: meditated; mumble: mumbled;
    paddle: paddled; pause: paused; practise: practised; pray: prayed; quarrel: quarrelled; relax: relaxed; row: rowed;
    sail: sailed; shiver: shivered; shout: shouted; sigh: sighed; skate: skated; smile: smiled; sneeze: sneezed; snore: snored;
    stumble: stumbled; study: studied; teach: taught; tremble: trembled; wander: wandered; weep: wept; whisper: whispered;
    whistle: whistled; wink: winked; write: wrote; yawn: yawned; yell: yelled; yodel: yodelled
""")
GOING = ("go", "walk", "run", "travel", "drive", "hurry", "jog", "wander", "limp", "gallop", "row", "sail")
GOALS = row("""
    to school, to the station, to the river, to the market, home, to the park, to the beach, to the lighthouse, to the village,
    to the bakery, across the meadow, along the canal, through the forest, to the library, over the bridge, to the harbour
""")

TIMES = row("""
    today, every day, in the morning, at night, after lunch, in the evening, on Sundays, before breakfast, at noon, at midnight,
    every Tuesday, after the concert, before the lesson, during the storm, on rainy days, in winter, in the holidays, every spring,
    at weekends, after work, before dawn, at sunset, once a month, twice a week, each afternoon, in September, after the match
""")
PLACES = row("""
    in the kitchen, in the garden, at school, at work, in the park, by the river, on the train, at home, in the hall,
    behind the house, near the station, at the market, in the cellar, under the bridge, on the roof, in the attic, on the balcony,
    behind the barn, in the corridor, near the fountain, beside the lighthouse, in the laboratory, at the harbour, in the library,
    on the ferry, outside the theatre, in the stable, at the museum, in the greenhouse, by the fireplace, on the staircase,
    at the airport, in the workshop, under the chestnut tree, in the courtyard, near the waterfall, at the hospital,
    in the vineyard, on the island, beside the canal, in the tunnel, at the bus stop
""")
PEOPLE = row("""
    aunt, uncle, cousin, neighbour, teacher, doctor, sister, brother, mother, father, grandmother, grandfather, nephew, niece,
    daughter, son, colleague, dentist, flatmate, landlord, boss, friend, partner, tailor, gardener, plumber, lawyer, coach
""")
LIVING = (
    *("the nurse", "the baker", "the archaeologist", "the astronomer", "the blacksmith", "the carpenter", "the librarian", "the butcher"),
    *("the pharmacist", "the photographer", "the shepherd", "the professor", "the detective", "the emperor", "the princess", "the wizard"),
    *("the acrobat", "the ambassador", "the apprentice", "the burglar", "the captain", "the conductor", "the electrician", "the farmer"),
    *("the fisherman", "the gardener", "the giant", "the goalkeeper", "the governor", "the hunter", "the inspector", "the janitor"),
    *("the journalist", "the knight", "the lifeguard", "the magician", "the mechanic", "the merchant", "the midwife", "the minister"),
    *("the neighbour", "the optician", "the pianist", "the pilot", "the pirate", "the plumber", "the postman", "the queen", "the sailor"),
    *("the secretary", "the sculptor", "the soldier", "the stranger", "the surgeon", "the tailor", "the thief", "the tourist"),
    *("the translator", "the violinist", "the waiter", "the witch", "the zookeeper", "our landlord", "our coach", "my uncle", "my aunt"),
    *("my cousin", "my niece", "my grandmother", "my dentist", "her husband", "his wife", "their teacher", "your boss", "the parrot"),
    *("the monkey", "the elephant", "the squirrel", "our cat", "the old woman", "the young man", "the little girl", "the tall boy"),
)  # fmt: skip
SUBJECTS = (
    *row(
        "I, we, you, they, he, she, my sister, my brother, the teacher, the children, our neighbour, the doctor, the dog"
    ),
    *LIVING,
)
MANY = row(
    "the children, the twins, the students, the guests, my parents, the villagers, the musicians, our neighbours, the wolves"
)
PLURAL = ("I", "we", "you", "they", *MANY)
"""Subjects whose verb takes no "s"."""
FEELINGS = row("""
    happy, tired, hungry, late, ready, ill, busy, alone, angry, glad, early, thirsty, anxious, ashamed, bored, brave, calm, careful,
    cautious, cheerful, confident, confused, curious, delighted, disappointed, drowsy, embarrassed, enthusiastic, envious,
    exhausted, famous, fearless, friendly, furious, gentle, grateful, grumpy, homesick, impatient, jealous, lazy, lonely,
    lucky, miserable, modest, nervous, optimistic, patient, polite, proud, puzzled, quiet, relieved, restless, rude, satisfied,
    serious, shy, silent, sleepy, stubborn, surprised, suspicious, talkative, terrified, thoughtful, upset, wise, worried
""")

SYNONYMS = pairs("""
    big: large; small: little; nice: pleasant; pretty: beautiful; old: ancient; strange: odd; bright: brilliant; cheap: inexpensive;
    broken: damaged; clean: spotless; buy: purchase; need: require; want: desire; like: enjoy; repair: mend; choose: select; build: construct;
    help: assist; keep: retain; begin: start; happy: glad; sad: unhappy; fast: quick; hard: difficult; end: finish; see: notice; house: home;
    angry: furious; brave: courageous; calm: peaceful; clever: smart; cold: chilly; correct: right; costly: expensive; cry: weep;
    dangerous: risky; dirty: filthy; easy: simple; empty: vacant; enormous: huge; error: mistake; famous: well-known; funny: amusing;
    gift: present; hidden: concealed; hot: scorching; ill: sick; important: essential; job: profession; jump: leap; kind: gentle;
    lazy: idle; loud: noisy; lucky: fortunate; new: modern; quiet: silent; rich: wealthy; road: street; sea: ocean; shout: yell;
    shy: timid; slim: slender; stone: rock; stop: halt; story: tale; tired: weary; trip: journey; ugly: unattractive; wet: soaked;
    weird: peculiar; whole: entire; wonderful: marvellous; world: globe; wrong: incorrect; ask: inquire; answer: reply; close: shut;
    collect: gather; find: discover; get: obtain; give: provide; hate: detest; hide: conceal; leave: depart; look: glance; make: create;
    shine: gleam; show: display; speak: talk; throw: toss; try: attempt; walk: stroll; boring: dull; broad: wide; careful: cautious;
    certain: sure; doctor: physician; fear: terror; forest: woods; friend: companion; idea: notion; king: ruler; boat: vessel
""")


def plural(noun: str) -> str:
    """More than one of a noun: "torch" gives "torches", "diary" gives "diaries"."""
    return _PLURALS.get(noun) or third(noun)


def third(verb: str) -> str:
    """The verb's third person: "wash" gives "washes", "carry" gives "carries"."""
    if verb.endswith(("sh", "ch", "s", "x", "z")) or verb in ("go", "do"):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def regular_past(verb: str) -> str:
    """The past of a verb that doubles no letter: "rinse" gives "rinsed", "bury" gives "buried"."""
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


PAST |= {verb: regular_past(verb) for verb in _REGULAR}
