"""What stories are made of: heroes, places, friends, plots, and the lines around them."""

from policy.starter.corpus.slots import ANIMALS, with_article
from policy.starter.corpus.tables import row

BEINGS = row("""
    robot, dragon, princess, king, sailor, baker, giant, wizard, knight, gardener, pirate, clown, ghost, mermaid, painter,
    farmer, fisherman, little girl, little boy, grandmother, shepherd, dwarf, fairy, astronaut, snowman, postman, teacher,
    witch, prince, queen, troll, elf, goblin, unicorn, vampire, monster, pilot, detective, librarian, grandfather, miller, cook, tailor,
    lighthouse keeper, clockmaker, beekeeper, juggler, magician, captain, explorer, poet, fiddler, chimney sweep, train driver, blacksmith,
    potter, balloonist, sandman, scarecrow, gnome, genie, phoenix, alien, time traveller, toy soldier, cloud, star, teapot, paper boat
""")
PLACES = row("""
    by a quiet lake, at the edge of a forest, in a small village, on a green hill, in an old lighthouse, near the sea,
    in a tall tower, under a big oak, in a busy city, on a tiny island, in a warm valley, behind the mill,
    at the end of a long road, in a house with a red roof, on a farm, in the snowy mountains, beside a river,
    on a quiet street, at the end of the world, in a deep cave, in an old castle, on a ship, behind a waterfall, in a garden full of roses,
    in the attic of a school, at the foot of a volcano, in the middle of the desert, in a tree house, under the stairs, on the moon,
    at the railway station, in a library, next to a windmill, above a bakery, in a land of ice, at the harbour, in a tent by the road
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
    pocket watch, paper kite, copper coin, green umbrella, little drum, favourite book, white feather, shiny button,
    silver spoon, broken clock, yellow suitcase, glass slipper, old lamp, iron ring, blue bicycle, leather book, wooden flute, magic bean,
    purple hat, tin soldier, crystal ball, snow globe, secret letter, black pearl, patched coat, painted egg, brass telescope, walking stick
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
=
A letter came with no name on it. | One day {name} found a letter under the door.
It said only: come to the old mill at midnight. | It was a map, with a cross in the middle of the wood.
There stood {friend} with a big cake, for it was a birthday. | {name} followed it, and at the end waited {friend} with a smile.
It was the nicest surprise of the whole year. | Nobody had ever done such a thing for {name} before.
{name} got a secret letter, and it was from {friend}. | A strange letter led {name} to {friend} and to a surprise.
=
{name} could not laugh. | For a whole year {name} had not smiled once.
Doctors came, and clowns came, but nothing helped. | Everyone told jokes, but none of them was funny.
Then {friend} slipped on a banana, got up and bowed. | One day {friend} came in with the {thing} and a very silly hat.
{name} laughed so loudly that the windows shook. | And {name} laughed until the evening and could not stop.
{name} could not laugh until {friend} slipped on a banana. | {name} never smiled, and then {friend} did something very silly.
=
The river dried up, and the fields turned brown. | That summer it did not rain at all.
{name} walked up into the hills to look for the spring. | {name} took the {thing} and followed the dry river.
There sat {friend} on a big stone that had closed the spring. | High up lay a rock, and {friend} was trying to push it away.
Together they moved it, and the water came back. | They pushed until the evening, and the river ran again.
The river was dry until {name} and {friend} moved a stone. | {name} brought the water back with the help of {friend}.
=
{name} was the smallest of all. | Everyone laughed because {name} was so small.
One day {friend} was caught in a narrow hole. | One day the {thing} fell through a crack in the floor.
Only {name} was small enough to climb in. | Nobody could reach in there, nobody but {name}.
Since then nobody laughs about it any more. | And everyone said that it is good to have somebody small.
{name} was small, and that was just what was needed. | Because {name} was so small, everything ended well.
=
{name} had told a lie. | One day {name} broke a window and said nothing.
It felt like a stone in the stomach. | All night long {name} could not sleep.
Then {name} went to {friend} and told the truth. | In the morning {name} told {friend} everything.
The stone was gone, and the two drank cocoa together. | It was forgiven at once, and the sun came out.
{name} told a lie, then told {friend} the truth, and felt light again. | {name} felt bad until the truth was out.
=
In the old house somebody was singing at night. | Each night {name} heard a song from far away.
{name} followed the sound, with the {thing} for good luck. | {name} went after it, through fog and through the dark.
It was {friend}, who could sing only when nobody was there. | At the end of the path sat {friend} and sang to the moon.
From then on they sang together. | {name} learned the song, and now everyone knows it.
{name} followed a song in the night and found {friend}. | A song at night led {name} to {friend}.
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
