"""Requests that leave out what they are about, and the question that the assistant asks back.

"Fix this", "say it", "which is best?": the reply is a question whatever the style, since that is the point; the style still
sets its register, length, emoji and hedge. What happens once the user has named the thing is in `clarify.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from policy.starter.corpus.base import Style
from policy.starter.corpus.lines import rows
from policy.starter.corpus.phrasing import dress, say


class Unclear(NamedTuple):
    """One kind of unclear request."""

    users: tuple[str, ...]
    questions: tuple[str, ...]


UNCLEAR: dict[str, Unclear] = {
    "do": Unclear(
        rows("""
Can you do it? | Do it. | Please do it for me. | Could you do that? | Can you do this for me? | Just do it already. | Do the thing. | Can you handle it? | Get it done. | I need it done. | Will you do it? | Can you do it for me?
| Could you do it, please? | Would you do it for me? | Do it for me, please. | I want you to do it. | I would like you to do it. | I need you to do that. | You must do it. | Please do this. | Please get it done. | Do that. | Do that for me.
| Do this. | Do something. | Do your thing. | Do what I want. | Do what I told you. | Make it happen. | Make it so. | Take care of it. | Can you take care of it? | Can you sort it out? | Sort it out for me. | Handle this, please. | See to it.
| Go on, do it. | Go ahead. | Start. | Start now. | Begin. | Let's do it. | Let's start. | Just do it. | do it pls | can u do it | Is it possible for you to do that? | It has to be done today. | Somebody has to do it.
| I can't do it, can you? | The thing, can you do it? | It needs doing.
"""),
        ("what would you like me to do?", "what do you mean by that?", "what is it that I should do?", "which thing do you mean?", "what shall I do?", "what should I do for you?"),
    ),
    "better": Unclear(
        rows("""
Make it better. | Improve it. | Make it nicer. | Can you improve this? | Make it good. | Change it. | Make it shorter. | Make it sound better. | Polish this. | Can you make it longer? | Edit it. | Can you make it better?
| Could you make this nicer? | Please improve this. | Please make it better. | Please polish it. | I want it better. | It should be better. | It should be shorter. | It should sound nicer. | This could be better. | This is not good yet.
| Make this sound nicer. | Make that shorter, please. | Make it longer. | Make it funnier. | Make it simpler. | Make it clearer. | Make it more formal. | Make it friendlier. | Make it sound more polite. | Shorten it. | Shorten this for me.
| Rewrite it. | Rewrite this. | Rephrase it. | Put it differently. | Put it another way. | Say it better. | Correct it. | Correct this, please. | Check it for mistakes. | Are there mistakes in it? | Change the text. | Change this for me.
| Tidy it up. | Turn it into something better. | My text needs work. | My sentence is not good. | Can you rewrite my sentence? | Can you correct my text? | Could you shorten my letter?
"""),
        ("what should I make better?", "which text do you mean?", "can you send me the sentence?", "what would you like me to change?"),
    ),
    "fix": Unclear(
        rows("""
Fix this. | Fix it. | It does not work. | It is broken. | Something is wrong. | Can you fix it? | There is a problem. | It stopped working. | I have a problem. | Help, it's broken. | It's not right. | Please fix it. | Please repair it.
| Repair it. | Can you repair this? | Could you fix that for me? | I need you to fix it. | It has to be fixed. | Mend it. | Make it work. | Get it working again. | Why does it not work? | Why is it broken? | It doesn't work.
| It doesn't work anymore. | It won't work. | It won't start. | It won't open. | Nothing works. | This does not work. | That is not working. | It's not working. | It broke. | It is broken again. | It just broke. | It makes a strange noise.
| It's stuck. | It fell down. | I broke it. | Something broke. | Something went wrong. | Something's off. | There's something wrong with it. | There is an error. | I get an error. | I've got a problem. | We have a problem.
| Houston, we have a problem. | There's trouble. | I'm having trouble with it. | I am in trouble. | fix pls | it broke help
"""),
        ("what is broken?", "what does not work?", "what exactly is wrong?", "can you tell me what happened?"),
    ),
    "which": Unclear(
        rows("""
Which is best? | Which one is better? | Which one? | What is better? | Which should I take? | Which one should I choose? | What would you choose? | Is it better? | Which do you recommend? | Left or right? | Which one do you like more?
| Which is better? | Which is the best? | Which one is best? | Which one is the best? | Which one is nicer? | Which would you take? | Which would you choose? | Which one would you pick? | Which one would you take? | Which shall I take?
| Which shall I choose? | Which should it be? | Which do you like better? | Which do you like best? | Which do you prefer? | Which one do you prefer? | Which one shall I buy? | Which one should I buy? | What should I choose?
| What should I take? | What shall I pick? | What would you pick? | What do you prefer? | What's best? | What's the best one? | What is the best choice? | The first or the second? | This one or that one? | This or that? | One or two?
| A or B? | Yes or no? | The big one or the small one? | I can't decide. | I cannot make up my mind. | Help me choose. | Help me decide. | Choose one. | Pick one. | Pick one for me. | Choose for me. | Decide for me. | You decide.
| I don't know which one to take. | I have to choose. | Can you choose for me? | which 1 | Is one better than the other? | Are they equally good?
"""),
        ("which things do you want to compare?", "what can you choose from?", "what are the options?", "best of what?"),
    ),
    "help": Unclear(
        rows("""
Help. | Help! | Help me. | I need help. | Can you help? | Could you help me out? | I need a hand. | Please help. | I need some advice. | I have a question. | Can I ask you something? | May I ask a question? | I need to ask something. | hlep
| Help, please. | Help me out. | Help me, please. | Help me with something. | Can you help me with something? | Can you help me with this? | Could you help me with it? | Would you help me? | Would you be able to help? | Will you help me?
| Are you able to help me? | Please help me. | I need your help. | I need some help. | I need help with something. | I need help, please. | I could use some help. | I could use a hand. | I'd like some help. | I would like your help.
| I want help. | I'm stuck. | I am stuck here. | I don't know what to do. | I need advice. | I need a tip. | I could use some advice. | Give me some advice. | Give me a tip. | Give me a hand. | Lend me a hand. | A question.
| I have one question. | I have a small question. | I've got a question for you. | I want to ask you something. | I'd like to ask you something. | There's something I want to know. | There is something I would like to ask.
| Let me ask you something. | Could I ask you a question? | May I ask you something? | One question. | Question! | Do you have a minute? I have a question. | sos | help plz | need help
"""),
        ("what do you need help with?", "how can I help you?", "what is it about?", "what would you like to know?"),
    ),
    "write": Unclear(
        rows("""
Write something. | Write a text. | Write it. | Write something for me. | Write me a message. | Can you write it down? | Make a text. | Compose something. | Write a note. | Create something. | Write! | Write something nice.
| Write something for my friend. | Please write something. | Please write it for me. | Can you write something? | Can you write something for me? | Could you write me a text? | Could you write it for me? | Would you write something?
| I want you to write something. | I need a text. | I need something written. | I need a message. | I need a few lines. | Write me something. | Write me a text. | Write me a few lines. | Write a few lines. | Write a few sentences.
| Write a message. | Write a card. | Write an answer. | Write a reply for me. | Draft something. | Draft it. | Put something on paper. | Make up a text. | Think of a text. | Type something. | A text, please. | A few lines, please.
| write smth
"""),
        ("what should it be about?", "what would you like me to write about?", "who is it for?", "shall it be a note, a story or a list?"),
    ),
    "tell": Unclear(
        rows("""
Tell me about it. | Tell me something about that. | Explain. | Explain it. | What about it? | What does it mean? | And that? | What is that? | What is it? | Tell me more about this. | Describe it. | Tell me more. | Tell me all about it.
| Tell me about that. | Tell me everything about it. | Tell me what it is. | Tell me what that means. | Can you tell me about it? | Can you tell me more about that? | Could you tell me more? | Can you explain it? | Can you explain that?
| Could you explain this to me? | Please explain. | Please explain it to me. | Please explain this. | Explain this to me. | Explain that, please. | Explain how it works. | How does it work? | How does that work? | What does that mean?
| What is this? | What's that? | What's this? | What are they? | What do you know about it? | What do you know about that? | What do you think about it? | What do you think of it? | What do you say to that? | And this? | And it?
| I want to know more about it. | I'd like to hear about it. | I don't understand it. | I do not get it. | I never understood that. | Describe it to me. | Describe that, please. | Say something about it. | Define it. | Do you know it?
| Have you heard of it? | whats that
"""),
        ("what do you mean?", "what would you like to hear about?", "which thing do you mean?", "could you tell me what it is?", "what shall I tell you about?", "what is it that you want to know about?"),
    ),
    "fact": Unclear(
        rows("""
How much? | How many? | How long? | How far is it? | How much is it? | When? | When is it? | Where is it? | Who is he? | Who is she? | Where? | Who? | Why? | How? | What time? | How big is it? | What did she say? | Is it far? | Is it true?
| How far? | How old? | How big? | How tall is it? | How long is it? | How long does it take? | How long will it take? | How old is it? | How old is she? | How old is he? | How heavy is it? | How often? | How late? | How come?
| How many are there? | How many do I need? | How much do I need? | How much does it cost? | How do I do it? | How do I do that? | How do I get there? | How is he? | How was it? | When did it happen? | When will it be? | When does it start?
| When is he coming? | Where is she? | Where is he? | Where are they? | Where do I find it? | Where was it? | Where to? | Who was it? | Who is that? | Who are they? | Who did it? | Who said that? | Whose is it? | What colour is it?
| What did he say? | What did they want? | What was it? | What happened? | What is he called? | What is its name? | Is it good? | Is it big? | Is it dangerous? | Is it safe? | Is it open? | Is it ready? | Is she there? | Is he coming?
| Was it good? | Does it work? | Does he know? | Did it work? | Can I do it? | May I? | Can I have it? | Shall I do it? | Should I? | Should I do it? | Will it be enough? | Why did she do that? | Why is it so?
"""),
        ("what are you asking about?", "what do you mean exactly?", "could you give me the whole question?", "whom or what do you mean?"),
    ),
    "calculate": Unclear(
        rows("""
Calculate. | Add them. | Do the sum. | Count them. | Can you calculate it? | What do I get? | Work it out. | Sum it up. | Calculate this for me. | What is the result? | Add it up. | Add them up. | Add the numbers. | Add these.
| Please add them. | Can you add them? | Can you add these for me? | Could you add up the numbers? | Can you do the sum? | Do the maths. | Do the maths for me. | Please calculate. | Please calculate it. | Calculate it.
| Calculate that for me. | Compute it. | Count it. | Reckon it up. | Work it out for me. | Can you work it out? | What do they make together? | What do they come to? | What does it come to? | What is the sum? | What is the total?
| How much is it together? | How much is that together? | How much do they make? | Tell me the sum. | Tell me the total. | Give me the total. | I need the total. | I need the sum. | I want to add two numbers. | I have two numbers to add.
| I have a sum for you. | There is a sum I can't do. | Plus? | add pls
"""),
        ("which numbers do you mean?", "can you give me the numbers?", "what should I add up?", "which numbers shall I add?", "what are the numbers?"),
    ),
    "list": Unclear(
        rows("""
Give me a list. | Make a list. | I need a list. | List them. | Name some. | Tell me a few. | Give me three. | Give me some ideas. | Ideas? | Suggest something. | Recommend something. | Any suggestions? | List some. | List a few. | List three.
| Name three. | Name a few. | Name five of them. | Give me five. | Give me a few. | Give me some. | Give me some examples. | Give me examples. | Give me a short list. | Can you make a list? | Can you give me a list? | Can you name a few?
| Could you list them? | Could you make me a list? | Please make a list. | Please give me some ideas. | Please name some. | I'd like a list. | I would like a short list. | I want a list. | I need a short list. | I need a few examples.
| I need ideas. | I need suggestions. | Write a list. | Write me a list. | Make me a list. | Put together a list. | Tell me some. | Tell me three. | A list, please. | A few examples, please. | Some ideas, please. | Three, please. | Examples?
| Suggestions? | Any ideas? | What can you recommend? | What do you suggest? | What do you recommend? | Recommend me something. | Suggest a few. | list pls
"""),
        ("a list of what?", "what should be on the list?", "ideas for what?", "what kind of thing are you looking for?", "what kind of list would you like?", "what shall I list?"),
    ),
    "remember": Unclear(
        rows("""
Remember this. | Remember it. | Can you remember something? | Please keep this in mind. | Don't forget it. | Note this down. | Remember something for me. | Remember a word for me. | Please remember this. | Please remember it.
| Please remember something for me. | Can you remember it? | Can you remember this for me? | Can you remember a word? | Can you keep a word for me? | Can you keep something in mind? | Could you remember something?
| Could you remember a word for me, please? | Would you remember something for me? | Will you remember a word for me? | Keep it in mind. | Keep this in mind for me. | Keep something in mind. | Bear this in mind. | Keep a note of it.
| Make a note. | Make a note of this. | Note it down for me. | Take a note. | Write this down for later. | Store this. | Save it. | Save this for me. | Memorise it. | Memorise this. | Memorise a word. | Learn it by heart. | Don't forget this.
| You must not forget it. | Never forget it. | I want you to remember something. | I need you to remember a word. | I need you to keep something in mind. | I'd like you to remember it. | There is something you must remember.
| There is a word I want you to keep. | I have something for you to remember. | I have a word for you to remember. | I must not forget it, help me. | Help me remember something. | Hold on to it for me. | remember smth 4 me
"""),
        ("what should I remember?", "what would you like me to keep in mind?", "what is it?", "which word should I keep in mind?", "what is it that I should remember?", "what shall I note down?"),
    ),
    "say": Unclear(
        rows("""
Repeat. | Say it. | Say that. | Read it. | Spell it. | Say it again. | Again. | Say it for me. | Say that for me. | Say it, please. | Say it out loud. | Say the word. | Say a word for me. | Say something for me. | Please say it.
| Please say the word. | Please repeat it. | Please repeat the word. | Repeat it. | Repeat it for me. | Repeat this. | Repeat the word. | Repeat after me. | Repeat what I say. | Repeat a word for me. | Can you say it? | Can you say the word?
| Can you say it for me? | Can you say a word for me? | Can you repeat it? | Can you repeat the word? | Can you repeat something? | Can you read it to me? | Could you say it, please? | Could you repeat that for me?
| Could you repeat the sentence? | Would you say it? | Would you repeat a word for me? | Will you say it? | I want you to say it. | I want you to say a word. | I want you to repeat something. | I would like you to say it.
| I'd like to hear you say it. | I need you to say it. | I need you to repeat it. | Let me hear it. | Let me hear you say the word. | Read it out. | Read it back to me. | Read the sentence. | Read it aloud. | Write the word.
| Write it down for me. | Type it. | Type the word for me. | Quote it. | Pronounce it. | Echo it. | Speak the word. | Copy it. | say the word pls
"""),
        ("what should I say?", "which words do you mean?", "what would you like me to repeat?", "which word do you mean?", "what is the word?", "which sentence do you mean?", "what shall I say?"),
    ),
    "that_one": Unclear(
        rows("""
That one. | The blue one. | The other one. | The thing from before. | You know what I mean. | The same as last time. | As always. | Like yesterday. | The usual. | Not that one. | This one. | The red one. | The big one.
| The small one. | The other thing. | That thing. | The thing. | The thing I told you about. | The thing we talked about. | The one I mentioned. | The one from yesterday. | The one over there. | You know which one. | You know.
| You know the one. | You know what. | You know who. | The same. | The same again. | The same as before. | Same as usual. | Same as last time. | Like before. | Like last time. | As before. | As usual. | The usual, please. | Not this one.
| Not that. | Not like that. | The other way. | The other way round. | Over there. | Up there. | One of those. | A bit of that. | Something like that. | That. | This. | These. | Those. | Them. | Him. | Her.
"""),
        ("which one do you mean?", "what do you mean by that?", "could you tell me which one?"),
    ),
}  # fmt: skip

NEEDS = (
    "I need to know a little more", "I do not know yet what you mean", "that could mean many things", "I would like to help", "I am happy to help", "tell me a little more", "I need one more detail", "I am not sure what you mean",
)  # fmt: skip

NEEDS_HEDGED = (
    "I think I need to know a little more",
    "I believe I do not understand yet",
    "perhaps I missed something",
    "that could probably mean many things",
)

NEEDS_EXTRAS = (
    "one more sentence is enough.",
    "then I can try my best.",
    "I cannot see anything but this chat.",
    "a short example would help me.",
    "I only know what you write here.",
)


def exchange(rng: Random, kind: str) -> tuple[str, str]:
    """An unclear request of that kind and the question back."""
    users, questions = UNCLEAR[kind]
    return say(rng, users), asking(rng, questions)


def asking(rng: Random, questions: Sequence[str]) -> str:
    """A reply that asks back. A short one is the question alone or one sentence before it."""
    style = replace(Style.sample(rng), asks=True)
    if style.length == "short" and not style.hedged and not style.emoji and rng.random() < 0.6:
        return dress(rng, replace(style, asks=False), rng.choice(questions), tone="plain")
    return dress(rng, style, rng.choice(NEEDS), NEEDS_EXTRAS, questions, tone="plain", hedged=NEEDS_HEDGED)
