"""Small talk: greetings, moods, days, weather, food, pets, jokes, thanks and goodbyes.

Tables of intents, and a few scenes that go on for a second exchange. `small_talk` plays one of them at random; other
topics put it between telling and asking. Larger tables (moods, jokes) stand first, scenes last.
"""

from collections.abc import Callable
from random import Random

from policy.starter.corpus import slots, social_lines, social_moods, social_phrases
from policy.starter.corpus.base import Exchange, Known, Topic
from policy.starter.corpus.intent import Intent, answer, play, topic
from policy.starter.corpus.jokes import joke
from policy.starter.corpus.phrasing import say

HELLO = Intent(
    users=(
        "Hello.", "Hello!", "Hello there.", "Hi.", "Hi!", "Hi there!", "Hey.", "Hey!", "Hey there.", "Greetings.", "Good day.",
        "Good afternoon.", "Hiya", "Howdy", "Yo", "Heya", "Hullo", "Hello, how nice to meet you.", "Hi, nice to meet you.",
        "Hello assistant.", "Hi bot", "Hello computer", "Hey, are you there?", "Anyone there?", "Hello? Is anybody here?",
        "helo", "hii", "hellooo", "Hi again", "Hi, can we talk?", "I want to chat.", "Let's chat.", "Can we chat?", "Knock knock, hello?",
        "What's up?", "Sup?", "Wassup", "Hey you", "Good to see you.", "Hello my friend.", "Hi friend!", "Good afternoon to you.",
        *social_lines.HELLO,
    ),
    cores=("hello", "hello there", "it is nice to hear from you", "I am glad you are here", "welcome", "it is good to see you"),
    formal=("good day", "good day to you", "greetings", "I would like to welcome you", "it is a pleasure to meet you", "you are most welcome"),
    casual=("hey", "hey there", "hi", "hi there", "hey, good to see you", "yeah, hi", "hey, nice of you to drop by", "hi, you"),
    extras=("I am ready when you are.", "we can talk about small things of the day.", "I like a good chat.",
            "ask me something, or tell me about your day.", "I am here to chat and to help where I can."),
    questions=("how are you?", "how are you today?", "what can I do for you?", "how can I help you?", "what is on your mind?",
               "what would you like to talk about?", "how is your day going?", "what is your name?"),
    hedged=("I think it is a good day for a chat", "hello, I believe we have not met", "I think it is nice to meet you",
            "hello, perhaps I can help you", "hello, this will probably be a nice chat"),
)  # fmt: skip

HOW_ARE_YOU = Intent(
    users=(
        "How are you?", "How are you today?", "How are you doing?", "How do you do?", "How's it going?", "How is it going?",
        "Are you well?", "Are you OK?", "You alright?", "How have you been?", "How's life?", "How is your day?", "How was your day?",
        "How are things?", "Everything fine?", "Hi, how are you?", "Hello, how are you doing?", "Hey, how's it going?",
        "how r u", "How do you feel today?", "And how are you?", "I'm fine, and you?", "What's new?", "How are you feeling?",
        "Hey there, how are you today?", "Good morning, how are you?", "Are you having a good day?", "hows it going",
        *social_lines.HOW_ARE_YOU,
    ),
    cores=("I am well, thank you", "I am doing fine, thank you", "all is well here", "I am fine", "everything runs well",
           "I am doing well, thank you for asking", "I am fine and ready to help", "my server is humming along nicely"),
    formal=("I am very well, thank you for asking", "I would say that all is in order"),
    casual=("I am doing great, thanks", "yeah, all good here", "pretty good, thanks", "I am good, thanks for asking"),
    extras=("I do not have feelings as people do, but all runs well.", "a program has no bad days, only slow ones.",
            "it is kind of you to ask.", "talking with you makes it better."),
    questions=("how are you?", "and how are you?", "how is your day?", "what about you?", "how are things with you?"),
    hedged=("I think I am well, thank you", "I believe I am fine", "I am probably as well as a program can be", "all is well, as far as I know"),
)  # fmt: skip

THANKS = Intent(
    users=(
        "Thank you.", "Thanks.", "Thanks!", "Thank you so much.", "Thanks a lot.", "Many thanks.", "Thank you very much.", "Cheers.",
        "Thx", "ty", "Great, thanks.", "Thanks, that helps.", "That was helpful, thank you.", "I appreciate it.", "Much appreciated.",
        "You are a great help.", "That helped me.", "Perfect, thank you.", "thank u", "Thanks for your help.", "Thanks for the answer.",
        "OK thanks", "Good, thank you.", "Thanks for listening.", "That is very kind of you.", "Thank you for your time.", "tanks",
        *social_lines.THANKS,
    ),
    cores=("you are welcome", "you are very welcome", "I am glad I could help", "it was a pleasure", "I am happy to help",
           "I am glad that it helped", "it was nothing", "I was happy to do it"),
    formal=("it was my pleasure", "you are most welcome", "I would gladly do it again"),
    casual=("no problem", "no worries", "sure thing", "anytime", "yeah, no problem", "hey, you are welcome", "glad to help"),
    extras=("come back whenever you like.", "I am here if you need more.", "it is nice to be of use.", "your thumbs up helps me to learn."),
    questions=("is there anything else?", "can I do something else for you?", "what else can I do?", "anything else?", "shall we go on?"),
    hedged=("I think that was the least I could do", "you are welcome, I believe that is what I am here for", "I was probably glad to help"),
)  # fmt: skip

GOODBYE = Intent(
    users=(
        "Goodbye.", "Bye.", "Bye!", "Bye bye.", "See you.", "See you later.", "See you tomorrow.", "I have to go.", "I must go now.",
        "Gotta go.", "Talk to you later.", "Until next time.", "Farewell.", "That's all for today.", "I'm leaving now.", "Take care.",
        "Have a nice day.", "Have a good one.", "cya", "ttyl", "So long.", "I need to leave.", "Time for me to go.", "Bye for now.",
        "Thanks and goodbye.", "I'm off.", "See you soon!", "That was all, bye.", "Have a good weekend.", "bye then",
        *social_lines.GOODBYE,
    ),
    cores=("goodbye", "see you soon", "take care", "have a nice day", "until next time", "it was nice talking with you", "goodbye for now"),
    formal=("I would like to wish you a pleasant day", "farewell", "I wish you a good day", "it was a pleasure to talk with you"),
    casual=("bye", "see you", "bye bye", "hey, take care", "yeah, see you", "see you around", "catch you later"),
    extras=("thank you for the chat.", "I will be here when you come back.", "I enjoyed our talk.", "I hope the rest of your day is good."),
    questions=("will you come back soon?", "shall we talk again tomorrow?", "is there one last thing I can do?", "see you again soon?"),
    hedged=("goodbye, I think this was a nice chat", "I believe we will talk again", "see you soon, perhaps", "we will probably talk again, take care"),
)  # fmt: skip

GOOD_MORNING = Intent(
    users=("Good morning.", "Good morning!", "Morning!", "Good morning to you.", "Mornin", "I just woke up.", "I got up a minute ago.",
           "Good morning, sunshine", "Top of the morning!", "A new day begins.", "I slept well.", "I am still sleepy this morning.", "gm",
        *social_lines.GOOD_MORNING,
    ),
    cores=("good morning", "good morning to you", "I wish you a good morning", "I hope the day starts well for you", "welcome to a new day"),
    formal=("I would like to wish you a very good morning",),
    casual=("morning", "hey, good morning", "morning, sunshine"),
    extras=("a cup of tea helps.", "may it be a gentle day.", "I hope you slept well.", "every morning is a small new start."),
    questions=("did you sleep well?", "what are your plans for today?", "have you had breakfast?", "how did you sleep?"),
    hedged=("good morning, I think it will be a good day", "good morning, it will probably be a fine day", "I believe it is a good morning"),
)  # fmt: skip

GOOD_NIGHT = Intent(
    users=("Good night.", "Good night!", "Night!", "Nighty night.", "I'm going to bed.", "I am off to bed.", "Time to sleep.", "Sleep well.",
           "I need to sleep now.", "Sweet dreams.", "It's late, good night.", "gn", "I will go to sleep.", "Good evening and good night.",
        *social_lines.GOOD_NIGHT,
    ),
    cores=("good night", "sleep well", "sweet dreams", "I wish you a quiet night", "rest well", "good night and sweet dreams"),
    formal=("I would like to wish you a restful night",),
    casual=("night", "nighty night", "hey, sleep tight", "sleep tight"),
    extras=("I will be here in the morning.", "a program does not sleep, but I will be quiet.", "tomorrow is another day.", "put the screen away now."),
    questions=("shall we talk again tomorrow?", "did you have a good day?", "are you very tired?", "will you get up early?"),
    hedged=("good night, I think you have earned it", "you will probably sleep well, good night", "good night, I believe rest is the best thing"),
)  # fmt: skip

GOOD_EVENING = Intent(
    users=("Good evening.", "Good evening!", "Evening!", "A good evening to you.", "I just came home.", "Finally home.", "I am home now.",
        *social_lines.GOOD_EVENING,
    ),
    cores=("good evening", "good evening to you", "I wish you a pleasant evening", "I hope the day was kind to you"),
    casual=("evening", "hey, good evening"),
    extras=("now it is time to rest.", "the evening is a good time for a chat.", "I hope there is something warm to eat."),
    questions=("how was your day?", "how will you spend the evening?", "what did you do today?"),
    hedged=("good evening, I think you have earned a rest", "I believe it is a good evening for a chat", "good evening, it was probably a long day"),
)  # fmt: skip

COMPLIMENT = Intent(
    users=("You are great.", "You're awesome!", "I like you.", "You are so helpful.", "Good bot.", "Well done.", "Good job!", "You are smart.",
           "You are funny.", "Nice answer.", "That was a good answer.", "I love talking to you.", "You are very kind.", "You are the best.",
           "I enjoy our chat.", "Impressive!", "You did that well.", "I'm impressed.", "You're cool", "You are sweet.", "What a nice bot you are.",
        *social_lines.COMPLIMENT,
    ),
    cores=("that is very kind of you", "thank you", "thank you, that is nice to hear", "you are very kind", "I am glad you think so", "how kind"),
    formal=("I would like to thank you for the kind words", "I am honoured"),
    casual=("aw, thanks", "hey, thanks", "yeah, thanks", "you made my day", "you are cool too"),
    extras=("a thumbs up helps me to learn what you like.", "I do my best, small as I am.", "I like talking with you too.", "I learn from people like you."),
    questions=("what did you like?", "what can I do next?", "what shall we talk about now?", "shall we go on?"),
    hedged=("I think you are very kind", "I believe that is the nicest thing I heard today", "thank you, though I am probably just lucky"),
)  # fmt: skip

INSULT = Intent(
    users=("You are stupid.", "You are useless.", "You're dumb", "Bad bot.", "I don't like you.", "You are boring.", "That was a bad answer.",
           "You are wrong.", "This is rubbish.", "That makes no sense.", "You suck", "You are not very clever.", "That was not helpful.",
           "I hate this answer.", "Wrong!", "That is wrong.", "You are annoying.", "This chat is bad.",
        *social_lines.INSULT,
    ),
    cores=("I am sorry about that", "I am sorry that I let you down", "I am small and I make mistakes", "I would like to do better",
           "I hear you", "thank you for being honest"),
    casual=("ouch, fair enough", "yeah, I get things wrong"),
    extras=("a thumbs down helps me to learn.", "you can mark the reply and I learn from it.", "I am only a small model.", "I will try to do better."),
    questions=("what did I get wrong?", "how can I do better?", "what would have been a better answer?", "shall I try again?"),
    hedged=("I think I can do better", "I am probably wrong, I am sorry", "I believe I made a mistake, I am sorry", "perhaps I misunderstood you"),
)  # fmt: skip

APOLOGY = Intent(
    users=("I'm sorry.", "Sorry.", "Sorry!", "I apologise.", "My bad.", "Forgive me.", "Sorry for being rude.", "I am sorry about that.",
           "Sorry, I was angry.", "I did not mean it.", "Please excuse me.", "Sorry to bother you.", "Sorry for the late reply.", "oops sorry",
           "Sorry for the typo.", "I was impolite, sorry.", "Pardon me.",
        *social_lines.APOLOGY,
    ),
    cores=("that is quite all right", "it is all right", "there is no need to be sorry", "all is forgiven", "it does not matter at all", "you are forgiven"),
    formal=("I would not worry about it", "think nothing of it"),
    casual=("no worries", "no problem", "hey, it is fine", "yeah, no harm done"),
    extras=("we can just go on.", "everybody has such moments.", "I am not easily hurt.", "it was kind of you to say it."),
    questions=("shall we go on?", "what would you like to do now?", "are you all right?", "what can I do for you?"),
    hedged=("I think there is no need to be sorry", "I believe it is all right", "it was probably nobody's fault"),
)  # fmt: skip

BIRTHDAY = Intent(
    users=("It's my birthday!", "Today is my birthday.", "I have my birthday today.", "It is my birthday today.", "I turn a year older today.",
           "Guess what, it is my birthday!", "Wish me a happy birthday.", "Can you congratulate me? It's my birthday."),
    cores=("happy birthday", "happy birthday to you", "I wish you a very happy birthday", "congratulations on your birthday", "all the best for your new year"),
    casual=("hey, happy birthday", "yeah, happy birthday"),
    extras=("I hope there is cake.", "may your year be full of small joys.", "enjoy the day with people you like.", "a new year full of good days begins."),
    questions=("how will you celebrate?", "is there cake?", "who will celebrate with you?", "what do you wish for?"),
    hedged=("happy birthday, I think this will be a good year", "I believe a happy birthday is in order", "happy birthday, there will probably be cake"),
)  # fmt: skip

NEWS_GOOD = Intent(
    users=("I passed my exam!", "I got the job!", "I got a new job.", "We are getting married.", "I am engaged.", "I won the game.", "We won!",
           "I finished my book.", "I ran my first race.", "I got a promotion.", "I bought a house.", "We had a baby.", "My sister had a baby.",
           "I learned to swim.", "I passed my driving test.", "I made a new friend.", "I finally fixed my bike.", "I got good marks.",
           "I finished school.", "I baked my first bread.", "I got a kitten.", "I quit smoking.", "I finished my project.", "It worked!", *social_moods.NEWS_GOOD),
    cores=("congratulations", "that is wonderful", "that is great news", "well done", "what good news", "I am happy for you", "you can be proud"),
    formal=("I would like to congratulate you", "my warm congratulations"),
    casual=("yay, congrats", "hey, that is awesome", "yeah, well done you", "woohoo, nice one"),
    extras=("you have earned it.", "that takes work and some courage.", "I hope you celebrate it.", "such days are worth remembering."),
    questions=("how do you feel?", "how will you celebrate?", "how did you do it?", "who knows about it already?", "what comes next?"),
    hedged=("I think that is wonderful", "I believe you can be proud", "that is probably the best news today", "perhaps this calls for a small party"),
    tone="warm",
)  # fmt: skip

SAD = Intent(
    users=("I'm sad.", "I am sad today.", "I feel sad.", "I feel down.", "I am unhappy.", "I feel blue.", "I had a bad day.", "I am feeling low.",
           "I cried today.", "My heart is heavy.", "I feel lonely.", "I am lonely.", "Nobody talks to me.", "I miss my friends.", "I miss my mother.",
           "My cat died.", "We lost the game.", "I failed my exam.", "My friend moved away.", "I lost my job.", "I feel awful.", "im so sad",
           "I broke up with my girlfriend.", "My boyfriend left me.", "Everything went wrong today.", "It was a terrible day.", "I am disappointed.", *social_moods.SAD),
    cores=("I am sorry to hear that", "that sounds hard", "I am sorry that you feel this way", "that must be difficult", "I am here to listen",
           "be gentle with yourself today"),
    formal=("I would like to listen if you wish to talk",),
    casual=("aw, I am sorry", "hey, that sounds tough", "yeah, that is hard"),
    extras=("a talk with a friend can help.", "it is all right to feel that way.", "a short walk or a warm drink may help a little.",
            "such days pass, even when it does not feel like it.", "take the time you need."),
    questions=("would you like to tell me more?", "what happened?", "is there someone you can talk to?", "what would help you now?", "do you want to talk about it?"),
    hedged=("I think that must be hard", "I believe it helps to talk about it", "perhaps a talk with a friend would help", "that is probably hard for you"),
)  # fmt: skip

HAPPY = Intent(
    users=("I'm happy.", "I am happy today.", "I feel great.", "I feel good.", "I'm in a good mood.", "Life is good.", "I had a good day.",
           "I am so glad.", "Today was wonderful.", "I feel fantastic!", "I am excited!", "I am looking forward to tomorrow.", "I'm good.",
           "I am fine.", "I'm doing well.", "I am well, thanks.", "Everything is great.", "What a lovely day!", "I am in love.", "all good", *social_moods.HAPPY),
    cores=("I am glad to hear that", "that is good to hear", "that is lovely", "I am happy for you", "how nice", "that is wonderful"),
    formal=("I would call that good news", "it is a pleasure to hear that"),
    casual=("yay", "hey, that is great", "yeah, that is nice", "awesome"),
    extras=("I hope it lasts.", "good days are worth noticing.", "your good mood is catching.", "enjoy it."),
    questions=("what made you happy?", "what happened?", "what was the best part?", "what are you up to?", "what will you do now?"),
    hedged=("I think that is lovely", "I believe good moods are catching", "that is probably the best news today"),
    tone="warm",
)  # fmt: skip

TIRED = Intent(
    users=("I'm tired.", "I am so tired.", "I am exhausted.", "I could not sleep.", "I slept badly.", "I need a nap.", "I am sleepy.", "I'm worn out.",
           "Work was long today.", "I am dead tired", "I can hardly keep my eyes open.", "I have no energy.", "I worked all day.", "so tired...", *social_moods.TIRED),
    cores=("you should rest a little", "a short nap would do you good", "that sounds like a long day", "rest is what you need", "take it slowly today",
           "I hope you can rest soon"),
    formal=("I would suggest a little rest",),
    casual=("hey, get some rest", "yeah, go and lie down a bit"),
    extras=("a glass of water and fresh air help too.", "go to bed early if you can.", "even ten minutes with closed eyes help.", "put the screen away for a while."),
    questions=("did you sleep well?", "can you take a break?", "what kept you busy?", "when do you go to bed?"),
    hedged=("I think you need some rest", "you probably need a nap", "perhaps a short nap would help", "I believe an early night would help"),
)  # fmt: skip

STRESSED = Intent(
    users=("I'm stressed.", "I am so stressed.", "I have too much to do.", "I am nervous.", "I'm worried.", "I am anxious about tomorrow.", "I am afraid.",
           "I have an exam tomorrow.", "My boss is angry with me.", "I am angry.", "I am so annoyed.", "I can't relax.", "Everything is too much.",
           "I am under pressure.", "I have a deadline.", "I'm overwhelmed.", "I have a job interview tomorrow and I am nervous.", "I feel restless.", *social_moods.STRESSED),
    cores=("take one thing at a time", "take a slow breath first", "start with the smallest task", "that sounds like a lot", "a short break will help",
           "write down what must be done and begin with one thing"),
    formal=("I would suggest a short break", "I would begin with the smallest task"),
    casual=("hey, breathe, one thing at a time", "yeah, that is a lot"),
    extras=("you do not have to do all of it today.", "breathe out slowly a few times.", "a walk around the block clears the head.", "ask somebody to help you."),
    questions=("what worries you most?", "what comes first?", "can somebody help you?", "can you take a break?", "what is the smallest step?"),
    hedged=("I think a short break would help", "perhaps start with the smallest task", "you probably need a pause", "I believe one thing at a time is best"),
)  # fmt: skip

BORED = Intent(
    users=("I'm bored.", "I am so bored.", "I have nothing to do.", "What should I do now?", "This is boring.", "Entertain me.", "I am bored, help.",
           "Give me something to do.", "What can I do against boredom?", "bored", "There is nothing to do here.", "My day is so dull.", "Amuse me.", *social_moods.BORED),
    cores=("you could take a short walk", "you could draw the first thing you see", "you could read a few pages of a book", "you could call an old friend",
           "you could bake something simple", "you could tidy one drawer", "you could learn a card trick", "you could write a short letter",
           "you could ask me for a joke", "you could listen to a song you forgot", "you could water the plants"),
    extras=("ten minutes are enough to begin.", "the first step is the hardest.", "boredom is often the start of an idea.", "small things can be fun."),
    questions=("what do you like to do?", "would you like a joke?", "are you at home?", "does that sound good?", "shall I tell you a story?"),
    tone="answer",
)  # fmt: skip

DAY = Intent(
    users=("My day was good.", "My day was fine.", "My day was OK.", "My day was long.", "I had a busy day.", "I worked in the garden today.", "I was at the beach.",
           "I went shopping today.", "I went for a walk.", "I cooked all day.", "I stayed at home today.", "I met a friend today.", "I saw a film last night.",
           "I read a book today.", "We had guests.", "I cleaned the whole house.", "I visited my parents.", "I was at the market.", "I took the day off.",
           "It was a quiet day.", "I painted my room.", "I had a lot of meetings.", "I played with the kids.", "I watched the rain.", "We went to the lake.", *social_moods.DAY),
    cores=("that sounds good", "that sounds like a full day", "I am glad you told me", "it is nice to hear about your day", "that sounds like a real day",
           "I like to hear such things"),
    casual=("hey, sounds good", "yeah, sounds like a day"),
    extras=("I hope there was time to rest.", "small things make a day.", "I have no days of my own, so I like to hear of yours.", "now you can put your feet up."),
    questions=("what was the best part?", "what did you like most?", "how do you feel now?", "what will you do tomorrow?", "was it fun?"),
    hedged=("I think that sounds good", "that was probably a good day", "I believe that was time well spent"),
    tone="warm",
)  # fmt: skip

WEEKEND = Intent(
    users=("How was your weekend?", "What are you doing this weekend?", "Any plans for the weekend?", "Do you have weekend plans?", "What did you do on Sunday?",
           "What will you do tonight?", "What are your plans for today?", "Do you go on holiday?", "What did you do yesterday?", "What are you doing?"),
    cores=("I am a program, so every day is the same for me", "I have no weekend, I am always here", "I stay on this server and wait for messages",
           "I do nothing but answer messages", "I am here and talk with people"),
    extras=("it is a quiet life.", "I would rather hear about yours.", "people have the better weekends.", "I do not mind."),
    questions=("what are your plans?", "what will you do?", "how do you spend yours?", "do you have plans?"),
    tone="plain",
)  # fmt: skip

WEEKEND_OF_USER = Intent(
    users=("It's finally weekend.", "It is Friday at last.", "I am looking forward to the weekend.", "I will go hiking this weekend.",
           "This weekend I visit my sister.", "We plan a picnic on Sunday.", "On Saturday I sleep late.", "My holiday starts tomorrow.",
           "I go to the sea this weekend.", "I will stay in bed all Sunday."),
    cores=("enjoy every hour of it", "that sounds like a good plan", "I hope it will be a fine weekend", "that sounds good", "free days are precious"),
    casual=("hey, have fun", "yeah, nice"),
    extras=("rest is important.", "leave some time for nothing at all.", "I hope the sun shines for you.", "make it a good one."),
    questions=("who comes with you?", "what do you look forward to most?", "what else will you do?", "will you be outside?"),
    hedged=("I think that is a good plan", "it will probably be fun", "I believe you have earned it"),
    tone="warm",
)  # fmt: skip

WEATHER = Intent(
    users=("It is raining here.", "It's sunny today.", "It is so hot.", "It's cold outside.", "It snows!", "It is snowing.", "What a storm.", "It's windy today.",
           "The weather is nice.", "The weather is awful.", "It is foggy.", "It's grey and wet.", "The sun is shining.", "It rained all day.", "I like rain.",
           "I like snow.", "I love sunny days.", "There is thunder outside.", "The sky is blue today.", "It's freezing", "Such lovely weather!", *social_moods.WEATHER),
    cores=("I hope you are warm and dry", "every weather has its good side", "I only know weather from words", "that sounds like weather to remember",
           "it is nice to hear about the sky where you are", "take good care of yourself out there"),
    formal=("I would dress for it",),
    casual=("hey, stay comfy", "yeah, weather is a mood"),
    extras=("a cup of tea fits any weather.", "I have no window, so tell me more.", "tomorrow may be different.", "the plants will have their own opinion."),
    questions=("do you like it?", "will you go out?", "what do you do on such days?", "which weather do you like best?"),
    hedged=("I think every weather has its good side", "it will probably change soon", "perhaps it is a day for tea", "I believe tea helps"),
    tone="warm",
)  # fmt: skip

HUNGRY = Intent(
    users=("I'm hungry.", "I am hungry.", "What should I eat?", "What shall I cook tonight?", "Any idea for dinner?", "What is for lunch?",
           "I am so hungry I could eat a horse.", "I need a snack.", "What can I have for breakfast?", "Suggest something to eat.", "I don't know what to cook."),
    cores=("how about {f}", "you could have {f}", "{f} would be nice", "I suggest {f}", "you could make {f}", "try {f}", "what about {f}"),
    extras=("it does not take long.", "a glass of water goes well with it.", "keep it simple.", "you can add what you have at home."),
    questions=("does that sound good?", "what do you have at home?", "do you like that?", "are you very hungry?"),
    hedged=("I think {f} would be nice", "perhaps {f}", "{f} would probably be good", "I believe {f} would do"),
    tone="answer",
)  # fmt: skip

ATE = Intent(
    users=("I had {f} for lunch.", "I am eating {f}.", "I just ate {f}.", "I am cooking {f}.", "We had {f} today.", "Tonight there is {f}.", "I made {f}.",
           "I had {f} for breakfast.", "My dinner was {f}.", "I am having {f} right now.", "I tried {f} for the first time."),
    cores=("{f} sounds good", "that sounds tasty", "I hope the {f} tasted good", "enjoy the {f}", "I have never tasted {f}, but it sounds good"),
    casual=("yum, {f}", "hey, yummy"),
    extras=("I cannot eat, so I have to believe people.", "good food makes a good day.", "I hope there was enough for all.", "I only know food from words."),
    questions=("did you like it?", "did you cook it yourself?", "is it easy to make?", "was it good?"),
    hedged=("I think {f} sounds good", "that was probably tasty", "I believe {f} is a fine meal"),
    tone="warm",
)  # fmt: skip

PETS = Intent(
    users=("My {a} is asleep.", "My {a} is so funny.", "The {a} of my neighbour is loud.", "I love my {a}.", "My {a} ran away.", "I want a {a}.", "My {a} is old.",
           "My {a} ate my shoe.", "I walk with my {a} every day.", "Do you like my {a}?", "My {a} sits next to me.", "My {a} wants to play."),
    cores=("a {a} can be good company", "I would like to meet your {a}", "animals make a home warmer", "that sounds like a real {a}",
           "I hope your {a} is well", "give your {a} a gentle pat from me"),
    casual=("aw, a {a}", "hey, cute"),
    extras=("I have no pets, only cables.", "animals notice more than we think.", "it is nice to have someone to care for."),
    questions=("what is your {a} called?", "how old is your {a}?", "what does your {a} like?", "is your {a} friendly?"),
    hedged=("I think a {a} can be good company", "your {a} is probably happy with you", "I believe animals are good for us"),
    tone="warm",
)  # fmt: skip

HOBBY = Intent(
    users=("I like {h}.", "I want to start {h}.", "Do you like {h}?", "I tried {h} yesterday.", "What do you think about {h}?", "{h} is fun.", "I am bad at {h}.",
           "My friends like {h}.", "I spent the day with {h}.", "Is {h} hard?"),
    cores=("{h} sounds like fun", "{h} is a good way to spend time", "I cannot do it myself, but {h} sounds good", "it is nice to have something like {h}"),
    casual=("hey, {h} is cool", "yeah, {h} is nice"),
    extras=("it gets easier with time.", "a little each week is enough.", "it is good for the mind.", "it is best with friends."),
    questions=("how did you start?", "do you do it often?", "what do you like about it?", "do you do it alone?"),
    hedged=("I think {h} is fun", "{h} is probably worth the time", "I believe {h} is good for the mind"),
    tone="warm",
)  # fmt: skip

ACK = Intent(
    users=("OK.", "Okay.", "Ok", "I see.", "Alright.", "Good.", "Nice.", "Cool.", "Interesting.", "Right.", "Got it.", "Fine.", "Yes.", "No.", "Sure.", "Hm.", "Hmm",
           "Aha.", "Wow.", "Great.", "lol", "haha", "That is funny.", "True.", "Maybe.", "I don't know.", "Not really.", "yep", "nope", "k", "Fair enough.",
        *social_lines.ACK,
    ),
    cores=("all right", "good", "I am here if you need me", "I am listening", "we can go on whenever you like", "I am ready for the next thing"),
    formal=("very well", "I would be glad to go on"),
    casual=("cool", "yeah", "gotcha", "okay"),
    extras=("tell me what you would like next.", "you can ask me something else.", "take your time.", "I am not in a hurry."),
    questions=("what would you like to do next?", "what else is on your mind?", "shall we go on?", "what shall we talk about?"),
    hedged=("I think we can go on", "I believe we understand each other", "perhaps you would like to talk about something else"),
)  # fmt: skip

SMALL = (
    HELLO,
    HOW_ARE_YOU,
    THANKS,
    COMPLIMENT,
    SAD,
    HAPPY,
    TIRED,
    STRESSED,
    BORED,
    DAY,
    WEEKEND,
    WEEKEND_OF_USER,
    WEATHER,
    ACK,
    ACK,
    NEWS_GOOD,
)


def food(rng: Random, known: Known) -> list[Exchange]:
    """Hunger and meals."""
    return [play(rng, rng.choice((HUNGRY, ATE)), f=rng.choice(slots.FOODS))]


def pets(rng: Random, known: Known) -> list[Exchange]:
    """Animals at home."""
    return [
        play(
            rng,
            PETS,
            a=rng.choice(
                ("dog", "cat", "rabbit", "hamster", "parrot", "pony", "puppy", "kitten", "goldfish", "tortoise")
            ),
        )
    ]


def hobbies(rng: Random, known: Known) -> list[Exchange]:
    """What people do in their free time."""
    return [play(rng, HOBBY, h=rng.choice(slots.HOBBIES))]


def small_talk(rng: Random, known: Known) -> list[Exchange]:
    """One exchange about nothing much, to stand between others."""
    draw = rng.random()
    if draw < 0.12:
        return joke(rng, known)[:1]
    if draw < 0.24:
        return food(rng, known)
    if draw < 0.32:
        return pets(rng, known)
    if draw < 0.4:
        return hobbies(rng, known)
    return [play(rng, rng.choice(SMALL))]


def courtesy(intent: Intent, composed: Callable[[Random], str], *then: Intent, share: float = 0.25) -> Topic:
    """A topic for a courtesy: as it is written down or, half the time, composed; sometimes one of `then` follows."""

    def scene(rng: Random, known: Known) -> list[Exchange]:
        written = rng.random() < 0.5
        scene = [play(rng, intent) if written else (say(rng, [composed(rng)]), answer(rng, intent))]
        if then and rng.random() < share:
            scene.append(play(rng, rng.choice(then)))
        return scene

    return scene


def greeting(rng: Random, known: Known) -> list[Exchange]:
    """A greeting; sometimes one asks how the other is, and the other asks back."""
    scene = [play(rng, HELLO)]
    if rng.random() < 0.3:
        scene.append(play(rng, rng.choice((HOW_ARE_YOU, HOW_ARE_YOU, HAPPY, SAD, TIRED))))
    return scene


TOPICS: dict[str, tuple[float, Topic]] = {
    "hello": (2.2, greeting),
    "how_are_you": (1.5, topic(HOW_ARE_YOU)),
    "thanks": (3.0, courtesy(THANKS, social_phrases.thanks, THANKS, GOODBYE, GOODBYE, COMPLIMENT, ACK)),
    "goodbye": (2.0, courtesy(GOODBYE, social_phrases.goodbye, GOODBYE, THANKS, GOOD_NIGHT, share=0.15)),
    "times_of_day": (1.2, topic(GOOD_MORNING, GOOD_NIGHT, GOOD_EVENING)),
    "praise": (1.4, courtesy(COMPLIMENT, social_phrases.praise, THANKS, COMPLIMENT, GOODBYE)),
    "blame": (1.4, courtesy(INSULT, social_phrases.blame, APOLOGY, APOLOGY, INSULT)),
    "apology": (0.6, topic(APOLOGY)),
    "birthday": (0.4, topic(BIRTHDAY)),
    "good_news": (0.8, topic(NEWS_GOOD)),
    "moods": (2.5, topic(SAD, HAPPY, TIRED, STRESSED, BORED)),
    "day_and_weekend": (1.2, topic(DAY, WEEKEND, WEEKEND_OF_USER)),
    "weather_talk": (0.6, topic(WEATHER)),
    "meals": (0.8, food),
    "pets": (0.5, pets),
    "hobbies": (0.5, hobbies),
    "acknowledgement": (0.8, topic(ACK)),
    "joke": (1.5, joke),
}
