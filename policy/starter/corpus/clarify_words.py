"""What a user names when asked which word or sentence is meant: rare, long and invented words, and sentences made of them.

The pools of `slots.py` are met all over the corpus; a word that was seen often tempts a small model to say it in place of
the one that was written. So most of these are met nowhere else, and sentences are put together anew each time.
"""

from random import Random

from policy.starter.corpus import slots


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


RARE = _split("""
abacus abalone abbey abdomen accordionist acrobat actuary adagio adobe advent aerie agate albatross alchemy alcove alder alibi alligator allspice almanac almond aloe alphabet amaranth amethyst amphora amulet anchovy anecdote anemone
angelica anise antelope anthem anvil apiary apostrophe apparatus appendix applause apprentice apron aquarium aqueduct arbour archipelago arithmetic armchair artichoke asparagus asphalt asteroid astrolabe atlas atrium aubretia auction
auditorium avalanche avocado avenue awning axle azalea bachelor bacon badge bagpipe balcony ballad balloon balustrade bamboo bandage banister banquet barley barnacle barometer baron barrel basilica bassinet bayonet bazaar beacon beanbag
beeswax beetroot belfry bellows beret bergamot bibliography billiards binoculars birch biscuit blackberry bluebird blunderbuss bobbin bonfire bonnet bookmark boomerang bottleneck bouquet boulder bracelet bramble brandy bravado breadcrumb briefcase
brocade broomstick buckle buckwheat buffalo bulldozer bumblebee bungalow buoy burrow butterscotch buttermilk cabbage cabin cadence calabash calculator calendar calliope camphor candelabra cantaloupe canopy caramel caravan carburettor cardamom
cardigan cargo caribou carnival carousel cartilage cascade cashew cassette castanet catacomb catamaran catapult caterpillar cathedral cauldron caviar celery celestial cellophane cemetery ceramic chameleon champagne chandelier chapel charade
chariot chateau checkers chestnut chicory chimpanzee chisel chopstick chrysalis cinnabar citadel clavichord clementine clipboard cloister clove coachman cobblestone cockatoo cockpit coconut cocoon codfish colander colonnade comma commodore
compost concertina concrete condor conductor confetti conifer conservatory copperplate coriander cormorant corduroy cornflower corridor cottage counterfoil courtyard crayon crescent cricket crinoline crochet croissant crossbow crowbar crumpet
cucumber cufflink cummerbund cupola curiosity currant custodian cutlass cylinder cymbal cypress daffodilly damson dandelion decanter decimal delphinium denim derrick diadem diaphragm dictionary dinghy diorama dirigible dolomite dominoes doorbell
dormouse doublet doughnut dovetail dragonfruit drawbridge driftwood dromedary dulcimer dumbbell dungarees dynamo earlobe earthenware easel echo edelweiss eiderdown elbow elderberry elixir ellipse embroidery emporium enamel encyclopaedia
epaulette epilogue equator ermine escalator espadrille estuary eucalyptus eyebrow eyelash fandango farthing feldspar fennel ferryman fiddlestick filament filigree firefly fjord flagpole flamenco flannel flotsam flywheel foghorn folio
footbridge forceps forget-me-not fortress fountain foxtrot freckle frigate fritter fuchsia fulcrum funnel furlong gabardine gadget gallery galleon galoshes gargoyle garland garnet gazebo gazelle geranium gherkin gibbon gingerbread gingham
girdle glockenspiel glossary goblet gondola gooseberry gramophone granary grapefruit grasshopper gravel gravy greenhouse greyhound griddle grindstone guillemot gumboot gymnasium gyroscope haberdashery haddock halibut halyard hammock hamper
handkerchief harlequin harmonium harness harpoon harpsichord hatchet haystack hazelnut headlight hearth heather heirloom helicopter hemlock heptagon herring hexagon hinge hippodrome hologram honeycomb honeysuckle hopscotch hornet horseradish
hourglass hovercraft huckleberry hurdle hyena hyphen ibex iceberg igloo incense inkwell iodine ironmonger isthmus ivory jacaranda jackdaw jamboree javelin jetty jigsaw jodhpurs jonquil jubilee jukebox juniper kaleidoscope kayak keepsake kerosene
kestrel keyhole kimono kiosk knapsack knuckle kohlrabi kookaburra laburnum lacquer ladle lagoon lampshade lapel lapwing larch larkspur lasso lattice laundry lectern leek legume lemongrass lettuce leveret library lichen limerick limestone
limousine linen lintel liquorice locket locomotive locust loganberry loincloth lollipop longitude lozenge luggage lullaby lumberjack lute macaroon mackerel macrame madrigal magazine magenta magnolia mahogany mallard mandarin mandolinist mangrove
mannequin mantelpiece manuscript maracas margarine marigold marionette marjoram marmalade marmoset marquee marrow marshmallow marzipan masquerade matchbox mayonnaise mayfly medallion megaphone menagerie meringue mermaid meteor metronome
microphone midnight millet millipede minaret minestrone minnow miniature mistletoe moccasin molasses monastery mongoose monocle moonlight mortar mosaic mosquito motorcade mulberry mulligatawny museum musket mustang mustard myrtle narcissus
narwhal nasturtium nectarine nightingale nomad nougat nuthatch oasis oatmeal obelisk ocarina octagon octave odometer oleander omnibus onyx opal orangery oregano origami ornament osprey ottoman outpost oxygen oyster paddock padlock pagoda
palette palisade pamphlet pancreas panther pantomime papaya paperclip papier-mache paprika papyrus parabola parachute parallelogram paraffin parakeet parasol parchment parliament parsley parsnip partridge passport pasture patchwork pavilion
pavlova peacock peanut pebbledash pedestal pendulum penknife pentagon peppercorn peppermint percolator periscope periwinkle persimmon petticoat petunia pheasant philharmonic phonograph piccolo pickaxe picnic pigeon pilgrim pillar pimpernel
pinafore pineapple pinwheel pirate pistachio pitchfork plateau platypus playground plimsoll plover plumage polenta polka polyhedron pomegranate pontoon poplar poppyseed porcelain porcupine porpoise portcullis portfolio postcard potpourri
powder prawn precipice prelude primrose proboscis promenade propeller prune ptarmigan puddle puffball pulley pumice pumpernickel puppet pyjamas pyramid quadrangle quagmire quarry quartz quayside quicksand quicksilver quill quilt quince quiver
quotation raccoon radiator radish ragamuffin railway raisin rampart raspberry ratchet rattle raven ravine razorbill reef regatta reindeer relic reservoir rhapsody rhinoceros rhododendron rhubarb rhythm rickshaw ricotta rivet rocking-horse
rollercoaster rosehip rosemary rotunda rowan rucksack rudder rutabaga sabre saffron sailcloth salamander samovar sandalwood sandcastle sapling sapphire sarcophagus sardine sarsaparilla sassafras satchel satellite saucepan sauerkraut saxophonist
scabbard scaffold scallop scarecrow schooner scissors scone scoreboard scorpion scrapbook screwdriver scullery sculpture scythe seaweed semaphore semolina sepia serenade serpent shallot shamrock sherbet shingle shipwreck shoelace shoulder
shrapnel shrimp shuttlecock sieve signpost silhouette skeleton skylark skyscraper sledge sloop smithereens snapdragon snowdrift soapstone soliloquy sorbet spaniel spatula spectacles spectrum spindle spinnaker spinet spiral spittoon sprocket
squirrel stagecoach stalactite stalagmite starling steeple stencil stethoscope stickleback stiletto stirrup stopwatch strawberry streetlamp submarine suitcase sultana sundial sunflower surfboard swallowtail sycamore syllable symphony synagogue
syringe tabernacle tadpole taffeta tambourine tangerine tapestry tapioca tarantula tarragon tartan tassel tavern teapot telegram telescope tempest terracotta terrapin tetrahedron theatre thermometer thesaurus thicket thimble throstle thyme
tiara timetable timpani tinsel toadstool toboggan tombola tonic toothbrush topaz torpedo tortilla totem toupee trampoline trapdoor trapeze treacle treadmill trellis triangle tricycle trilby trinket tripod trolley trombonist troubadour trousers
trowel truffle tugboat turbine turmeric turnip turnstile turquoise turret tweezers typewriter ukulele umbrella unicorn unicycle upholstery urn vagabond valerian vanilla vaulting velocipede veranda vermicelli vertebra vestibule viaduct
vinegar vineyard viscount volcano vole voucher voyage waffle wagtail wallaby wallflower walnut waltz wardrobe warehouse waterlily wattle weathercock weevil wheelbarrow whippet whisker wicket wigwam wildebeest windmill windowsill wisteria
wolverine woodlouse woodpile worsted wreath wristwatch xylophonist yardstick yarrow yeast yodel yogurt zebu zeppelin zigzag zinnia zither zodiac zucchini
""")

NOUNS = _split(
    "key parcel kite lamp cat letter boat cake drum goat clock coat letterbox gate tree box jar fence window tent boot hat pony shell stone rope ball ladder hen wagon"
)
ADJECTIVES = _split(
    "old tiny blue crooked noisy quiet golden broken wet sleepy brave clumsy gentle hungry lazy lonely proud shiny silent wooden yellow curious dusty frozen giant green hidden jolly mild narrow odd pale purple rusty striped wild"
)
VERBS = _split(
    "carries hides sells paints finds watches follows lifts opens washes builds mends guards wants sees brings draws keeps loses misses likes buys moves counts touches holds"
)
PLACES = ("under the bridge", "in the attic", "by the sea", "behind the barn", "near the station", "at the market", "on Monday", "in the rain", "after lunch", "before dawn", "every winter", "on the roof", "in the garden", "at midnight", "beside the well", "without a word")  # fmt: skip


def rare_word(rng: Random) -> str:
    """A word to copy that was hardly met before; three in ten invented."""
    return rng.choice(RARE) if rng.random() < 0.7 else slots.invented_word(rng)


def words(rng: Random) -> str:
    """One to three words to copy, mostly one."""
    return " ".join(rare_word(rng) for _ in range(rng.choice((1, 1, 1, 2, 3))))


def sentence(rng: Random) -> str:
    """A short sentence that nobody has said before, without its full stop: "the brave walrus paints an anvil at midnight"."""
    subject = rng.choice((f"the {_noun(rng)}", f"my {_noun(rng)}", slots.person(rng), f"our {rng.choice(slots.JOBS)}"))
    thing = rng.choice((f"the {_noun(rng)}", slots.with_article(_noun(rng))))
    place = f" {rng.choice(PLACES)}" if rng.random() < 0.6 else ""
    text = f"{subject} {rng.choice(VERBS)} {thing}{place}"
    return text[0].upper() + text[1:]


def _noun(rng: Random) -> str:
    noun = rng.choice((rare_word(rng), rng.choice(NOUNS), rng.choice(slots.ANIMALS)))
    return f"{rng.choice(ADJECTIVES)} {noun}" if rng.random() < 0.4 else noun
