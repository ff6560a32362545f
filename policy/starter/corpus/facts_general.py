"""Single facts, by subject: how people ask for each from nothing, and by a word or two once its subject came up.

A subject is a paragraph that starts with its name; each fact in it has its questions, behind ">" what people ask when the
subject was just talked about ("when does it boil?"), and behind "=" what is so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One thing that is so, and the ways to ask for it."""

    asks: tuple[str, ...]
    """Questions that say what they are about; in lower case."""
    follows: tuple[str, ...]
    """Questions that lean on a question about the same subject; "and" may be put before each."""
    texts: tuple[str, ...]
    """What is so; the first one names the subject."""


GENERAL = """
water
at what temperature does water freeze? | what temperature does water freeze at? | how cold must water be to freeze? | when does water freeze? | what is the freezing point of water? | water freezes at what temperature? | at how many degrees does water freeze? | at what temperature does water turn to ice? | how cold does it have to be for water to become ice? | water, when does it freeze? | from which temperature on is water frozen? | how many degrees must it be for a puddle to freeze? | freezing point of water? | which temperature makes water freeze? | my pond might freeze, at what temperature does that happen? | when does water turn into ice? | when does water become solid?
> when does it freeze? | at what temperature does it freeze? | at what temperature does it turn to ice? | its freezing point? | when does it turn to ice? | at which temperature would it freeze? | how cold must it be to freeze? | to freeze? | what about freezing? | when will it become ice? | the freezing point? | how cold does it have to get to turn to ice? | for it to freeze? | when it freezes? | what temperature makes it freeze? | at how many degrees does it freeze? | what is its freezing point? | when does it become solid?
= water freezes at 0 degrees Celsius | it freezes at 0 degrees Celsius | at 0 degrees Celsius
at what temperature does water boil? | what temperature does water boil at? | how hot must water be to boil? | how hot is boiling water? | when does water boil? | what is the boiling point of water? | water boils at what temperature? | at how many degrees does water boil? | how hot does water have to get before it boils? | water, when does it boil? | at what temperature does water start to bubble? | how many degrees has boiling water? | boiling point of water? | which temperature makes water boil? | at what temperature does a kettle of water boil? | when does water turn to steam? | I am making tea, at what temperature does the water boil?
> when does it boil? | at what temperature does it boil? | its boiling point? | at which temperature would it boil? | how hot must it be to boil? | to boil? | what about boiling? | when will it turn to steam? | the boiling point? | how hot does it have to get to boil? | for it to boil? | when it boils? | what temperature makes it boil? | at how many degrees does it boil? | what is its boiling point? | at what temperature does it turn to steam? | when does it start to bubble? | when does it start to boil?
= water boils at 100 degrees Celsius | it boils at 100 degrees Celsius | at 100 degrees Celsius
what is ice? | what does water become when it freezes? | what is ice made of? | ice, what is that? | what do you call frozen water? | what do you get when you freeze water? | frozen water is called what?
> what does it become when it freezes? | what is it called when it is frozen? | what do you call it then, frozen? | what is ice? | when it is frozen, what do we call it? | what do you get if you freeze it?
= ice is frozen water
what is steam? | what does boiling water turn into? | steam, what is that? | what comes out of a kettle? | what does water become when it boils? | water that has become a gas is called what?
> what does it become when it boils? | what does it turn into when it boils? | what is steam? | what rises from it when it boils? | what is it called as a gas?
= steam is water that has become a gas

mixing colours
what are the primary colours? | which colours are primary? | name the primary colours | which three colours are the primary ones? | the primary colours, which are they? | from which colours can you mix all the others? | list the primary colours | primary colours?
> which are the primary ones? | which colours are primary? | what are the primary colours? | which ones can I not mix?
= the primary colours are red, yellow and blue
what do red and yellow make? | what colour do you get from red and yellow? | mix red and yellow | red and yellow, what does that make? | if I mix red with yellow, what do I get? | red plus yellow is which colour? | yellow and red together make what? | I stir yellow paint into red. What colour comes out? | red mixed with yellow? | which colour comes from yellow and red?
> red and yellow? | what about red and yellow? | red with yellow? | yellow mixed with red? | if I take red and yellow? | yellow and red, what do they make?
= red and yellow make orange
what do blue and yellow make? | what colour do you get from blue and yellow? | mix blue and yellow | blue and yellow, what does that make? | if I mix blue with yellow, what do I get? | blue plus yellow is which colour? | yellow and blue together make what? | how do I mix green? | I stir yellow paint into blue. What colour comes out? | which colour comes from yellow and blue?
> blue and yellow? | what about blue and yellow? | blue with yellow? | yellow mixed with blue? | if I take blue and yellow? | yellow and blue, what do they make?
= blue and yellow make green
what do red and blue make? | what colour do you get from red and blue? | mix red and blue | red and blue, what does that make? | if I mix red with blue, what do I get? | red plus blue is which colour? | blue and red together make what? | how do I mix purple? | I stir blue paint into red. What colour comes out? | which colour comes from blue and red?
> red and blue? | what about red and blue? | red with blue? | blue mixed with red? | if I take red and blue? | blue and red, what do they make?
= red and blue make purple
what do black and white make? | what colour do you get from black and white? | mix black and white | black and white, what does that make? | if I mix black with white, what do I get? | black plus white is which colour? | white and black together make what? | how do I mix grey? | which colour comes from white and black?
> black and white? | what about black and white? | black with white? | white mixed with black? | if I take black and white? | white and black, what do they make?
= black and white make grey

records of animals
what is the tallest animal? | which animal is the tallest? | the tallest animal, which is it? | which animal has the longest neck? | name the tallest animal | of all animals, which is the tallest? | what animal reaches up the highest? | no animal is taller than which one?
> the tallest? | which one is the tallest? | what about the tallest one? | which is the tallest? | the tallest one? | which has the longest neck?
= the giraffe is the tallest animal
what is the biggest animal? | what is the largest animal in the world? | which animal is the biggest of all? | the biggest animal, which is it? | of all animals, which is the largest? | name the biggest animal on earth | what animal weighs the most? | the largest animal that lives in the sea?
> the biggest? | which one is the biggest? | what about the largest one? | which is the largest of all? | the heaviest? | which animal is the biggest?
= the blue whale is the biggest animal
what is the fastest land animal? | which animal runs fastest? | the fastest animal on land, which is it? | which animal is the fastest runner? | name the fastest land animal | what animal runs faster than all others? | who would win a race of all animals on land?
> the fastest? | which one is the fastest? | what about the fastest on land? | which runs fastest? | the quickest runner? | which animal runs the fastest?
= the cheetah is the fastest land animal
what is the biggest bird? | which bird is the largest? | the biggest bird, which is it? | of all birds, which is the biggest? | name the largest bird | what bird grows the biggest? | which bird lays the biggest eggs?
> the biggest bird? | of the birds? | among birds, which is the biggest? | which bird is the biggest? | what about birds?
= the ostrich is the biggest bird

records of the Earth
what is the largest ocean? | which ocean is the biggest? | the largest ocean, which is it? | name the biggest ocean | of all oceans, which is the largest? | what ocean covers the most of the earth? | what do you call the biggest sea in the world?
> the largest ocean? | which ocean is the biggest? | of the oceans? | the biggest ocean? | what about oceans, which is the largest? | among oceans?
= the Pacific is the largest ocean
what is the highest mountain? | which mountain is the tallest in the world? | the highest mountain, which is it? | name the highest mountain on earth | of all mountains, which is the highest? | which mountain do climbers call the highest? | what is the top of the world, as a mountain?
> the highest mountain? | which mountain is the highest? | of the mountains? | the tallest mountain? | what about mountains, which is the highest? | among mountains?
= Mount Everest is the highest mountain

planets
what is the biggest planet? | which planet is the largest? | the biggest planet, which is it? | name the largest planet | of all planets, which is the biggest? | what planet is larger than all others? | which planet of the solar system is the largest?
> the biggest? | which one is the biggest? | the largest one? | which is the largest? | what about the biggest one? | which of them is the biggest?
= Jupiter is the biggest planet
what is the smallest planet? | which planet is smallest? | the smallest planet, which is it? | name the smallest planet | of all planets, which is the smallest? | what planet is smaller than all others?
> the smallest? | which one is the smallest? | the smallest one? | which is the smallest? | what about the smallest one? | which of them is the smallest?
= Mercury is the smallest planet
which planet is red? | what is the red planet? | the red planet, which is it? | which planet do people call the red one? | what planet has a red colour? | name the red planet | which planet shines red in the sky?
> the red one? | which one is red? | what about the red one? | which of them is red? | which is called the red planet?
= Mars is called the red planet
which planet has big rings? | which planet is famous for its rings? | the planet with the rings, which is it? | what planet has rings around it? | name the planet with the big rings | around which planet are there rings?
> the one with rings? | which one has rings? | what about the one with the rings? | which of them has big rings? | which is famous for its rings?
= Saturn is famous for its rings
which planet do we live on? | what planet are we on? | what is our own planet called? | our planet, what is its name? | on which planet do people live? | what is the name of our planet?
> which one do we live on? | ours? | on which one are we? | our own? | which of them is ours?
= we live on Earth

the Sun
is the Sun a star? | what is the Sun? | the sun, what is it, a star or a planet? | is the sun a planet or a star? | what kind of thing is the sun? | would you call the sun a star?
> is the Sun a star? | what is the Sun? | the Sun, is it a planet? | the Sun itself, what is that?
= the Sun is a star
where does the sun rise? | in which direction does the sun come up? | the sun rises where? | on which side does the sun come up? | where do I look to see the sun rise? | in the morning, where does the sun appear? | from which direction comes the morning sun? | sunrise is in which direction?
> where does it rise? | in which direction does it come up? | where does it come up? | in the morning, where is it? | where does it rise in the morning? | its rising? | where is sunrise?
= the sun rises in the east
where does the sun set? | in which direction does the sun go down? | the sun sets where? | on which side does the sun go down? | where do I look to see the sunset? | in the evening, where does the sun disappear? | sunset is in which direction?
> where does it set? | in which direction does it go down? | where does it go down? | in the evening, where is it? | where does it set in the evening? | its setting? | where is sunset?
= the sun sets in the west

Earth and Moon
what does the Earth go around? | what does the earth circle? | the earth goes around what? | around what does our planet travel? | what is at the centre of the earth's path? | what does the earth travel around once a year?
> what does the Earth go around? | what does the Earth circle? | what goes around what, the Earth or the Sun? | around what does our planet travel?
= the Earth goes around the Sun
what goes around the Earth? | what circles the earth? | what travels around our planet once a month? | the earth is circled by what? | which thing in the sky goes around us?
> what goes around the Earth? | what circles the Earth? | what travels around us? | around the Earth, what goes there?
= the Moon goes around the Earth
is the Earth flat? | is the world flat? | what shape has the earth? | is the earth flat or round? | my uncle says the earth is flat. Is that so? | what does the earth look like, flat or round?
> is the Earth flat? | what shape has the Earth? | the Earth, is it flat or round? | is the Earth round?
= the Earth is round

letters
what is the first letter of the alphabet? | which letter comes first? | with which letter does the alphabet begin? | the alphabet starts with what? | the first letter of the alphabet, which is it? | what letter does the alphabet start with? | how does the alphabet begin?
> the first? | which one is the first? | with which does it start? | how does it begin? | which letter comes first? | what about the first one?
= A is the first letter of the alphabet
what is the last letter of the alphabet? | which letter comes last? | with which letter does the alphabet end? | the alphabet ends with what? | the last letter of the alphabet, which is it? | what letter does the alphabet end with? | how does the alphabet end?
> the last? | which one is the last? | with which does it end? | how does it end? | which letter comes last? | what about the last one?
= Z is the last letter of the alphabet
what are the vowels? | which letters are vowels? | name the vowels | the vowels, which are they? | list the vowels of the alphabet | which letters do we call vowels? | can you say the vowels?
> which are the vowels? | the vowels? | which of them are vowels? | what are the vowels? | what about vowels?
= the vowels are A, E, I, O and U

months
what is the first month of the year? | which month comes first? | with which month does the year begin? | the year starts with which month? | the first month, which is it? | what month opens the year?
> the first? | which one is the first? | with which does the year start? | which month comes first? | what about the first one? | the first month?
= January is the first month of the year
what is the last month of the year? | which month comes last? | with which month does the year end? | the year ends with which month? | the last month, which is it? | what month closes the year?
> the last? | which one is the last? | with which does the year end? | which month comes last? | what about the last one? | the last month?
= December is the last month of the year
which month is the shortest? | what is the shortest month? | the shortest month, which is it? | which month has the fewest days? | what month has only 28 days? | name the shortest month
> the shortest? | which one is the shortest? | which has the fewest days? | what about the shortest one? | which month is the shortest?
= February is the shortest month

seasons
which season is the coldest? | what is the coldest season? | the coldest season, which is it? | in which season is it coldest? | when in the year is it coldest? | in what season do people skate on lakes?
> the coldest? | which one is the coldest? | in which is it coldest? | which is the coldest? | what about the cold one?
= winter is the coldest season
which season is the hottest? | what is the warmest season? | the hottest season, which is it? | in which season is it warmest? | when in the year is it hottest? | in what season do people go swimming in lakes?
> the hottest? | which one is the warmest? | in which is it hottest? | which is the hottest? | what about the warm one?
= summer is the hottest season
when do leaves fall? | in which season do leaves fall? | leaves fall in which season? | in what season do trees lose their leaves? | when do the trees drop their leaves? | at what time of year do leaves come down?
> when do leaves fall? | in which do the leaves fall? | the one when leaves fall? | in which do trees lose their leaves?
= leaves fall in autumn
when do flowers start to bloom? | in which season do flowers come out? | flowers come out in which season? | when in the year do the first flowers bloom? | in what season does everything begin to grow? | when do gardens start to bloom?
> when do flowers come out? | in which do flowers start to bloom? | the one when flowers come out? | in which does everything begin to grow?
= flowers start to bloom in spring
what are the four seasons? | name the seasons | which seasons are there? | list the four seasons | the seasons of the year, which are they? | what seasons does a year have? | tell me all the seasons
> which are all four? | which seasons are there? | all of them? | what are the four of them? | name all four
= the four seasons are spring, summer, autumn and winter

dates
what are the weekend days? | which days are the weekend? | the weekend is which days? | on which days do people not go to school? | when is the weekend? | which two days make the weekend? | name the days of the weekend
> when is the weekend? | which days are the weekend? | the weekend?
= Saturday and Sunday are the weekend
when is Christmas Day? | on which date is christmas? | what day is christmas? | christmas is on what date? | which date is Christmas Day? | when do people celebrate christmas? | on what day of december is christmas?
> Christmas? | when is Christmas? | what about Christmas Day? | on which date is Christmas? | the date of Christmas?
= Christmas Day is on the 25th of December
when is New Year's Day? | on which date does the year begin? | what date is new year's day? | new year's day is on what date? | when does a new year start? | which day is the first of the year?
> New Year's Day? | when is New Year's Day? | what about New Year? | on which date does the year begin? | the date of New Year's Day?
= New Year's Day is on the 1st of January
when is Halloween? | on which date is halloween? | what date is halloween? | halloween is on what day? | when do children go trick or treating? | on what day of october is halloween?
> Halloween? | when is Halloween? | what about Halloween? | on which date is Halloween? | the date of Halloween?
= Halloween is on the 31st of October

life
what do plants need? | what do plants need to grow? | plants need what? | what must a plant have to live? | my plant looks sad, what do plants need? | what makes a plant grow? | which things does a plant need to grow?
> what do plants need? | a plant, what does it need? | plants? | what makes plants grow?
= plants need light, water and air
what do we breathe? | what is it that people breathe? | people breathe what? | what goes into our lungs? | what do I breathe in? | when we breathe, what do we take in?
> what do we breathe? | people, what do they breathe? | what goes into our lungs? | what do we take in when we breathe?
= we breathe air
why do we sleep? | why do people need sleep? | what is sleep good for? | why do I have to sleep at night? | sleep, what is it for? | for what reason do we sleep?
> why do we sleep? | sleep, what is it for? | why do we need sleep? | what is sleep good for?
= we sleep so that body and brain can rest
can fish breathe under water? | how do fish breathe? | fish breathe with what? | how can a fish breathe in the water? | with what does a fish breathe? | fish, how do they breathe? | why does a fish not drown?
> how do fish breathe? | fish, how do they breathe? | fish under water? | with what do fish breathe?
= fish breathe under water with gills
can penguins fly? | do penguins fly? | penguins, can they fly? | are penguins able to fly? | is a penguin a bird that can fly? | have you ever seen a penguin fly?
> can penguins fly? | penguins, do they fly? | can a penguin fly? | what about penguins, can they fly?
= penguins cannot fly, but they swim very well

weather
why is the sky blue? | how come the sky is blue? | what makes the sky blue? | the sky is blue, why? | for what reason is the sky blue? | where does the blue of the sky come from? | my daughter asks why the sky is blue
> why is the sky blue? | what makes the sky blue? | the sky, why is it blue?
= the sky is blue because air scatters blue light the most
why does it rain? | where does rain come from? | rain, where does it come from? | what makes it rain? | how does rain form? | why does water fall from the clouds?
> why does it rain? | the rain, where does it come from? | what makes it rain? | rain?
= it rains when the drops in a cloud grow too heavy
why do leaves turn yellow? | why do leaves change colour? | what makes leaves yellow? | leaves turn yellow, why? | why are leaves yellow in october? | why do the trees lose their green?
> why do leaves turn yellow? | why do leaves change colour? | yellow leaves, why?
= leaves turn yellow when their green fades in autumn
what makes a rainbow? | how does a rainbow form? | a rainbow, how does it come about? | where does a rainbow come from? | when do we see a rainbow? | why is there a rainbow in the sky?
> what makes a rainbow? | a rainbow? | how does a rainbow form? | rainbows, where do they come from?
= a rainbow forms when sunlight shines through raindrops

farm animals
what do bees make? | what do you get from bees? | bees make what? | who makes honey? | where does honey come from? | bees, what do they give us? | what comes out of a beehive?
> bees? | what do bees make? | what about bees? | what do we get from bees? | from bees?
= bees make honey
what do cows give us? | what do you get from cows? | cows give us what? | where does milk come from? | which animal gives milk? | cows, what do they give? | what do I get when I milk a cow?
> cows? | what do cows give us? | what about cows? | what do we get from cows? | from cows?
= cows give us milk
what do hens lay? | what do you get from hens? | hens lay what? | where do eggs come from? | which animal lays eggs for breakfast? | hens, what do they give us? | what do I find in the nest of a hen?
> hens? | what do hens lay? | what about hens? | what do we get from hens? | from hens?
= hens lay eggs
what do sheep give us? | where does wool come from? | what do you get from sheep? | sheep give us what? | which animal gives wool? | from which animal do we get wool? | sheep, what do they give us?
> sheep? | what do sheep give us? | what about sheep? | what do we get from sheep? | from sheep?
= wool comes from sheep
what does a caterpillar become? | what does a caterpillar turn into? | a caterpillar becomes what? | a caterpillar grows up to be what? | what was a caterpillar meant to be? | caterpillar, what comes of it?
> a caterpillar, what does it become? | what does a caterpillar turn into? | caterpillars? | what comes of a caterpillar?
= a caterpillar becomes a butterfly
what does a tadpole become? | what does a tadpole turn into? | a tadpole becomes what? | a tadpole grows up to be what? | tadpole, what comes of it?
> a tadpole, what does it become? | what does a tadpole turn into? | tadpoles? | what comes of a tadpole?
= a tadpole becomes a frog

groups of people
how many people are in a pair? | how many are a pair? | a pair is how many? | how many do you need for a pair? | a pair, how many is that? | what number makes a pair?
> a pair? | how many are a pair? | what about a pair? | in a pair?
= a pair is two
how many people are in a trio? | how many are a trio? | a trio is how many? | how many play in a trio? | a trio, how many is that?
> a trio? | how many are a trio? | what about a trio? | in a trio?
= a trio is three

what things are like
is ice cold? | is ice hot or cold? | ice, is it hot or cold? | does ice feel hot or cold? | how does ice feel? | what does it feel like to touch ice?
> ice? | what about ice? | how does ice feel? | is ice hot or cold?
= ice is cold
is fire hot? | is fire hot or cold? | fire, is it hot or cold? | does fire feel hot or cold? | how does fire feel? | should I touch fire, is it hot?
> fire? | what about fire? | how does fire feel? | is fire hot or cold?
= fire is hot
is sugar sweet? | how does sugar taste? | sugar tastes how? | what is the taste of sugar? | does sugar taste sweet or sour? | sugar, is it sweet?
> sugar? | what about sugar? | how does sugar taste? | is sugar sweet?
= sugar tastes sweet
how does a lemon taste? | is a lemon sweet? | a lemon tastes how? | what is the taste of a lemon? | does a lemon taste sweet or sour? | lemons, are they sweet or sour?
> a lemon? | what about a lemon? | how does a lemon taste? | is a lemon sweet or sour?
= a lemon tastes sour
what holds us on the ground? | why do things fall down? | what makes an apple fall from a tree? | when I drop a ball, why does it fall? | things fall down, why? | why do we not float away?
> why do things fall down? | what makes things fall? | falling, why does that happen?
= things fall down because of gravity
what do magnets attract? | which metal does a magnet pull? | magnets attract what? | what sticks to a magnet? | to which metal does a magnet stick? | what can I pick up with a magnet?
> what do magnets attract? | magnets? | what sticks to a magnet?
= magnets attract iron

works of art
who wrote Romeo and Juliet? | who is the author of Hamlet? | who wrote Hamlet? | Romeo and Juliet, who wrote it? | by whom is Hamlet? | Hamlet was written by whom? | name the author of Romeo and Juliet | which poet wrote Hamlet?
> who wrote Hamlet? | Romeo and Juliet, who wrote that? | the author of Hamlet? | what about Hamlet, who wrote it?
= Shakespeare wrote Hamlet and Romeo and Juliet
who painted the Mona Lisa? | who made the mona lisa? | the Mona Lisa, who painted it? | by whom is the Mona Lisa? | the Mona Lisa was painted by whom? | name the painter of the Mona Lisa | which artist painted the Mona Lisa?
> who painted the Mona Lisa? | the Mona Lisa, who made that? | the painter of the Mona Lisa? | what about the Mona Lisa, who painted it?
= Leonardo da Vinci painted the Mona Lisa

sights
where is the Eiffel Tower? | in which city is the eiffel tower? | the Eiffel Tower is where? | where do I go to see the Eiffel Tower? | the Eiffel Tower, where is it? | in what city does the Eiffel Tower stand? | what city has the Eiffel Tower?
> the Eiffel Tower? | where is the Eiffel Tower? | what about the Eiffel Tower? | if I want to see the Eiffel Tower?
= the Eiffel Tower is in Paris
where is Big Ben? | in which city is big ben? | Big Ben is where? | where do I go to see Big Ben? | Big Ben, where is it? | in what city does Big Ben stand? | what city has Big Ben?
> Big Ben? | where is Big Ben? | what about Big Ben? | if I want to see Big Ben?
= Big Ben is in London
where is the Colosseum? | in which city is the colosseum? | the Colosseum is where? | where do I go to see the Colosseum? | the Colosseum, where is it? | in what city does the Colosseum stand? | what city has the Colosseum?
> the Colosseum? | where is the Colosseum? | what about the Colosseum? | if I want to see the Colosseum?
= the Colosseum is in Rome
where are the pyramids? | in which place are the great pyramids? | the great pyramids are where? | where do I go to see the pyramids? | the pyramids, where are they? | which country has the great pyramids?
> the pyramids? | where are the pyramids? | what about the pyramids? | if I want to see the pyramids?
= the great pyramids are in Egypt
where is the Great Wall? | where would I see the great wall? | the Great Wall is where? | the Great Wall, where is it? | which country built the Great Wall? | in which country is the Great Wall?
> the Great Wall? | where is the Great Wall? | what about the Great Wall? | if I want to see the Great Wall?
= the Great Wall is in China
where is the Statue of Liberty? | in which city is the statue of liberty? | the Statue of Liberty is where? | where do I go to see the Statue of Liberty? | the Statue of Liberty, where is it? | what city has the Statue of Liberty?
> the Statue of Liberty? | where is the Statue of Liberty? | what about the Statue of Liberty? | if I want to see the Statue of Liberty?
= the Statue of Liberty is in New York
"""


def _ways(line: str) -> tuple[str, ...]:
    return tuple(line.split(" | "))


def _subjects(text: str) -> dict[str, tuple[Fact, ...]]:
    """The facts of each subject of the text, by the subject's name."""
    found = {}
    for paragraph in text.strip().split("\n\n"):
        name, *rows = paragraph.splitlines()
        entries = zip(rows[::3], rows[1::3], rows[2::3], strict=True)
        found[name] = tuple(
            Fact(_ways(asks), _ways(follows.removeprefix("> ")), _ways(texts.removeprefix("= ")))
            for asks, follows, texts in entries
        )
    return found


SUBJECTS = _subjects(GENERAL)
EVERY = tuple(fact for facts in SUBJECTS.values() for fact in facts)
