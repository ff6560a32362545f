"""What people type to greet, thank, praise, complain, apologise and part, beyond the first words that come to mind.

A thank-you carries an intensifier or a reason more often than not, a complaint says what was wrong, a goodbye gives an
excuse. Each kind is written out as whole lines and, where it is built from parts that combine freely, composed by
`social_phrases.py` as well.
"""

from policy.starter.corpus.lines import rows

THANKS = rows("""
Thanks so much! | Thanks a million. | Thanks a bunch! | Thanks heaps | A thousand thanks. | Thank you ever so much. | Thank you kindly. | Thank you, thank you, thank you! | I thank you. | My thanks to you. |
I can't thank you enough. | I don't know how to thank you. | How can I ever thank you? | I just wanted to say thank you. | I wanted to thank you. | Let me thank you for that. | I owe you one. | I owe you my thanks. |
I'm so grateful. | I am very grateful to you. | I'm really thankful for that. | Much obliged. | I'm much obliged to you. | Bless you for that. | God bless you. | You're a star, thanks. | You're a lifesaver! | You are a gem, thank you. |
You saved my day. | You saved me a lot of time, thanks. | That saved me an hour, thank you so much. | That was just what I needed. | Exactly what I was looking for, thanks. | That's what I wanted to know. Thanks! | This was really useful. |
That really helped me out. | That was a big help, thank you. | It helped a great deal. | Big help, cheers. | This helps so much, thank you. | Brilliant, thanks a lot. | Lovely, thank you. | Wonderful, many thanks. | Super, thx | Awesome, thank you so much! |
Fantastic, thanks for that. | Good to know, thanks. | Ah, now I get it. Thank you! | Now I understand, thanks. | Thanks, I had no idea. | Thanks, I did not know that. | Thank you, that makes sense now. | That clears it up, thank you. |
I appreciate your help. | I really appreciate this. | I do appreciate it, honestly. | Your help means a lot to me. | That means a lot, thank you. | It was so kind of you to help. | How kind of you! | That is so nice of you. | So sweet of you, thanks. |
tysm | thank uuu | thnx | thanx a lot | thks | tyvm | cheers mate | ta | ta very much | thanks dude | thanks buddy! | thank you my friend | thx for the help | ty for ur help | thanks bot | thank you attune | merci, I mean thanks |
Thank you for answering so quickly. | Thank you for your patience with me. | Thanks for putting up with me. | Thanks for cheering me up. | Thanks for being there. | Thanks for the chat, it did me good. | Thanks for explaining. | Thank you for the tip! |
Thank you, you were very helpful today. | Thanks, you are quick. | Thanks, I feel better now. | Thanks again. | Thank you again for everything. | Once more, thank you. | And thanks for before. | Thanks for everything so far. | Thanks in advance. |
I say thanks. | Please accept my thanks. | I would like to express my gratitude. | My sincere thanks. | Kind thanks to you. | With many thanks. | Receive my warmest thanks, dear program. | Thanks from me and from my wife too. | My daughter says thank you. |
Oh, thank you! | Oh thanks, that's great. | Wow, thank you so much. | Phew, thanks. | Yay, thank you! | OK, thank you very much indeed. | Right, thanks for that. | No more questions, thank you. | That will be all, thank you. | That answers my question, thanks.
""")  # fmt: skip

HELLO = rows("""
Hi hi! | Hello hello! | Hey hey | Hey ho | Hi all | Hello everyone. | Ahoy! | Ahoy there, matey. | G'day! | G'day mate | Oi oi | Aloha! | Hey buddy. | Hi buddy | Hey dude | hey man | Hello, you. | Hello dear. | Hello, dear assistant. | Dear assistant, hello. |
Hello, attune. | Hi attune! | Hey attune, you there? | Hi robot | Hello little robot. | Hey bot, wake up. | Hello, are you awake? | Are you awake? | Is someone at home? | Is this thing on? | Testing, hello? | Hello, can you hear me? | Hi, do you read me? |
Hi, it's me. | It's me again. | Hello again. | Hello again, old friend. | Here I am again. | I'm back. | I am back! | Back again, hello. | Long time no see. | We meet again. | Nice to see you again. | I just wanted to say hello. | Just saying hi. | I only came to say hi. |
I thought I'd drop in. | Just dropping by to say hello. | I'm new here. | Hello, I am new here. | Hi, this is my first time here. | First time I talk to a bot, hello! | Hi, a friend told me about you. | Hello, we have not met yet. | Pleased to meet you. |
How nice to meet you. | It's a pleasure to meet you. | Glad to meet you! | Charmed, I am sure. | I bid you good day. | My greetings to you. | Warm greetings from the north. | Salutations! | A very good day to you. | Good day, dear machine. | Good day, how nice that you are here. |
Hi, got a minute? | Hey, do you have a moment? | Hello, may I talk with you? | Could we have a little chat? | I feel like chatting. | I'd like to talk to someone. | Do you have time for a chat? | Fancy a chat? | Shall we talk a bit? | Let us talk a little. | Talk to me. |
I'd love a chat. | Wanna chat? | wanna talk | let's talk | Hello world | hello :) | hi :-) | hey :D | hiiii | heyyy | hello! :) | hai | hallo there | ello | hello there friend | good day sir | Hi sunshine! | Hey stranger. | Look who is here, hello! | Hello from the kitchen. |
Hello from my phone. | Hi from the train. | Greetings from Wales! | A big hello from my family. | My kids say hi. | We say hello! | Hey, good to have you here. | So good to see you online. | Hello, how lovely to hear from you. | Hi there, stranger!
""")  # fmt: skip

HOW_ARE_YOU = rows("""
How are you feeling today? | How are you this morning? | How are you this evening? | How are you keeping? | How do you feel? | How do you feel right now? | How goes it? | How are things going? | How are things with you? | How's things? | How is everything? | Is everything all right with you? |
Everything OK over there? | All good? | All good with you? | All well? | You good? | you ok? | u ok? | how are u | how ya doing | how u doing today | how are ya? | How's your day going? | How is your day so far? | How was your morning? | How was your night? | Has your day been good? |
Did you have a good day? | Are you fine? | Are you doing well? | Are you in a good mood? | What mood are you in? | What is your mood today? | And you? | And yourself? | I'm good, how about you? | I am well, and how are you? | Fine, thanks. And you? | I'm OK, you? | Not bad here. How are you? |
Hello! How are you today, my friend? | Hi, how's life? | Hi, how have you been? | Hey, how are things? | Tell me how you are. | I hope you are well. | I hope you're doing fine. | I trust you are well? | I wanted to ask how you are. | Just wondering how you are. | How fares my little machine? |
How do you find yourself today? | What's happening? | What's going on with you? | What is new with you? | Anything new with you? | How's the server treating you? | Is life treating you well? | How are you getting on? | How do things stand with you? | Long day? | Busy day? | Are you having a busy day?
""")  # fmt: skip

GOODBYE = rows("""
Byeee | Bye, take care! | Bye, see you soon. | Bye, have a great day. | Goodbye for now. | Goodbye, dear friend. | Goodbye and good luck. | Goodbye, it was nice to talk to you. | OK bye | ok, bye now | Right, bye! | Well, goodbye then. | So, bye for today. | See ya | See ya later! | see u | c u | cu tomorrow |
See you around. | See you next week. | See you on Monday. | See you in the morning. | See you when I'm back. | See you another time. | Later! | Laters | Catch you later. | Talk soon. | We'll talk soon. | Let's talk again tomorrow. | I'll talk to you tomorrow. | I'll be back. | I'll be back later. | I will come back tomorrow. |
brb | gtg | g2g | gotta run | Gotta run, bye! | I have to run. | I've got to go now. | I really must be going. | I should get going. | I better go. | I'd better be off. | I am off now. | Off I go. | I'm out. | I'm done for today. | Enough for today, goodbye. | Let's stop here for today. | Let's call it a day. | We can stop here. |
That is all, thank you and goodbye. | That was everything, bye! | No more questions, see you. | I don't need anything else, bye. | Nothing else, goodbye. | I'm signing off. | Signing off now. | Logging off, bye. | I'm closing the window now. | I will close this chat now. | I'm going to switch off the computer. | I'm leaving, take care. |
My bus is coming, bye. | My train is here, I must go. | My lunch break is over, bye. | Dinner is ready, I have to go. | My mother is calling me, bye. | The kids need me, see you. | I must get back to work. | Back to work, bye. | I need to catch a train, goodbye. | The film starts, see you. | My battery is nearly empty, bye. | Somebody is at the door, bye. |
Time to say goodbye. | It is time to go home. | It's time for me to leave. | It was nice talking to you. | It was lovely chatting with you, bye. | Nice chat, see you. | I enjoyed talking to you, goodbye. | This was fun, bye! | Good talk, bye. | Have a lovely evening. | Have a great day! | Have a pleasant day. | Enjoy your day. |
Enjoy the rest of your day! | Take it easy. | Take care of yourself. | Stay well. | Be well, goodbye. | Keep well. | Cheerio! | Cheerio then. | Toodle-oo! | Ta-ta for now. | Adieu. | Adios! | So long, little bot. | Farewell, my friend. | Farewell until we meet again. | I bid you farewell. | Allow me to take my leave. | Until tomorrow! | Till next time. | Until then, bye. | Peace out | peace
""")  # fmt: skip

COMPLIMENT = rows("""
You're amazing. | You're brilliant! | You are wonderful. | You're a genius. | You are a clever little thing. | You're so clever. | You're quite smart for a small one. | You are smarter than I thought. | You're better than I expected. | You are really good at this. | You're good! | You rock! | you rule | ur awesome | ur the best | you are the best bot ever |
Best bot ever. | Best assistant I have had. | What a clever bot. | Clever bot! | Clever girl. | Good boy! | Good little bot. | Nice bot. | Sweet bot. | What a helpful little program. | I think you're great. | I think you are lovely. | I find you charming. | I find you very friendly. | You are very friendly. | You're so nice. | You're so polite. |
You are so patient with me. | You're really kind to me. | You are good company. | You're fun to talk to. | You are fun! | You make me smile. | You made me laugh. | You made my day. | You always cheer me up. | You are adorable. | You're cute. | You are charming. | You're a good listener. | You listen so well. | You have a good memory. | You remember everything, impressive. |
You have a great sense of humour. | Your jokes are good. | Your answers are great. | Your English is very good. | I like your answers. | I like the way you talk. | I like how you say that. | I love your style. | I love this bot. | I love you, little bot. | I'm a fan of yours. | I'm a big fan. | I admire you. | My whole family likes you. | My son thinks you are great. | Everyone should have a bot like you. |
Great answer! | Excellent answer. | Perfect answer. | Lovely answer. | What a good answer! | That's a great reply. | That was a lovely reply. | That was a clever reply. | That was perfect. | That was beautiful. | That's beautiful. | That's lovely. | That's very good! | Very good! | Very nice. | Very well done. | Well said. | Nicely put. | Nicely done. | Nice work! | Nice job. | Great job! | Great work. |
Good work, keep it up. | Keep up the good work. | Keep it up! | Bravo! | Excellent! | Brilliant! | Splendid. | Marvellous! | Fantastic work. | Amazing! | Spot on! | You nailed it. | Exactly right, well done. | Correct, good job! | You got it right. | You are right, clever! | A plus for you. | Ten out of ten. | Full marks! | Five stars. | Thumbs up from me. | Hats off to you. |
I'm amazed. | I am really impressed by you. | I'm quite taken with you. | This is a great chat. | This chat is fun. | This works really well. | I am very pleased with you. | I'm happy with that answer. | I couldn't have said it better. | How clever of you! | How well you put that! | You do a fine job. | You're doing great. | You're getting better! | You learn fast.
""")  # fmt: skip

INSULT = rows("""
You're an idiot. | You are so stupid. | You're really dumb. | You're thick. | You fool. | Stupid bot. | Dumb machine. | stupid computer | What a stupid bot. | What a useless machine. | Useless! | You're good for nothing. | You are worthless. | You are the worst. | Worst bot ever. | You're terrible. | You're bad at this. | You are rubbish at this. | You're no good. | You are no help at all. |
You're not helping. | You don't help me at all. | You are not helpful. | You are hopeless. | You know nothing. | You understand nothing. | You never understand me. | You don't understand me. | You are not listening. | You don't listen to me. | You keep making mistakes. | You always get it wrong. | You got it wrong again. | You made a mistake. | You made a mistake there. | You are mistaken. |
You misunderstood me. | You did not answer my question. | That's not what I asked. | That is not what I asked you. | That was not my question. | That's not an answer. | That is no answer. | That is not what I meant. | That's not what I wanted. | That is not correct. | That's incorrect. | That isn't right. | That can't be right. | That's false. | False! | No, that's wrong. | Nope, wrong. | Wrong answer. | Wrong again. | Not true. |
What a bad answer. | What a silly answer. | What nonsense. | That's nonsense. | Nonsense! | That is complete nonsense. | This is nonsense. | That was a terrible answer. | That was a stupid answer. | Awful answer. | Terrible. | Bad answer. | Poor answer. | Weak. | This answer is useless. | Your answer makes no sense. | Your answer is wrong. | Your last answer was bad. | Your answers are awful. | Your answers are too long. | Your answers are too short. |
I'm not happy with that answer. | I am not happy with you. | I am disappointed in you. | I am very unhappy with this. | I don't like that answer. | I don't like your answer at all. | I dislike this reply. | I hate you. | I hate talking to you. | I'm annoyed with you. | You annoy me. | You get on my nerves. | You drive me mad. | You make me angry. | You waste my time. | What a waste of time. | This is a waste of time. | This is frustrating. |
This is awful. | This is terrible. | This does not help. | It doesn't help me. | That didn't help at all. | That was no help. | Not helpful. | not helpful at all | I expected better. | I expected more from you. | I had hoped for more. | A child could do better. | My toaster is cleverer than you. | My cat could answer that better. | Do better. | You can do better. | Shame on you. | You are rude. | That was rude. | You are impolite. | Shut up. | shut up bot |
u suck | ur dumb | ur useless | lame | you're lame | Boo! | Thumbs down. | Thumbs down from me. | One star. | I want to complain. | I have a complaint. | I must complain about that reply. | I would like to make a complaint. | I wish to complain about your answer. | This bot is bad. | This thing is useless. | This is a bad chat. | Other bots are better than you. | You said something wrong. | You talk too much. | You are slow. | You repeat yourself.
""")  # fmt: skip

APOLOGY = rows("""
I am so sorry. | I'm terribly sorry. | I'm sorry for that. | I'm sorry I shouted. | I'm sorry for what I said. | I'm sorry I was rude to you. | I am sorry for my bad mood. | Sorry for calling you stupid. | Sorry that I insulted you. | Sorry for being mean. | sorry bout that | soz | sry | Sorry, my mistake. | My mistake. | My fault. | It was my fault, not yours. | I was wrong, sorry. |
I was wrong about you. | I take it back. | I take that back. | I should not have said that. | I shouldn't have been so harsh. | I was unfair to you. | That was unfair of me. | That was not nice of me. | I was out of line. | I regret what I said. | I feel bad about what I said. | Please forgive me. | Can you forgive me? | Do you forgive me? | I beg your pardon. | I owe you an apology. | My apologies. | Please accept my apology. |
I wish to apologise. | I want to say sorry. | Excuse me. | Excuse my tone. | Sorry, I mistyped. | Sorry, wrong window. | Sorry, that was meant for somebody else. | Sorry, my cat walked over the keyboard. | Sorry, I was away. | Sorry for the wait. | Sorry I took so long. | Sorry to keep you waiting. | Sorry for all the questions. | Sorry for asking so much. | Sorry for my bad English. | No offence meant. | I was only teasing, sorry.
""")  # fmt: skip

GOOD_MORNING = rows("""
Good morning to you, little bot. | Good morning, dear. | Good morning, my friend. | A very good morning! | Morning all | morning! | mornin' bot | Hello and good morning. | Hi, good morning! | What a fine morning. | It's a beautiful morning. | I'm up early today. | I am awake now. | I just got out of bed. | I just opened my eyes. | The day begins. |
The sun is coming up. | I've just had my first coffee. | I am having my breakfast. | I overslept. | I slept like a log. | I slept well last night. | Rise and shine! | Wakey wakey! | Time to get up! | Early bird here. | guten morning | good mornin
""")  # fmt: skip

GOOD_NIGHT = rows("""
Good night, dear. | Good night, little bot. | Good night and thank you. | Good night, see you tomorrow. | Night night. | night night bot | Nite | nighty night! | gnight | Have a good night. | Have a quiet night. | I wish you a good night. | Sleep tight! | Sleep well, little machine. | I'm off to sleep. | I'm going to sleep now. | I will go to bed now. | I'm turning in. | I'll hit the sack. | I am falling asleep. |
It's bedtime. | Bedtime for me. | Time for bed. | It is past my bedtime. | It's midnight, I must sleep. | I can hardly stay awake, good night. | My bed is calling. | Off to dreamland. | Lights out. | I need my sleep, good night. | I have to get up early, so good night. | Let's sleep on it. Good night! | I bid you good night.
""")  # fmt: skip

GOOD_EVENING = rows("""
Good evening to you, my friend. | Good evening, dear bot. | Evening all | evenin' | A lovely evening to you. | Hello and good evening. | Hi, good evening. | I'm home from work. | I just got home. | I am back home. | Just got back from work. | The working day is over. | At last the day is done. | I've finished work for today. | Time to put my feet up. | What a nice evening. |
It is getting dark here. | The evening has come. | I wish you a pleasant evening. | Dinner is done, now I have time.
""")  # fmt: skip

ACK = rows("""
OK, good. | Okay then. | OK, I see. | Ah, OK. | Ah, I see. | Oh, I see. | I understand. | Understood. | Got you. | gotcha | Makes sense. | That makes sense. | That's good to hear. | Good to know. | That is interesting. | How interesting. | Oh really. | Oh. | Ah. | Mhm | Uh-huh. | Yeah. | Yeah, OK. | Yes, indeed. | Yes, I think so. | I think so too. | I agree. | Agreed. | Exactly. | Indeed. | Quite. | Very well. |
All right then. | As you say. | If you say so. | So it is. | Could be. | Who knows. | No idea. | I guess. | I guess so. | I suppose. | Not now. | No, not really. | No, nothing. | Nah. | Well. | Well, well. | Hm, let me think. | Let me think about it. | Give me a moment. | Wait a moment. | One moment. | hehe | lmao | rofl | ha! | Ha ha, OK. | Oh wow. | Whoa. | Neat. | Sounds good. | Sounds fine to me. | Works for me. | Deal. | Never mind. | Doesn't matter. | It's fine. | no prob | kk | okie dokie
""")  # fmt: skip

FOR_JOKE = rows("""
I could do with a laugh. | I need a laugh today. | Give me something to laugh about. | Have you got a joke for me? | Do you have a good one? | Know any good jokes? | Any jokes? | Joke please | a joke! | Joke time! | Let me hear a joke. | Let's hear a joke. | How about a joke? | What about a joke? | Do you do jokes? | Can you be funny? | Be funny. | Say something to make me smile. | Make me smile. | Make me giggle. |
Cheer me up. | Can you cheer me up? | I'm feeling low, a joke would help. | My kids want to hear a joke. | Tell my son a joke. | A joke for my daughter, please. | I want a joke for the dinner table. | Tell us a joke! | Tell me your best joke. | What's your favourite joke? | What is the best joke you know? | Tell me a silly joke. | Tell me a pun. | A short joke would be nice. | Crack a joke. | Hit me with a joke. | Surprise me with a joke. |
Do you know any riddles or jokes? | Would you entertain me with a joke? | It is joke o'clock. | I love jokes, tell me one. | Your turn to tell a joke. | Spare me a joke? | Be so kind and tell a joke.
""")  # fmt: skip
