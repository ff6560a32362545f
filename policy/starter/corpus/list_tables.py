"""What lists are made of: members of categories, what occasions need, steps of simple things, two sides of others."""

from policy.starter.corpus.tables import pairs

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
    "jungle animals": "tiger, monkey, parrot, snake, leopard, gorilla, jaguar, toucan, sloth, chameleon, orangutan, python",
    "reptiles": "snake, lizard, crocodile, tortoise, alligator, gecko, chameleon, iguana, python, cobra, viper, turtle",
    "dog breeds": "poodle, beagle, bulldog, dachshund, boxer, collie, terrier, spaniel, pug, husky, greyhound, Labrador",
    "kinds of cheese": "cheddar, brie, gouda, feta, mozzarella, parmesan, camembert, edam, gruyere, stilton, ricotta, emmental",
    "kinds of bread": "rye bread, baguette, toast, ciabatta, pitta, naan, sourdough, roll, pretzel, focaccia, flatbread, bagel",
    "kinds of pasta": "spaghetti, penne, macaroni, lasagne, ravioli, tagliatelle, fusilli, tortellini, linguine, gnocchi, farfalle, rigatoni",
    "snacks": "crisps, nuts, crackers, popcorn, pretzels, an apple, raisins, olives, biscuits, carrot sticks, cheese cubes, dried mango",
    "sweets": "toffee, fudge, liquorice, lollipop, marshmallow, chocolate bar, jelly bear, nougat, bonbon, caramel, gumdrop, mint",
    "nuts": "walnut, almond, hazelnut, cashew, pistachio, pecan, chestnut, macadamia, peanut, pine nut, brazil nut, coconut",
    "berries": "strawberry, raspberry, blueberry, blackberry, gooseberry, cranberry, elderberry, redcurrant, bilberry, mulberry, blackcurrant, cloudberry",
    "fish": "trout, salmon, cod, herring, shark, tuna, carp, pike, eel, sardine, mackerel, perch",
    "dances": "waltz, tango, polka, salsa, rumba, foxtrot, samba, flamenco, ballet, tap dance, breakdance, jive",
    "gemstones": "diamond, ruby, emerald, sapphire, opal, amethyst, topaz, garnet, jade, turquoise, agate, onyx",
    "kitchen tools": "whisk, ladle, grater, peeler, sieve, spatula, rolling pin, tin opener, corkscrew, colander, tongs, garlic press",
    "continents": "Africa, Asia, Europe, North America, South America, Australia, Antarctica",
    "American states": "Texas, Florida, Ohio, Maine, Nevada, Utah, Alaska, Oregon, Kansas, Iowa, Georgia, Vermont",
    "European countries": "France, Spain, Italy, Germany, Poland, Greece, Norway, Sweden, Austria, Portugal, Hungary, Ireland",
    "African countries": "Kenya, Egypt, Ghana, Morocco, Senegal, Uganda, Ethiopia, Algeria, Tunisia, Nigeria, Tanzania, Mali",
    "fairy tale figures": "witch, giant, dwarf, prince, princess, fairy, dragon, wolf, frog king, elf, mermaid, goblin",
    "winter sports": "skiing, skating, sledging, snowboarding, ice hockey, curling, biathlon, ski jumping, figure skating, bobsleigh",
    "ball games": "football, tennis, basketball, volleyball, handball, rugby, baseball, cricket, netball, squash, golf, water polo",
    "items of jewellery": "ring, necklace, bracelet, brooch, earring, tiara, anklet, pendant, cufflink, locket, bangle, crown",
    "shoes": "boots, sandals, slippers, trainers, clogs, moccasins, loafers, wellingtons, high heels, ballet shoes, brogues, flip-flops",
    "buildings": "house, church, castle, school, hospital, tower, barn, museum, factory, library, theatre, lighthouse, mosque",
    "shops": "bakery, butcher, florist, bookshop, chemist, greengrocer, toy shop, supermarket, jeweller, shoe shop, hardware shop, pet shop",
    "things in a bathroom": "towel, soap, mirror, toothbrush, bath, shower, toothpaste, comb, sponge, sink, shampoo, scales",
    "things at the beach": "sand, shell, wave, towel, bucket, spade, crab, deckchair, seaweed, parasol, ice cream van, pebble",
    "things made of wood": "table, chair, pencil, violin, door, spoon, bookshelf, toothpick, fence, rowing boat, cradle, barrel",
    "yellow things": "lemon, banana, sun, sunflower, butter, canary, daffodil, cheese, chick, mustard, sweetcorn, honey",
    "white things": "snow, milk, swan, salt, flour, rice, cotton wool, polar bear, sugar, egg, chalk, daisy",
    "small things": "ant, crumb, pea, needle, button, seed, grain of sand, pin, bead, flea, drop, ladybird",
    "things to read": "novel, newspaper, magazine, poem, comic, letter, diary, cookbook, map, fairy tale, recipe, biography",
}
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
