"""Frames for telling, asking and correcting a fact, and what replies say around it; shared by all kinds.

`{c}` is a clause that states the fact, `{q}` a question for it, `{m}` the matter by its name, `{s}` the same in short,
`{v}` the value, `{y}` the matter in the assistant's words.
"""

TELL = (
    "{c}.", "{c}.", "{c}.", "{c}!", "By the way, {c}.", "Just so you know, {c}.", "I wanted to tell you that {c}.",
    "You should know that {c}.", "Please remember that {c}.", "Remember this: {c}.", "FYI, {c}.", "Well, {c}.",
    "OK, so {c}.", "Something about me: {c}.", "Can you remember that {c}?", "Keep in mind that {c}.", "Note that {c}.",
    "Did I tell you that {c}?", "Let me tell you something: {c}.", "{c}, by the way.", "Don't forget: {c}.", "You know, {c}.",
    "Here is a fact about me: {c}.", "I should say that {c}.", "Also, {c}.", "Oh, and {c}.", "For later: {c}.",
    "Please note: {c}.", "Actually, {c}.", "One more thing: {c}.", "It may help you to know that {c}.",
    "{c}, you know.", "{c}, in case you wonder.", "Today I can tell you that {c}.", "{c}, if you want to know.", "Well, as for me, {c}.",
    "A small fact for you: {c}.", "You may want to write this down: {c}.", "Listen, {c}.", "I have to tell you that {c}.", "Guess what, {c}.",
    "Please keep this in your head: {c}.", "To be clear, {c}.", "For the record, {c}.", "Store this please: {c}.", "Bear in mind that {c}.",
    "I will ask you later, so remember that {c}.", "New information: {c}.", "I might as well say it: {c}.", "People often forget that {c}.",
    "Let it be known that {c}.", "In case I ask later: {c}.", "Memorise this, {c}.", "Make a note, {c}.", "yo, {c}", "fun fact, {c}",
    "What you should know about me: {c}.", "My dear assistant, {c}.", "Before I forget, {c}.", "Could you keep in mind that {c}?",
    "Would you note down that {c}?", "I would like you to remember that {c}.", "Have I mentioned that {c}?", "It is a fact that {c}.",
    "First of all, {c}.", "As I said to my friends, {c}.", "{c}, just so we are clear.", "{c}. Please remember it.", "{c}. Got it?",
    "{c}. Keep that in mind.", "{c}, okay?", "{c}, don't forget it.", "{c}. I will ask you about it later.", "{c} btw",
)  # fmt: skip

INTRODUCE = (
    "Hi, {c}.", "Hello, {c}.", "Hey, {c}!", "Hi! {c}.", "Good morning, {c}.", "Good evening. {c}.", "Hello there, {c}.",
    "Nice to meet you, {c}.", "Let me introduce myself: {c}.", "Hey there! {c}. How are you?", "Hi, {c}, nice to meet you.",
    "Hello! {c}. What is your name?", "Greetings! {c}.",
    "Good day, {c}.", "Good afternoon, {c}.", "Hiya, {c}!", "Hello, let me say who I am: {c}.", "We have not met, {c}.", "Pleased to meet you, {c}.",
    "Before we start, {c}.", "So that you know whom you talk to, {c}.", "hi {c}", "hey {c}", "Allow me to introduce myself, {c}.", "First things first, {c}.",
)  # fmt: skip

ASK = (
    "{q}?", "{q}?", "{q}?", "{q}?", "So, {q}?", "Tell me, {q}?", "Hey, {q}?", "Remind me, {q}?", "I forgot, {q}?",
    "Quick question: {q}?", "{q} again?", "And {q}?", "Now, {q}?", "Do you remember, {q}?", "Let me test you: {q}?",
    "By the way, {q}?", "OK, {q}?", "Please tell me: {q}?", "{q}, do you remember?", "{q}, can you tell me?",
    "I want to see if you remember: {q}?", "One thing: {q}?", "Sorry, {q}?", "Hmm, {q}?", "Going back, {q}?",
    "Let us see: {q}?", "Just checking, {q}?", "A little test: {q}?", "Earlier I told you something. {q}?", "Now tell me: {q}?", "{q}, then?",
    "Think back: {q}?", "Since you know it, {q}?", "My memory fails me: {q}?", "Help me remember, {q}?", "You should know this: {q}?",
    "Do you still have it, {q}?", "I have a question for you: {q}?", "What did I tell you: {q}?", "ok so {q}?", "and {q} btw?", "wait, {q}?",
    "Right, {q}?", "Let me ask you this: {q}?", "{q}, if you remember?", "I bet you forgot: {q}?", "Before I go, {q}?", "One last thing, {q}?",
    "From what I told you, {q}?", "Just to be sure, {q}?", "My friend wants to know: {q}?", "Were you listening? {q}?", "{q}, my friend?",
)  # fmt: skip

ASK_FOR = (
    "Do you remember {m}?", "Do you still know {m}?", "Can you tell me {m}?", "Tell me {m}.", "Do you know {m}?",
    "I forgot {m}.", "Could you tell me {m} again?", "Have you forgotten {m}?", "Please say {m}.", "Tell me {m} again.",
    "I told you {m}, do you remember it?", "Can you recall {m}?", "Say {m}, please.", "Would you kindly tell me {m}?",
    "You know {m}, right?", "Did you remember {m}?", "I hope you remember {m}.", "Do you happen to know {m}?",
    "What about {m}?", "{m}?", "{m}, please.", "I would like to hear {m}.", "Repeat {m}.", "Please repeat {m}.", "Give me {m}.", "Name {m}.",
    "Have I told you {m}?", "Did I tell you {m}?", "Did I ever mention {m}?", "Do you have {m} in mind?", "Kindly remind me of {m}.",
    "Is {m} known to you?", "I can't think of {m} just now.", "Can you repeat {m}?", "Say {m} once more.", "Let me hear {m}.",
    "Do you recall {m}?", "Remind me about {m}.", "I am curious if you know {m}.", "I wonder if you know {m}.", "Show me that you know {m}.",
    "You do remember {m}, don't you?", "Would you know {m}?", "Any idea about {m}?", "What do you have for {m}?", "Look back and tell me {m}.",
)  # fmt: skip

CORRECT = (
    "Actually, {c}.", "Sorry, I meant {c}.", "No wait, {c}.", "Correction: {c}.", "I made a mistake, {c}.", "Oops, {c}.",
    "Wait, that was wrong. {c}.", "{c} now.", "I changed my mind, {c}.", "Let me correct that: {c}.", "No, {c}.",
    "That is not quite right, {c}.", "Scratch that, {c}.", "My mistake: {c}.", "I misspoke. {c}.", "Hold on, {c}.", "Forget what I said, {c}.",
    "Things have changed: {c}.", "To put it right, {c}.", "I said it wrong before, {c}.", "Please update this: {c}.", "I have to correct myself: {c}.",
    "As of today {c}.", "Not any more, now {c}.", "I told you something else before, but {c}.", "I was joking, {c}.", "wait no, {c}",
)  # fmt: skip

CORRECT_BRIEFLY = (
    "Actually it's {v}.", "Sorry, {v}, not {old}.", "I meant {v}.", "Not {old}, {v}.", "No, {v}.", "It's {v}, not {old}.",
    "Oops, I meant to say {v}.", "Wait, not {old} but {v}.", "I wrote {old}, but it is {v}.", "{v}, actually.",
    "Please change that to {v}.", "Make that {v}.", "That was a typo, I mean {v}.",
    "It should be {v}.", "{v} instead of {old}.", "I said {old} but meant {v}.", "Replace {old} with {v}, please.", "My mistake, {v}.",
    "Sorry, it's {v}.", "Correction: {v}.", "Forget {old}, it is {v}.", "Oh no, I meant {v}.", "{old} was wrong. {v} is right.", "*{v}",
    "It is no longer {old}, it is {v}.", "I take that back, {v}.", "Scratch {old}, {v} is right.", "Hold on, {v}.", "no wait, {v}",
)  # fmt: skip

REMEMBERED = (
    "you mentioned it earlier.", "you told me a little while ago.", "I remember what you tell me while we talk.",
    "it is still here in our conversation.", "thank you for telling me.", "I kept it in mind.", "I did not forget.",
    "you told me so yourself.", "I hope I remembered it well.", "that is what you said.",
)  # fmt: skip

CHECKS = (
    "did I get that right?", "is that still true?", "is that right?", "was that the right answer?", "do you want to change it?",
    "what else would you like to know?", "why do you ask?", "did you think I had forgotten?", "shall I remember something else?",
)  # fmt: skip

CORRECT_CHECKS = (
    "is that right now?",
    "did I get it right now?",
    "is there more to correct?",
    "have I understood you?",
    "is it right this time?",
)

KEPT = (
    "I will keep it in mind while we talk.", "you can ask me about it later.", "it is nice to learn a little about you.",
    "I like to know whom I am talking to.", "thank you for sharing that.", "that helps me to know you better.",
    "I will remember it for as long as we talk.", "feel free to tell me more.",
)  # fmt: skip

UNTOLD = (
    "you have not told me {y} yet", "you have not told me {y}", "I do not know {y}, because you have not told me",
    "I have not been told {y}", "you have not mentioned {y} so far", "I do not know {y} yet",
    "you did not tell me {y}", "I have not heard {y} from you", "I cannot know {y} before you tell me", "I have no idea, you have not told me {y}",
)  # fmt: skip

UNTOLD_EXTRAS = (
    "if you tell me, I will remember it while we talk.", "just tell me and I will keep it in mind.",
    "I only know what you tell me here.", "I will not guess.", "tell me, and then ask me again.",
    "I know only what you have said in this conversation.",
)  # fmt: skip

AND_ASK = (
    "And {s}?", "And {s}?", "What about {s}?", "and {s}", "How about {s}?", "And what about {s}?", "Now {s}.", "Same question, {s}?",
    "And what is {s}?", "{s} too?", "Then {s}?", "Okay, and {s}?", "Good, and {s}?", "And do you know {s}?", "And {s}, what is that?",
    "Right. And {s}?", "So what about {s}?", "Well, and {s}?", "And can you tell me {s}?", "But {s}?", "Also {s}?", "Next, {s}.",
)  # fmt: skip
"""Asking on, right after another fact was asked for."""

CONTRASTS = (
    "you told me {k}, but you have not told me {y}", "I know {k}, but you have not told me {y}", "I know {k}, but I do not know {y}",
    "{k} I know, but you have not told me {y}", "I have not been told {y}, only {k}", "you mentioned {k}, but you have not mentioned {y}",
    "I do not know {y}, you told me only {k}", "I know only {k}, {y} you have not told me",
)  # fmt: skip
"""What was never told, beside what was; `{k}` is that."""

JOINTS = {
    2: ("{a} and {b}.", "{a}, and {b}.", "{a}. {b}.", "{a}; {b}.", "{a}. Also, {b}.", "Hi, {a} and {b}.", "{a}, while {b}.", "{a}, {b}.",
        "{a} whereas {b}.", "Remember two things: {a} and {b}.", "Two things about me: {a}, and {b}.", "{a}. And {b}.", "{a}, but {b}.",
        "First, {a}. Second, {b}.", "I want you to know that {a} and that {b}.", "Please note that {a} and {b}.", "{a} + {b}"),
    3: ("{a}, {b} and {c}.", "{a}. {b}. {c}.", "{a}, {b}, and {c}.", "{a}; {b}; {c}.", "Three things: {a}, {b} and {c}.", "{a}. Also, {b}, and {c}.",
        "Please remember that {a}, that {b} and that {c}.", "First {a}, then {b}, and also {c}."),
}  # fmt: skip
"""Several facts in one message."""
