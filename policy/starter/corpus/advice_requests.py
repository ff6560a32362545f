"""How users ask for advice, ask for more of it, and ask about the tips they were given.

`{told}` is a sentence of the user's own ("I cannot sleep"), `{matter}` a noun ("sleeping better"), `{aim}` a verb
("sleep better"). Requests for more name neither in most lines: what they are about was said before.
"""

ASKS_TOLD = (
    "{told}. What can I do?", "{told}. Any tips?", "{told}, what should I do?", "{told}. Can you help me?", "{told}, any advice",
    "{told}. What would you do?", "{told}. What do you suggest?", "{told}. What would help?", "{told}. Do you have any ideas?",
    "{told}. Please help.", "{told} and I do not know what to do.", "{told}, got any advice?", "{told}. Give me some advice, please.",
    "{told}. I could use a tip.", "{told}. What do you advise?", "{told}, tips?", "{told}, help", "{told}, any ideas?", "{told}, what now?",
    "I need your advice. {told}.", "What do you recommend? {told}.", "{told} - what helps?", "Any tips for me? {told}.",
    "{told}, and I wonder what I could do.", "Here is my problem. {told}. Any advice?", "Could you give me a tip? {told}.",
    "Help me, please. {told}.", "What would you do in my place? {told}.", "{told}. You surely have a tip for me.",
    "{told}. Where do I begin?", "{told}. How would you go about it?", "{told}. What is the best thing to do?", "{told}, what to do?",
    "{told}. Have you any suggestions?", "Advice needed. {told}.", "{told}. Somebody told me that you know what helps.",
    "{told}. Is there anything I can do?", "{told}. There must be something I can do.", "{told}, plz help", "{told} :( any tips",
    "{told}. I would be glad about a good idea.", "{told}. What might help me?", "Maybe you can help. {told}.", "{told}. Your advice?",
    "{told}, so what is your tip?", "{told}. Suggest something, please.", "{told}. Pray tell, what should one do?",
)  # fmt: skip
ASKS_MATTER = (
    "Do you have any advice on {matter}?", "Any tips for {matter}?", "tips for {matter}", "Give me some advice on {matter}.",
    "Can you give me a tip for {matter}?", "I need some advice about {matter}.", "What is your advice on {matter}?",
    "What helps with {matter}?", "A few tips on {matter}, please.", "{matter}, any tips?", "{matter}, any advice?",
    "Advice on {matter}?", "advice about {matter} pls", "What would you advise about {matter}?", "Let me have a hint or two on {matter}.",
    "I would be thankful for a tip on {matter}.", "Can we talk about {matter}? I need tips.", "My question is about {matter}. What helps?",
    "Share a tip on {matter}.", "Share some tips for {matter}.", "Do you know something useful about {matter}?", "Got any tips for {matter}?",
    "I'm looking for advice on {matter}.", "Suggest something for {matter}.", "Have you got a good trick for {matter}?",
    "I could do with some help with {matter}.", "Any thoughts on {matter}?", "Your best tip for {matter}?", "give me a hint about {matter}",
    "When it comes to {matter}, what do you recommend?", "Some ideas for {matter}?", "I know nothing about {matter}. Can you help?",
    "As for {matter}, what would you suggest?", "What do you recommend for {matter}?", "I was thinking about {matter}. Any tips?",
    "My sister asked me about {matter}. What should I tell her?", "What can you tell me about {matter} that helps?",
    "For {matter}, what is your best advice?", "Would you have a word of advice on {matter}?", "I am reading about {matter}. What is your tip?",
    "need tips: {matter}", "Who can give me a tip on {matter}? You?", "Let's talk about {matter}. What helps?", "What is useful for {matter}?",
)  # fmt: skip
ASKS_AIM = (
    "How can I {aim}?", "how do i {aim}", "How do I {aim}?", "What should I do to {aim}?", "What can I do to {aim}?",
    "Could you tell me how to {aim}?", "I would like to {aim}. Do you have any tips?", "What is the best way to {aim}?", "help me {aim}",
    "Please help me to {aim}.", "I'd like to {aim}, how?", "What is a good way to {aim}?", "Is there a trick to {aim}?", "Teach me how to {aim}.",
    "Show me how to {aim}.", "I am trying to {aim}. What helps?", "I've been trying to {aim} for weeks. Any advice?",
    "I really want to {aim}. Where do I begin?", "To {aim}, what should I do?", "What does it take to {aim}?", "What would help me to {aim}?",
    "What helps to {aim}?", "how to {aim}", "how 2 {aim}", "Is there anything I can do to {aim}?", "I find it hard to {aim}. What would you suggest?",
    "I don't know how to {aim}.", "I have no idea how to {aim}. Help?", "Give me some tips so that I can {aim}.", "What do people do to {aim}?",
    "Any tricks to {aim}?", "My goal is to {aim}. Any ideas?", "My plan is to {aim}. What should I think of?", "Tell me the best way to {aim}.",
    "What steps can I take to {aim}?", "Which things help to {aim}?", "I need to {aim}. How?", "I must {aim}. What do you advise?",
    "Could you suggest a way to {aim}?", "Ideas to {aim}, please.", "I hope to {aim} soon. What should I do?", "I'd be grateful for a tip on how to {aim}.",
    "What do I have to do to {aim}?", "Say I want to {aim}. What would you tell me?", "Do you have a tip on how to {aim}?",
    "please what must i do for to {aim}", "How does one {aim}?", "How should I {aim}?", "How would you {aim}?", "I never managed to {aim}. What can I do?",
    "What would you do to {aim}?", "I was wondering how to {aim}.", "In what way can I {aim}?", "One good tip to {aim}, please.",
    "What is needed to {aim}?", "It is time to {aim}, I think. How do I go about it?",
)  # fmt: skip
ASKS = (ASKS_TOLD, ASKS_MATTER, ASKS_AIM)

ANOTHER = (
    "Another tip?", "another one?", "One more tip, please.", "what else", "Anything else?", "Do you have one more?", "And what else can I do?",
    "any other ideas?", "I tried that. What else?", "more tips please", "give me one more", "What else helps?", "What else would help?",
    "What other things could I try?", "Is there something else I could try?", "Something else?", "Any more ideas?", "any more?", "more?", "and?",
    "And besides that?", "Besides that, what can I do?", "What do you suggest apart from that?", "Apart from that?", "Is that all?", "Is that everything?",
    "That is not enough. What else?", "That did not help. Any other idea?", "I already do that. Something else, please.", "I do that already, what else?",
    "I can't do that. Do you have another idea?", "That does not work for me. Another tip, please.", "And if that does not help?",
    "What if that doesn't work?", "Thanks, and what else?", "Thank you. Is there more I can do?", "Good idea. Any others?", "Nice, one more!",
    "OK, I will try that. What else?", "Sounds good. And another?", "Go on.", "Tell me more.", "tell me another one", "Keep going.", "Some more advice, please.",
    "Have you got another tip for me?", "Another piece of advice would be nice.", "I would like one more idea.", "Give me a different tip.", "A different one?",
    "Next tip, please.", "next one", "What would you try next?", "What should I do after that?", "Anything more you can suggest?", "Further ideas?",
    "Further suggestions, please.", "Could you add one more?", "Add another tip.", "What is your other advice?", "What else comes to your mind?",
    "Can you think of anything else?", "Do you know any other trick?", "Are there other ways?", "Is there another way?", "Something different, maybe?",
    "I am sure you know more than that.", "got more?", "gimme another", "one more pls", "hm, anything else that works?", "and what else, my friend?",
    "What further steps would you take?", "That's one. What else?", "And one more?", "You said one thing, I need another.", "Which other things help?",
    "Is there more to it?", "What have I not tried yet?", "I need more than that.", "Would you have yet another idea?", "What else do you advise?",
    "What else do people do?", "Aside from this, what helps?", "On top of that, what could I do?", "In addition?", "what else do u recommend",
    "My mother told me that too. Anything else?", "I want to do more.", "How about another suggestion?", "Other tips?", "Any last tip?",
    "Any additional advice?", "Do tell me another.", "Would anything else be of use?", "Can I do even more?", "Could I do anything else about it?",
)  # fmt: skip
ANOTHER_NAMED = (
    "What else helps with {matter}?", "Another tip for {matter}?", "More tips on {matter}, please.", "What else can I do to {aim}?",
    "How else can I {aim}?", "Is there another way to {aim}?", "Any other advice on {matter}?", "And what else would help me to {aim}?",
    "One more idea about {matter}, please.", "What else should I know about {matter}?", "Anything else I can do to {aim}?",
)  # fmt: skip
BEST = (
    "Which one should I start with?", "What is the most important of these?", "Which of them is best?", "Where do I start?", "which first?",
    "Which one would you do first?", "What should I do first?", "I can only do one of them. Which?", "If you had to choose one?", "Your favourite of these?",
    "That is a lot. Which one matters most?", "Just one of them, please.", "Too many! Pick one.", "And which is the easiest to begin with?",
)  # fmt: skip
AGAIN = (
    "What was the {nth} tip again?", "Say the {nth} one again, please.", "the {nth} one again?", "Could you repeat your {nth} tip?",
    "I forgot the {nth} thing you said.", "What did you say in the {nth} place?", "And the {nth}?", "What was the {nth} thing?", "Remind me of the {nth} tip.",
)  # fmt: skip

ASKS_WHICH = (
    "Should I {one} or {two}?", "{one} or {two}?", "I cannot decide: {one} or {two}?", "What is better, to {one} or to {two}?", "shall i {one} or {two}",
    "Would you {one} or {two}?", "Help me choose: {one} or {two}.", "Would you rather {one} or {two}?", "I could {one} or {two}. What do you say?",
    "Is it better to {one} or to {two}?", "Which is better: {one}, or {two}?", "My wife wants to {one}, I want to {two}. Who is right?",
    "Do you think I should {one} or {two}?", "Help me decide, {one} or {two}?", "I do not know whether to {one} or {two}.", "{one}, or rather {two}?",
    "If you were me, would you {one} or {two}?", "Either I {one}, or I {two}. Which one?", "choose for me: {one} / {two}", "What would you do, {one} or {two}?",
    "Shall we {one}, or shall we {two}?", "I am torn. Do I {one} or {two}?", "better to {one} or {two}?", "You decide: {one} or {two}?",
    "Today I want to {one}, or maybe {two}. What is your advice?", "Which would be wiser, to {one} or to {two}?",
)  # fmt: skip
WHY = (
    "Why?", "why that?", "Why do you say that?", "For what reason?", "How come?", "Why that one?", "And why?", "What makes you think so?", "What is the reason?",
    "Why not the other?", "Can you explain why?", "why so", "What speaks for it?", "Tell me why.",
)  # fmt: skip
SURE = (
    "Are you sure?", "really?", "Sure?", "Is that your honest opinion?", "You really think so?", "So what should I do?", "So that is your choice?",
    "Then I should do that?", "which one again?", "Which one did you say?", "Not the other one?",
)  # fmt: skip
