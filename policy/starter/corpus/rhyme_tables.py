"""The rhymes that the starter knows by heart, and those with room for anything or anybody."""

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
a rose = A rose stood red beside the gate, / and opened early, opened late. / The bees came by, the children too, / and asked it softly, how are you?
a horse = The horse runs fast across the hill, / and never, never standing still. / Its mane is flying in the breeze, / it jumps the brook and eats the peas.
a cow = The brown cow eats the grass all day, / and has not very much to say. / But when we ask, she gives us, too, / a cup of milk and says a moo.
a bird = A bird sat singing on a bough, / I still can hear its music now. / It sang of sun, it sang of rain, / and then it flew to sea again.
a frog = A little frog sat by the pool, / and found the water nice and cool. / It took a jump, it made a splash, / and it was gone within a flash.
a rabbit = A rabbit hopped across the green, / the softest ears I've ever seen. / It ate a leaf, it ate one more, / and went back home to sweep the floor.
a fox = A fox came walking through the snow, / where he was going, none may know. / His tail was red, his step was light, / he softly wished the moon good night.
a bear = The bear sleeps deep, the bear sleeps long, / he does not hear the winter's song. / But when the buds are on the tree, / he yawns and stretches lazily.
a spider = A spider made a silver thread, / and hung it high above my bed. / She waited there till half past three, / and did not catch a single bee.
a butterfly = A butterfly with wings of gold, / was not afraid, but rather bold. / It sat down gently on my nose, / and surely thought it was a rose.
a snail = The snail goes slowly up the lane, / and likes it best when there is rain. / It has its house, it has its time, / and needs a week to read this rhyme.
a dragon = A dragon lived inside a cave, / and said that he was very brave. / But when a mouse came walking in, / he hid away up to his chin.
a lantern = A lantern at the gate is shining bright, / it is my guide through all the night. / And should I ever lose my way, / it leads me back to where I stay.
a rainbow = A rainbow stood above the town, / the one end up, the other down. / In red and yellow, green and blue, / it built a bridge from me to you.
a river = The river runs, it cannot stay, / it has to reach the sea today. / It passes meadow, mill and tree, / and sings a little tune to me.
a mountain = The mountain stands so tall and grey, / and watches over us all day. / It wears a cap of winter white, / and holds the stars up in the night.
the forest = The forest whispers, green and deep, / and in its moss the rabbits sleep. / The trees are tall, the paths are small, / and I would like to walk them all.
a flower = A flower grew beside the wall, / it was not big, it was so small. / But everyone who came that way, / went on and had a better day.
a leaf = A leaf fell down from off the tree, / it danced and turned and came to me. / I put it in a book to stay, / and think of that October day.
fire = The fire is warm, the fire is bright, / it crackles softly through the night. / We sit around and hold our tea, / and no one is as glad as we.
water = The water runs, the water flows, / from where it comes nobody knows. / It fills my glass, it fills the sea, / and where it goes, there life can be.
music = The music plays, my feet must go, / first they are fast, then they are slow. / A drum, a flute, a violin, / and then we all of us join in.
love = Love is a lamp, love is a light, / it keeps us warm on every night. / It costs no coin, it needs no crown, / it lifts you up when you are down.
my mother = My mother has a gentle hand, / and things I say she'll understand. / She sings at work, she laughs at play, / and makes a Sunday of each day.
my father = My father knows how things are made, / he has a saw, a pot, a spade. / And when a thing is broken through, / he smiles and makes it good as new.
grandma = My grandma has a silver braid, / and knows how apple cake is made. / She tells of days so long ago, / when winters still were full of snow.
a baby = A baby laughs, a baby cries, / and looks at you with great big eyes. / It does not know a single word, / and yet the whole long street has heard.
coffee = My coffee steams inside the cup, / it is the thing that wakes me up. / One sip, and I can see the day, / two sips, and I am on my way.
chocolate = Oh chocolate, so sweet and brown, / the finest thing in all the town. / I wanted just a little bite, / and ate the whole of it last night.
pizza = A pizza round, a pizza hot, / with all the good things that we've got. / A slice for you, a slice for me, / and for the dog there will be three.
cake = The cake stands high with cream and all, / and candles, some of them are small. / We sing a song, we cut it through, / the biggest piece is there for you.
an apple = An apple hung up in the tree, / it was as red as it could be. / It waited for a windy day, / and dropped down right into the hay.
the weekend = The weekend comes, the work is done, / we sleep until the midday sun. / We have some toast, we read a book, / and nobody can come and look.
Monday = On Monday when the clock says seven, / my bed feels nearly like in heaven. / But coffee calls, and so I rise, / and slowly open both my eyes.
Christmas = At Christmas all the lights are lit, / and round the table here we sit. / The snow is deep, the song is old, / and nobody is feeling cold.
holidays = The holidays are here at last, / the school year went by very fast. / We pack the tent, we pack the ball, / and there is room for one and all.
a car = My little car is old and green, / the slowest car you've ever seen. / It coughs, it stops, and then it goes, / and where we'll end up no one knows.
a bicycle = My bicycle is fast and red, / I ride it while the rest's in bed. / I ring the bell, I feel the breeze, / and fly along between the trees.
a boat = A boat went out upon the sea, / it carried you, it carried me. / The wind was kind, the waves were small, / we were not frightened, not at all.
a ship = A ship sails out at break of day, / with all its white sails far away. / It brings back silk, it brings back tea, / and tales of islands in the sea.
a house = The house stands crooked on the hill, / its door is never, never still. / For friends come in and friends go out, / and that is what it's all about.
a clock = The clock goes tick, the clock goes tock, / it is a good and patient clock. / It counts the hours, night and day, / and has no time to go and play.
a shoe = I had one shoe, I lost the other, / I asked my father and my mother. / They looked up high, they looked down low, / the dog knew well, but said no, no.
a hat = My hat flew off, up in the air, / it left me standing with my hair. / A bird has made of it a nest, / and there my hat has found its rest.
a computer = My computer thinks with all its might, / it hums by day, it hums by night. / But ask it how a peach can taste, / and all its thinking goes to waste.
a robot = A robot came to sweep the floor, / it swept till there was dust no more. / Then it sat down beside the wall, / and asked if it could play football.
a dream = I had a dream of silver wings, / of talking fish and other things. / I woke and wrote it in a book, / come here with me and have a look.
sleep = Sleep comes softly through the door, / it lays your worries on the floor. / It closes gently both your eyes, / and wakes you up when you must rise.
peace = Oh peace, you are a quiet guest, / you let the tired people rest. / Come in, sit down and stay with me, / and bring the whole world home for tea.
time = Time has no feet and yet it goes, / where it will end up no one knows. / So take an hour, sit with me, / and watch it pass across the sea.
football = At football everybody runs, / the mothers, daughters, fathers, sons. / The ball goes left, the ball goes right, / and in the end it's out of sight.
the city = The city never goes to bed, / its lights are yellow, green and red. / The trams go by, the people too, / and one of them, my friend, is you.
a penguin = A penguin in his suit of black, / went to the sea and then came back. / He said, my friends, the sea is cold, / as well you know, as you were told.
an elephant = An elephant came in to tea, / and there was no more room for me. / I sat down gently on its back, / and there we had a little snack.
a lion = The lion has a golden mane, / he combs it in the morning rain. / He roars but once, and all is still, / and then he naps upon the hill.
"""
RHYMES = {
    subject: tuple(lines.split(" / "))
    for subject, _, lines in (line.partition(" = ") for line in _RHYMES.strip().splitlines())
}
"""Four lines each, the subject in the first two, which make the short form."""

ANY_RHYMES = (
    ("{a_} came by on a sunny day,", "and said hello, and went away.", "I looked for it on land and sea,", "till it came back and smiled at me."),
    ("I saw {a} beside the door,", "I had not seen one there before.", "I said good day, I said come in,", "and that is how good things begin."),
    ("I dreamed about {a} last night,", "it shone with such a golden light.", "I woke, and it was gone, I fear,", "but in my rhyme it is still here."),
    ("If I had {a}, what would I do?", "I know that I would give it you.", "For nice things should not stay alone,", "and you would keep it as your own."),
    ("My friend, {a}, is good and kind,", "a better one is hard to find.", "We talk and laugh the whole day through,", "and one day you may meet it too."),
    ("Upon a hill there stood, I swear,", "{a}, and it was not aware", "that I was looking all the day,", "and that I never went away."),
    ("Oh, tell me, did you ever see", "{a} beneath an apple tree?", "It sat there in the golden sun,", "and looked as if the day was done."),
    ("{a_}, they say, can bring you luck,", "when you are lost, when you are stuck.", "So if you see one, wish it well,", "and what you wished, you must not tell."),
    ("I wrote a song, I wrote it down,", "it is for {a} in our town.", "It has no end, it has no start,", "but it was written with my heart."),
    ("There was {a} in the month of May,", "that did not like to go away.", "It stayed in June, it stayed July,", "and no one ever asked it why."),
    ("Just look, {a} is on the moon,", "and it will come back very soon.", "It only wanted once to see", "how small the earth is, and the sea."),
    ("The wind has told me, and it's true,", "there is {a} that thinks of you.", "It sends its greetings through the air,", "and hopes that you are happy there."),
    ("One morning, {a} and I set out,", "to see what life is all about.", "We found a road, we found a stone,", "and that we're better not alone."),
    ("For {a} I would write, my dear,", "a little verse each day this year.", "And when the year has come to end,", "I'd start again, my patient friend."),
)  # fmt: skip
"""For whatever has an article: "a hedgehog", "the moon"."""
NAME_RHYMES = (
    ("My friend {a} is good and kind,", "a better one is hard to find.", "We talk and laugh the whole day through,", "and I am glad to know that's true."),
    ("Oh {a}, you make the morning bright,", "and put the stars up in the night.", "Wherever you may go or stay,", "I wish you well on every day."),
    ("I met {a} upon the stair,", "with sun and wind in face and hair.", "We said hello, we said good day,", "and then we went each our own way."),
    ("If {a} were here, what would we do?", "We'd drink a cup of tea or two.", "We'd tell each other what is new,", "and look out at the evening blue."),
    ("I wrote a song, I wrote it down,", "it is for {a} in our town.", "It has no end, it has no start,", "but it was written with my heart."),
    ("There once was {a}, and all could see,", "how kind a person one can be.", "The door stood open, day and night,", "and in the window was a light."),
    ("A rhyme for {a}, a rhyme so small,", "I wrote it on the garden wall.", "The rain came down, the ink ran blue,", "but still the words in it are true."),
)  # fmt: skip
"""For somebody with a name."""

ASKS = (
    "Write a poem about {x}.", "a poem about {x}", "Write me a rhyme about {x}.", "Can you rhyme something about {x}?", "poem about {x} please",
    "Do you know a poem about {x}?", "Make a little rhyme about {x}.", "I would like a short poem about {x}.", "A verse about {x}, please.",
    "Could you write a poem about {x}?", "I want a poem about {x}.", "I need a poem about {x}.", "Give me a rhyme about {x}.", "A rhyme about {x}?",
    "Would you write a few lines about {x}?", "Compose a poem about {x}.", "Make up a poem about {x}.", "Please write some verses about {x}.",
    "Recite a poem about {x}.", "Let me hear a poem about {x}.", "rhyme about {x} pls", "{x}: write a poem", "A poem on {x}, please.",
    "{x} would be nice in a poem, could you write one?", "My daughter wants a poem about {x}.", "I have to bring a poem about {x} to school.",
    "For a card I need a little poem about {x}.", "Something that rhymes about {x}, please.", "Put {x} into a rhyme.", "Make {x} the subject of a poem.",
    "Can you make a poem with {x} in it?", "I love poems. Do you have one about {x}?", "Any poem about {x}?", "Four lines about {x}, please.",
    "Please rhyme about {x} for me.", "Are you able to write a poem about {x}?", "Let us have a rhyme about {x}.", "Try a poem about {x}.",
    "write poem, subject {x}", "Might I have a verse about {x}?", "Would you be so good as to write a poem about {x}?", "lil poem about {x}?",
    "Tell me a poem about {x}.", "Say a poem about {x}.", "Poetry time: {x}!", "I'd love to read a poem about {x}.", "How would a poem about {x} go?",
    "Describe {x} in a poem.", "Sing me something about {x}.", "Dear poet, write about {x}.", "Is there a nice rhyme about {x}?",
)  # fmt: skip
NOW = (
    "And one about {x}?", "and one about {x} now?", "Now one about {x}.", "now about {x}", "Another, this time about {x}.", "Another one, about {x} please.",
    "And now about {x}?", "And about {x}?", "One about {x} too, please.", "The same about {x}?", "Do one about {x}.", "Next: {x}.", "and {x}?", "What about {x}?",
    "How about {x} now?", "Can you do {x} too?", "Can you do one about {x}?", "Nice. One about {x} next?", "I liked that. Now one about {x}, please.",
    "Lovely! And a poem about {x}?", "Could I have another one about {x}?", "One more, about {x}.", "one more about {x} pls", "Could you try {x} now?",
    "Now {x}, please.", "Again, but about {x}.", "Again, with {x} instead.", "But I want one about {x}.", "No, make it about {x}.", "Make it about {x} instead.",
    "Change it to {x}.", "With {x} instead, please.", "Do the same with {x}.", "This time {x}.", "Then write one about {x}.", "My brother would like one about {x}.",
    "Do you have one about {x} as well?", "Is there one about {x}, too?", "And can you rhyme about {x}?", "Great, and for {x}?", "And then one on {x}.",
    "Let us take {x} now.", "I would also like one about {x}.", "A second one, about {x}?", "And if it were about {x}?", "try {x}", "another one with {x} in it",
    "Not bad. {x} next.", "Would you also write one about {x}?", "Also one about {x}?", "Please do another, only about {x}.", "Now the same for {x}.",
)  # fmt: skip
"""How a second one is asked for, of poems and of stories."""
SAME = (
    "Another one on the same thing.", "Again, please.", "One more like that.", "Another poem about {x}.", "One more about {x}, please.", "a different one about {x}",
    "I want a different poem about {x}.", "Do you know another one about {x}?", "Write a new one, still about {x}.", "Once more, with other words.",
)  # fmt: skip
LONGER = (
    "Make it longer.", "longer please", "Can you make it longer?", "More lines, please.", "Go on.", "Is there more of it?", "That was short. How does it go on?",
    "I want four lines.", "How does it end?", "And the rest of it?", "Could you add two lines?", "Four lines would be better.", "Tell me the whole poem.",
)  # fmt: skip
SHORTER = (
    "Make it shorter.", "shorter please", "Can you make it shorter?", "Only two lines, please.", "Just two lines.", "Too long. Two lines will do.", "Cut it in half.",
    "Could it be shorter?", "I only need two lines.", "Only the beginning, please.", "A shorter version, please.",
)  # fmt: skip
