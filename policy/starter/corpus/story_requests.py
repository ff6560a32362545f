"""How users ask for a story, ask about the story told, and ask for what comes next.

`{a}` is a being with its article, `{kind}` the same without, `{name}` a name, `{place}` where somebody lives.
"""

ASKS_ANY = (
    "Tell me a story.", "tell me a story", "I want to hear a story.", "Can you tell me a story?", "A story, please.", "story please",
    "Would you tell me a bedtime story?", "Please tell me a short story.", "Make up a story.", "Do you know a story?", "tell me something nice",
    "Write a story.", "I would like a little story.", "another story", "a short story please", "Tell us a story!", "I cannot sleep without a story.",
    "Story time!", "Time for a story.", "My children want a story.", "Do you have a story for me?", "Got a story?", "any stories?", "Invent a story for me.",
    "Write me a short story.", "I'm in the mood for a story.", "How about a story?", "Let me hear a story.", "Any story will do.", "Tell me a fairy tale.",
    "A fairy tale, please.", "Make something up for me, a story.", "Once upon a time... how does it go on?", "I like stories. Tell me one.",
    "Read me a story.", "Entertain me with a story.", "Surprise me with a story.", "It is bedtime, we need a story.", "Give me a story.",
    "Would you be so kind as to tell me a story?", "Can I have a story?", "May I have a story?", "story pls", "I need a story for my little one.",
    "A nice story would be good now.", "You must know a story.", "Please make up a tale.", "Let's have a story.", "tell story", "Come on, a story!",
)  # fmt: skip
ASKS_KIND = (
    "Tell me a story about {a}.", "tell me a story about {a}", "a story about {a}", "Write a short story about {a}.", "Can you tell a story about {a}?",
    "I want a story about {a}.", "Could you make up a story about {a}, please?", "story about {a} please", "Do you know a story about {a}?",
    "Invent a story about {a}.", "Please write a little story with {a} in it.", "My son wants a story about {a}.", "bedtime story about {a}",
    "I'd like a story about {a}.", "Is there a story about {a}?", "Got a story about {a}?", "Do you have one about {a}, a story?", "A tale of {a}, please.",
    "Can {a} be in a story?", "Make {a} the hero of a story.", "{a}: make a story of it", "Tell us a story with {a} in it.", "Please tell a fairy tale about {a}.",
    "Write something about {a}, a short story.", "Let me hear a story about {a}.", "Give me a story about {a}.", "I need a short story about {a}.",
    "My daughter loves stories. One about {a}, please?", "Would you tell me a story of {a}?", "Could there be a story about {a}?", "How about a story with {a}?",
    "We want to hear about {a}. Tell us a story.", "Think of a story about {a}.", "Come up with a story about {a}.", "write story, hero is {a}",
    "Once there was {a}. How does the story go?", "What would a story about {a} be like?", "Can I have a story about {a}?", "For the little ones: a story about {a}.",
    "Please invent something about {a} for my kids.", "A story with {a}, if you please.", "For tonight I need a story about {a}.", "lil story bout {a} pls",
    "There should be {a} in the story. Go.", "I am looking for a story about {a}.", "My grandson asked for a story about {a}.", "Try a story with {a}.",
)  # fmt: skip
ASKS_BOTH = (
    "Tell me a story about {a} named {name}.", "a story about {a} named {name}", "Tell me about {a} called {name}.", "Write a story about {a} called {name}.",
    "Can you tell me a story about {name} the {kind}?", "tell me the story of {name} the {kind}", "I want a story about {a} with the name {name}.",
    "story about {a}, the name is {name}", "Make up a story about {name}, {a}.", "Please write a short story about {a} named {name}.",
    "Do you know the story of {name} the {kind}?", "A story about {name} the {kind}, please.", "Invent a story about {a} who is called {name}.",
    "The hero is {a}, and the name is {name}.", "Could you write about {a} named {name}?", "I'd like a story in which {a} is called {name}.",
    "{name} is {a}. Tell me a story about that.", "There is {a} called {name}. What happens?", "Give me a story about {a} by the name of {name}.",
    "My son drew {a} called {name}. Tell him a story?", "Tell us about {name}, {a}.", "How does the story of {name} the {kind} go?", "bedtime story: {name} the {kind}",
    "We need a story. {a}, and the name is {name}.", "Make {name} the {kind} the hero of a story.", "Write a tale about {a} that is called {name}.",
    "Tell a story with {a} in it, named {name}.", "Once there was {a} called {name}. Go on, please.", "short story, {a} named {name}", "Let {name} the {kind} have an adventure.",
    "A fairy tale about {a} named {name}?", "My little one wants to hear of {name} the {kind}.", "Could {name} the {kind} be in a story?",
)  # fmt: skip
ASKS_NAME = (
    "Tell me a story about {name}.", "a story about {name}", "Write a story about {name}.", "Can you tell a story about {name}?", "story about {name} please",
    "I want a story about somebody called {name}.", "Make up a story with {name} in it.", "Please tell me a story with {name} as the hero.",
    "I'd like a story about {name}.", "Let {name} be the hero of a story.", "Invent a story about {name}.", "{name} should be in the story. Tell me one.",
    "Could you write something about {name}, a little story?", "A tale about {name}, please.", "My daughter is called {name}. Tell her a story.",
    "Give me a story about {name}.", "Put {name} into a story.", "How about a story with {name}?", "What did {name} do one day? Tell me.", "a bedtime story for {name}, about {name}",
    "Do you know a story about {name}?", "Come up with a story about {name}.", "Let me hear a story about {name}.", "Write a short story. The hero is {name}.",
    "Tell us what happened to {name}.", "My friend {name} would like to be in a story.", "{name} is the hero. Go!", "I need a short story about {name} for a card.",
)  # fmt: skip
ASKS_PLACE = (
    "Tell me a story that takes place {place}.", "a story {place}", "I want a story that happens {place}.", "Write a story set {place}.", "Something that happened {place}, a story please.",
    "Do you know a story that is set {place}?", "Once, {place}... how does it go on?", "Could the story take place {place}?", "Make up a story about someone who lives {place}.",
    "Who lives {place}? Tell me a story.", "What happened {place}? Tell me a story.", "{place} - make a story of that", "Let a story begin {place}.",
)  # fmt: skip
NAMED_NOW = (
    "And one about {a} named {name}?", "Now one about {name} the {kind}.", "now about {a} called {name}", "Another, this time about {a} named {name}.",
    "What about {name} the {kind}?", "One about {a} called {name} too, please.", "Again, but with {a} named {name}.", "Next: {name} the {kind}.",
    "This time about {a} called {name}.", "Do you also have one about {name} the {kind}?", "And {name} the {kind}?", "Nice. Now about {a} with the name {name}.",
)  # fmt: skip
POEM = (
    "Now a poem about {x}.", "And a poem about {x}?", "Can you make a poem about {x}, too?", "a poem about {x} now", "Now write a rhyme about {x}.", "I would rather have a poem about {x}.",
    "And can you rhyme about {x} as well?", "Now the same as a poem about {x}.", "Great. And a rhyme about {x}, please?", "Put {x} into a poem now.",
)  # fmt: skip
STORY = (
    "And a story about {a}?", "Now a story about {a}.", "a story about {a} now", "Can you tell a story about {a}, too?", "And can you tell me a story about {a}?", "I would also like a story about {a}.",
    "Nice poem. Now a story about {a}?", "Make a story about {a} as well.", "Now no rhyme, but a story about {a}.", "Lovely, and a story with {a} in it?",
)  # fmt: skip

WHAT_NAME = (
    "What was the name?", "What was his name?", "what was her name", "Who was it about?", "What was the hero called?", "what's the name again", "Who is the hero?",
    "How was the hero called?", "The name of the hero?", "Tell me the name again.", "Who was the story about?", "I forgot the name.", "What name did the hero have?",
    "Remind me, what was the hero's name?", "who was that", "Whose story was that?", "And the name was?", "Say the hero's name.",
)  # fmt: skip
WHERE = (
    "Where did {name} live?", "where was that", "Where does the story take place?", "Where was the home of {name}?", "where did it happen", "And where was it?",
    "In which place did {name} live?", "Where was {name} at home?", "What place was it?", "Tell me where {name} lived.", "Where is the story set?", "{name} lived where?",
    "In what place does it happen?", "I forgot where {name} lived.", "Where exactly did all this happen?", "Whereabouts was that?",
)  # fmt: skip
WHAT_KIND = (
    "What was {name}?", "Who is {name}?", "what kind of being was {name}", "What was {name} again?", "Was {name} a person or an animal?", "And what is {name}?",
    "Who was {name}?", "What sort of creature was {name}?", "{name} was what?", "I forgot what {name} was.", "Tell me what {name} was.", "what's a {name}, I mean, what was {name}?",
)  # fmt: skip
WHO_ELSE = (
    "Who helped {name}?", "Who else is in the story?", "who did {name} meet", "Who was the other one?", "Who came by?", "Who was the friend?", "And who was with {name}?",
    "Was there somebody else?", "Whom did {name} meet?", "Who was there besides {name}?", "Did {name} have a friend?", "Which friend was it?", "Who is the friend of {name}?",
    "Name the other one in the story.", "With whom was {name}?", "Who was the helper?",
)  # fmt: skip
WHAT_NEXT = (
    "And then?", "and then", "What happened next?", "what came next", "Go on.", "How does it go on?", "Tell me more.", "continue please", "And what did {name} do then?",
    "Then what?", "Is there more?", "More, please!", "What comes after that?", "Please continue.", "Please go on.", "What did {name} do the next day?", "Don't stop there!",
    "How did it end for {name}?", "What became of {name}?", "And after that?", "I want to know how it goes on.", "Keep telling.", "go on go on", "And how does it go on with {name}?",
    "Is that all? What happened then?", "The next chapter, please.", "Make it longer.", "Tell me the rest.", "What else happened to {name}?", "so what happened",
)  # fmt: skip
SHORTER = (
    "Make it shorter.", "make it shorter", "Shorter, please.", "Can you make it short?", "In one sentence, please.", "too long, shorter please", "What is it about, in short?",
    "Sum it up.", "Can you sum up the story?", "The short version, please.", "Give me the story in one sentence.", "tl;dr", "Please cut it down.", "In a nutshell?",
    "What was the point of it?", "Briefly, what happened?", "A summary, please.", "Tell it again in one line.", "I have no time. Shorter!", "And the same in short?",
)  # fmt: skip
ONE_MORE = (
    "Another one, please.", "One more story about {name}!", "tell me another one about {name}", "another story about {name}", "Again, but a new one.", "One more with {name}.",
    "What else did {name} do? A new story, please.", "A different story about {name}.", "Is there another story about {name}?", "Let {name} have another adventure.",
    "The same hero, but a new story.", "A second story about {name}, please.", "{name} again, please!", "more of {name}", "Do you know more stories about {name}?",
    "Another adventure of {name}?", "I like {name}. Another one!",
)  # fmt: skip
