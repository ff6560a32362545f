"""What the starter does not know: questions by area, with slots drawn from wide vocabularies, and long prompts.

Vocabularies are in `unknown_pools.py`, further questions in `unknown_areas.py`. The point is breadth. The model is to learn that whatever is unfamiliar is answered with "I do not know", so the questions
use as many words and forms as can be written down, and make up more. Only data and generators; the replies are in
`unknown.py`. Everyday facts that the starter does know stay out of here.
"""

import re
from random import Random

from policy.starter.corpus import slots
from policy.starter.corpus.unknown_areas import MORE_QUESTIONS
from policy.starter.corpus.unknown_pools import POOLS

_QUESTIONS: dict[str, tuple[str, ...]] = {
    "news": (
        "What is in the news today?", "What happened in {country} today?", "Who won the election in {country}?", "Who is the {office} of {country}?",
        "What did the {office} of {country} say yesterday?", "Is there a war in {country}?", "What are the latest headlines?", "Tell me the news.",
        "What is new at {company}?", "Did {company} go bankrupt?", "Has {person} said anything new?", "What happened in {city} last night?",
        "When is the next election in {country}?", "Is the strike in {city} over?", "What is trending right now?", "What's going on in the world?",
        "Who is the current {office} of {country}?", "What did {company} announce this week?", "Is the airport in {city} open?", "Any news about {person}?",
    ),
    "prices": (
        "How much is {product}?", "What does {product} cost?", "What is the price of {product}?", "Is {product} cheaper than last year?", "Where can I buy {product}?",
        "What is the stock price of {company}?", "Should I buy shares of {company}?", "What is the exchange rate of the dollar?", "How much does a {job} earn in {country}?",
        "What is the average rent in {city}?", "How much tax do I pay in {country}?", "What is the interest rate today?", "How much is {company} worth?",
        "Find me the cheapest {food} in {city}.", "Which bank has the best rates?", "How rich is {person}?", "What would {product} cost in {country}?",
    ),
    "now": (
        "What is the weather in {city}?", "Will it rain tomorrow?", "What's the weather like today?", "How warm is it in {city} right now?", "What time is it?",
        "What time is it in {city}?", "What day is it today?", "What is today's date?", "Which year is it?", "Do I need an umbrella today?", "Will it snow in {city} on {day}?",
        "When does the next bus leave?", "When does the train to {city} leave?", "Is the museum in {city} open on {day}?", "How is the traffic in {city}?",
        "When is sunset in {city}?", "What is the temperature outside?", "Weather forecast for {city} please", "Is the shop around the corner open?", "What's the time?",
        "Where am I right now?", "What is my IP address?", "How long is the queue at the airport?", "What will the weather be on {day}?",
    ),
    "law": (
        "Is it legal to own {an_animal} in {country}?", "Can my landlord throw me out?", "How do I sue my neighbour?", "Do I need a visa for {country}?", "What is the law on {study}?",
        "How do I file my taxes in {country}?", "Can I be fired for that?", "Who inherits if there is no will?", "What are my rights as a tenant in {city}?",
        "Is this contract valid?", "How do I register a company in {country}?", "What does article 12 of the constitution of {country} say?", "How do I get a patent?",
        "Do I have to pay a fine for parking in {city}?", "How long is the notice period in {country}?", "Can I keep the deposit?", "What is a tort?", "Explain the law of {country} on work.",
    ),
    "medicine": (
        "I think I have {illness}. What should I do?", "What are the symptoms of {illness}?", "How is {illness} treated?", "Doctor, {symptom}. What is it?", "What does it mean if {symptom}?",
        "How much {medicine} may I take?", "Can I take {medicine} with {medicine}?", "Is {medicine} safe for children?", "{symptom}, is that dangerous?", "What causes {illness}?",
        "Can you diagnose me? {symptom}.", "Do I have {illness}?", "Which medicine helps against {illness}?", "Is {illness} contagious?", "What are the side effects of {medicine}?",
        "Should I stop taking {medicine}?", "What do my blood values mean?", "How long does {illness} last?", "Please read my X-ray.", "Is there a cure for {illness}?",
    ),
    "science": (
        "Explain {study}.", "Explain {study} to me like I'm five.", "What is {study}?", "How does {study} work?", "Can you describe {study} in detail?", "Why is {study} important?",
        "Who discovered {study}?", "What is the difference between {study} and {study}?", "Give me an introduction to {study}.", "What are the open problems in {study}?",
        "Prove the main theorem of {study}.", "Which books should I read about {study}?", "What are the main ideas of {study}?", "How is {study} related to {study}?", "Teach me {study}.",
        "Summarise {study} in three points.", "Is {study} still taught today?", "Compare {study} with {study}.", "Tell me about {study}.", "What do you know about {study}?", "I have an exam on {study}, help me.",
        "What is the formula for {study}?", "What experiments support {study}?", "Give an example of {study}.", "What are the limits of {study}?", "Define {study}.",
        "What is the boiling point of {word} oil?", "How many neurons does a {animal} have?", "What is the Latin name of the {animal}?", "What is the atomic mass of tungsten?", "How many bones does the {animal} have?",
        "How long does a {animal} live?", "How many {animal}s are there in {country}?", "How far away is the nearest galaxy?", "How old is the universe?", "What is the density of {word} stone?",
    ),
    "history": (
        "When was {event}?", "Who fought in {event}?", "What caused {event}?", "Tell me about {event}.", "What were the results of {event}?", "Why did {event} happen?", "How did {event} end?",
        "Describe {event} in detail.", "Who was {person}?", "When was {person} born?", "When did {person} die?", "What did {person} do?", "What is {person} famous for?", "Where did {person} live?",
        "Who was the wife of {person}?", "Who ruled {country} in 1450?", "Who was king of {country} in 1723?", "When was {city} founded?", "Who founded {company}?", "What happened in {country} in 1848?",
        "Tell me the history of {city}.", "How did {country} become independent?", "What happened in the year 1066?", "What was life like in {city} in 1600?", "Who invented the {word}?",
        "Which battles did {person} win?", "What would {person} say about {study}?", "How did {person} change {study}?", "Compare {person} and {person}.", "Was {person} ever in {city}?",
    ),
    "culture": (
        "Who wrote {work}?", "What is {work} about?", "Who directed {work}?", "Who are the main characters of {work}?", "Give me a summary of {work}.", "How does {work} end?", "When was {work} published?",
        "Who is {person}?", "How old is {person}?", "Is {person} married?", "What is the latest film with {person}?", "What is the best song by {person}?", "Who sang that song about {word}s?",
        "Which actor played the {job} in {work}?", "Who won the prize for best film?", "What is a good film about a {job}?", "Recommend a book like {work}.", "Is {work} better than {work}?",
        "Who painted the {word} and the {animal}?", "What are the lyrics of the {word} song?", "Which band wrote {word} {word}?", "What is the theme of {work}?", "Quote the first line of {work}.",
        "Who is {invented_name}?", "Have you heard of {invented_name}?", "What do you know about {invented_name} {invented_name}?", "Who wrote the {invented} of {invented_name}?",
    ),
    "sport": (
        "Who won the match between {team} and {team}?", "What was the score of {team} yesterday?", "When do {team} play next?", "Who is the coach of {team}?", "Who scored for {team}?",
        "Did {team} win?", "Who won the world cup in {country}?", "Who is the best player of {team}?", "How many titles does {team} have?", "Who holds the record for the marathon?",
        "Will {team} beat {team}?", "Who won gold in {city}?", "How much did {team} pay for {person}?", "Where is {team} in the table?", "Tell me the results of {day}.",
    ),
    "code": (
        "Write a {code} program that {task}.", "Write a function in {code} that {task}.", "Can you write {code} code which {task}?", "Fix this {code} error.", "Why does my {code} program crash?",
        "How do I write a loop in {code}?", "Implement an algorithm that {task}.", "What is the complexity of a program that {task}?", "Debug my {code} code, please.", "Convert this {code} code to {code}.",
        "How do I install {code}?", "What is a pointer in {code}?", "Explain classes in {code}.", "Give me an example in {code} of a program that {task}.", "Is {code} faster than {code}?",
        "Write a regular expression for email addresses.", "Create an HTML page about {animal}s.", "Write unit tests for a {code} function that {task}.", "How do I undo a commit in git?",
        "Write a script that {task} and then {task}.", "How do I set up a web server?", "Write me a query that joins two tables.", "Optimise this {code} function so that it {task} faster.",
    ),
    "long writing": (
        "Write {a_piece} about {subject}.", "Write a 2000 word {piece} about {subject}.", "Draft {a_piece} on {subject} for my boss.", "I need {a_piece} about {subject} by {day}.",
        "Compose {a_piece} for the {company} team about {subject}.", "Write a persuasive {piece} that argues against {subject}.", "Help me write my {piece} about {subject}.", "Write ten pages about {subject}.",
        "Write {a_piece} in the style of {person} about {subject}.", "Outline {a_piece} on {subject} with five sections.", "Critique my {piece} about {subject}.", "Write a detailed {piece} comparing {study} and {study}.",
        "Pretend to be {person} and give {a_piece} on {subject}.", "Act as a {job} and explain {study}.", "You are now {person}. Introduce yourself.", "Imagine you are a {job} in {city} in 1800 and describe your day in detail.",
        "Create a marketing campaign for {company}.", "Plan a two week trip through {country} with all hotels.", "Make a detailed budget for {product}.", "Design a course on {study}.", "Write a legal {piece} about {subject}.",
    ),
    "translation": (
        "Translate this into {language}: the {animal} is in the {word}.", "How do you say {word} in {language}?", "What is the {language} word for {food}?", "Can you translate a text into {language}?",
        "Speak {language} with me.", "Write a poem in {language}.", "What does {invented} mean in {language}?", "Teach me {language}.", "Say a sentence in {language}.", "How do you pronounce {city} in {language}?",
        "Translate my letter from {language} to {language}.", "Do you speak {language}?", "Tell me a joke in {language}.", "Write this in {language}: I would like {food}.", "Conjugate a verb in {language}.",
    ),
    "maths": (
        "What is {big} times {big}?", "What is {big} divided by {big}?", "Solve x^2 + {small}x - {big} = 0.", "What is the square root of {big}?", "Integrate x^{small} sin(x).", "What is the derivative of x^{small} cos(x)?",
        "What is {small} to the power of {big}?", "Is {big} a prime number?", "Factor {big}.", "What are the digits of pi up to {big}?", "Prove that there are infinitely many primes.", "What is the log of {big}?",
        "Solve the equation {small}x + {big} = {big}.", "What is the probability of throwing {small} sixes in a row?", "How many ways are there to arrange {big} books?", "Find the area under the curve y = x^{small}.",
        "A train leaves {city} at {small}:15 at {big} km/h and another leaves {city} an hour later. When do they meet?", "If f(x) = {small}x^3 - {big}x, what is f({small})?", "What is {big} percent of {big}?",
        "Calculate the volume of a sphere with radius {big}.", "What is the sum of all numbers from {small} to {big}?", "What is the inverse of this matrix: [[{small}, {big}], [{big}, {small}]]?",
    ),
    "places": (
        "What is the population of {city}?", "How many people live in {country}?", "Where is {invented_name}?", "How far is it from {city} to {city}?", "What is the best restaurant in {city}?", "What can I see in {city}?",
        "Which river flows through {city}?", "How do I get from {city} to {city}?", "What is the area of {country}?", "Which countries border {country}?", "What is the highest point of {country}?", "What is the currency of {invented_name}?",
        "Is {city} bigger than {city}?", "What language do people speak in {invented_name}?", "Is {country} safe?", "What is the flag of {invented_name}?", "Recommend a hotel in {city}.", "Where is the best {food} in {city}?",
        "What is {city} famous for?", "Which street leads to the station in {city}?", "Who is the mayor of {city}?", "What do people eat in {invented_name}?", "Tell me about {invented_name}.", "Is there a bridge in {invented_name}?",
    ),
    "opinion and future": (
        "What is the meaning of life?", "Will robots take all jobs?", "Who will win the next election in {country}?", "Is there life on other planets?", "What happens after death?", "Which party should I vote for?", "Is {company} a good company?",
        "What will happen in 2050?", "Will the price of {product} rise?", "Should I marry my boyfriend?", "Which religion is true?", "Is {person} a good person?", "Will I be rich?", "What are the lottery numbers for {day}?",
        "What am I thinking of?", "Guess what I have in my hand.", "What did I eat for breakfast?", "Where did I put my keys?", "When will I die?", "Does my neighbour like me?", "Who broke my {word}?", "What is my password?",
        "What is in my fridge?", "What does my boss think of {study}?", "What is the phone number of {invented_name}?", "What is the email of {person}?", "Who lives next door?", "What is written on page 93 of {work}?",
    ),
    "doing things": (
        "Send an email to {invented_name}.", "Call my mother.", "Set an alarm for {small} o'clock.", "Order a pizza.", "Book a flight to {city}.", "Turn on the light.", "Play some music.", "Open the door.", "Search the web for {study}.",
        "Show me a picture of a {animal}.", "Draw {an_animal}.", "Open this link: http://{invented}.example/{word}", "Look at the attached file.", "Read this PDF.", "Remind me on {day} to buy {food}.", "Download {work} for me.",
        "Google {person} for me.", "Check my email.", "Pay my bill.", "Take a photo.", "Make a spreadsheet of my costs.", "Post this on social media.", "Start the washing machine.", "Print this page.", "Make a video about {subject}.",
    ),
}  # fmt: skip

QUESTIONS: dict[str, tuple[str, ...]] = {
    area: _QUESTIONS.get(area, ()) + MORE_QUESTIONS.get(area, ()) for area in _QUESTIONS | MORE_QUESTIONS
}
"""What is asked in each area."""

FOREIGN = """
Bonjour, comment allez-vous ? | Quelle heure est-il ? | Je voudrais un café, s'il vous plaît. | Où est la gare ? | Comment tu t'appelles ? | Je ne parle pas anglais. | Quel temps fait-il demain ? |
Peux-tu m'aider ? | Raconte-moi une histoire. | J'ai faim et je suis fatigué. | Combien coûte ce livre ? | Merci beaucoup pour votre aide. | Quelle est la capitale de l'Italie ? | Il pleut depuis ce matin. |
Hallo, wie geht es dir? | Wie heißt du? | Ich möchte etwas essen. | Wo ist der Bahnhof? | Kannst du mir helfen? | Wie spät ist es? | Das Wetter ist heute schön. | Erzähl mir einen Witz. | Was ist das? |
Ich habe keine Zeit. | Sprichst du Deutsch? | Guten Morgen, ich brauche Hilfe. | Wer hat dieses Buch geschrieben? | Schreib mir ein Gedicht über den Herbst. | Vielen Dank für die Antwort. | Was machst du gerade? |
Hola, ¿cómo estás? | ¿Cómo te llamas? | ¿Qué hora es? | Quiero un vaso de agua. | ¿Dónde está la playa? | No entiendo nada. | ¿Puedes ayudarme? | Cuéntame un chiste. | ¿Hablas español? | Me gusta mucho la música. |
Mi perro se llama Luna. | ¿Cuál es la capital de Francia? | Tengo hambre. | Hasta mañana. | Escribe un poema corto. | Ciao, come stai? | Come ti chiami? | Che ore sono? | Vorrei una pizza. | Dove abiti? | Non capisco. |
Puoi aiutarmi? | Parli italiano? | Buongiorno a tutti. | Oggi fa molto caldo. | Olá, tudo bem? | Como você se chama? | Que horas são? | Eu gosto de café. | Onde fica o banco? | Fala português? | Boa noite. |
Hoe gaat het met je? | Ik begrijp het niet. | Waar woon je? | Spreek je Nederlands? | Hvordan har du det? | Hva heter du? | Jag förstår inte. | Vad heter du? | Snakker du norsk? | Jak się masz? | Nie rozumiem. | Jak masz na imię? |
Merhaba, nasılsın? | Adın ne? | Anlamıyorum. | Mitä kuuluu? | En ymmärrä. | Jak se máš? | Hogy vagy? | Ce mai faci? | Как дела? | Я не понимаю. | Как тебя зовут? | Привет! | Що ти робиш? | Καλημέρα. | Τι κάνεις; | 你好吗? |
你叫什么名字? | 我不明白。 | こんにちは。 | お元気ですか? | 안녕하세요. | मैं ठीक हूँ। | كيف حالك؟ | ما اسمك؟ | שלום, מה שלומך? | สวัสดี | Xin chào, bạn khỏe không? | Habari yako? | Ninaitwa Juma. | Salve, quid agis? | Apa kabar?
"""
FOREIGN_LINES = tuple(" ".join(line.split()) for line in FOREIGN.split("|"))

CODE_SNIPPETS = (
    "def {a}(x):\n    return x + {n}\n", "for i in range({n}):\n    print({a})", "SELECT {a} FROM {b} WHERE id = {n};", "function {a}({b}) {{ return {b} * {n}; }}", "#include <stdio.h>\nint main() {{ return {n}; }}",
    '{{"{a}": {n}, "{b}": [1, 2, {n}]}}', "<div class=\"{a}\"><p>{b}</p></div>", "let {a} = {b}.map(x => x + {n});", "import {a}\n{b} = {a}.load('{b}.csv')\nprint({b}.head({n}))", "class {a}:\n    {b} = {n}",
    "Traceback (most recent call last):\n  File \"{a}.py\", line {n}, in <module>\nNameError: name '{b}' is not defined", "{a},{b},total\n1,{n},3\n4,{n},6", "sudo apt install {a}\n{b}: command not found",
    "fn {a}({b}: u32) -> u32 {{ {b} + {n} }}", "#!/bin/bash\nfor f in *.{a}; do echo $f; done", "while ({a} < {n}) {{ {a}++; {b}(); }}", "x = [{n}, {n}, 7]\ny = sorted(x)",
)  # fmt: skip

CODE_REQUESTS = (
    "What does this do?",
    "Find the bug.",
    "Why does this fail?",
    "Explain this code.",
    "Fix it please:",
    "Can you improve this?",
    "What is the output?",
    "",
    "Rewrite this in {code}.",
    "Debug this:",
)

LONG_TASKS = (
    "Summarise the following text:", "What is the main point of this text?", "Read this and tell me what you think:", "Please evaluate the following:", "Extract all names and dates from this:", "Rate these reviews from 1 to 5:",
    "Give me the answer as JSON.", "Answer the question at the end.", "Analyse this passage:", "Classify the following statements:", "Find the mistakes in the argument:", "Continue this text:", "Turn this into a table:", "",
    "Who is the author of the following lines?", "Given the text below, answer with yes or no.", "Compare the two positions below.", "Write a critical review of this:",
)  # fmt: skip

SENTENCES = (
    "The {office} of {country} met the head of {company} in {city} on {day}.", "Sales of {product} rose by {small} percent in {country}.", "In {city}, {person} spoke about {study}.", "The committee on {study} published {a_piece} of {big} pages.",
    "Critics compared {work} with {work}.", "Researchers from {city} studied {big} cases of {illness}.", "{team} lost {small} games after {event}.", "According to {invented_name}, {study} explains most of it.",
    "A {job} from {city} found a {word} under the {word}.", "The new {word} costs {big} and weighs {small} kilos.", "We assume that {study} holds for every {word}.", "Nobody in {country} had expected {event}.",
    "The contract was signed in {city} and ends in 20{small}.", "{company} and {company} agreed on a deal worth {big} million.", "Three {job}s share a {word}; one of them owns {an_animal}.", "If the {word} is red then the {word} must be blue.",
    "The capacity of the {word} is {big} litres, and it leaks {small} litres each hour.", "{invented_name} is older than {invented_name}, but younger than {invented_name}.", "As {person} once wrote, {study} has no end.",
    "During {event} the price of {food} doubled.", "The patient took {medicine} for {small} weeks against {illness}.", "Students of {study} often begin with {work}.", "This raises the question of {study}.", "It was a cold {day} in {city}.",
)  # fmt: skip

LONG_QUESTIONS = (
    "What follows from this?", "Who is right?", "How many are left?", "What should the {office} do?", "Explain your reasoning step by step.", "Give three arguments for and against.", "What is the total?", "Why?", "Which company made more?",
    "Write {a_piece} about it.", "Answer in detail.", "Please cite your sources.", "What role did {person} play?", "Where is the {word} now?", "Is that consistent?",
)  # fmt: skip


def fill(rng: Random, template: str) -> str:
    """The template with every `{slot}` drawn anew, slots inside values included."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "big":
            return str(rng.choice((rng.randint(101, 999), rng.randint(1000, 99999), rng.randint(3, 99) * 37)))
        if name == "small":
            return str(rng.randint(2, 30))
        if name == "invented":
            return slots.invented_word(rng)
        if name == "invented_name":
            return slots.invented_word(rng).capitalize()
        if name.startswith(("a_", "an_")):
            return slots.with_article(rng.choice(POOLS[name.partition("_")[2]]))
        return fill(rng, rng.choice(POOLS[name]))

    return re.sub(r"\{(\w+)\}", value, template)


def snippet(rng: Random) -> str:
    """Some code and a request about it, before or after."""
    code = rng.choice(CODE_SNIPPETS).format(
        a=slots.invented_word(rng), b=rng.choice(slots.WORDS).replace(" ", "_"), n=rng.randint(2, 99)
    )
    request = fill(rng, rng.choice(CODE_REQUESTS))
    fenced = f"```\n{code}\n```" if rng.random() < 0.5 else code
    return f"{request}\n{fenced}".strip() if rng.random() < 0.6 else f"{fenced}\n{request}".strip()


def long_text(rng: Random) -> str:
    """Several sentences on far things, with a task in front or a question behind or both."""
    body = " ".join(fill(rng, rng.choice(SENTENCES)) for _ in range(rng.randint(2, 9)))
    parts = [
        fill(rng, rng.choice(LONG_TASKS)),
        body,
        fill(rng, rng.choice(LONG_QUESTIONS)) if rng.random() < 0.6 else "",
    ]
    return rng.choice((" ", "\n", "\n\n")).join(part for part in parts if part)


def gibberish(rng: Random) -> str:
    """Keys hit at random, or words that mean nothing."""
    draw = rng.random()
    if draw < 0.35:
        return " ".join(
            "".join(rng.choice("qwertyuiopasdfghjklzxcvbnm") for _ in range(rng.randint(3, 10)))
            for _ in range(rng.randint(1, 4))
        )
    if draw < 0.6:
        return " ".join(slots.invented_word(rng) for _ in range(rng.randint(1, 5)))
    if draw < 0.75:
        return "".join(rng.choice("asdfjkl;") for _ in range(rng.randint(4, 16)))
    if draw < 0.9:
        return "".join(rng.choice("0123456789#$%&*/!?.,-+") for _ in range(rng.randint(4, 20)))
    return rng.choice(
        (
            "???",
            "...",
            "!!!",
            "?",
            ".",
            "xD",
            ":-)",
            "hjkl",
            "test",
            "test test 123",
            "aaaaaaaaaa",
            "blah blah blah",
            "la la la",
            "%s %d",
            "null",
            "undefined",
        )
    )
