"""How users ask for what a tool can do, and for the same once more with something else in it."""

WEATHER = (
    "What is the weather in {city}?", "What's the weather like in {city}?", "How is the weather in {city} today?", "Is it nice in {city} right now?",
    "Do I need an umbrella in {city}?", "Can you check the weather for {city}?", "weather in {city} please", "Tell me how warm it is in {city}.",
    "weather {city}", "{city} weather?", "Is it raining in {city}?", "How warm is it in {city}?", "How cold is it in {city}?", "Is it cold in {city} today?",
    "I am going to {city}. What is the weather like there?", "What should I wear in {city} today?", "Do I need a coat in {city}?", "Is the sun out in {city}?",
    "Please look up the weather in {city}.", "Check the weather in {city}, please.", "Could you find out how the weather is in {city}?",
    "My sister lives in {city}. How is the weather there?", "What does the sky look like over {city}?", "How many degrees is it in {city}?",
    "What is the temperature in {city}?", "temperature in {city} now", "Will I get wet in {city}?", "Any rain in {city}?", "Is it windy in {city}?",
    "We fly to {city} tonight. Is it warm there?", "And the weather in {city}?", "Can I go out without a jacket in {city}?", "Weather report for {city}, please.",
    "I would like to know the weather in {city}.", "Is {city} sunny at the moment?", "Give me the current weather in {city}.",
)  # fmt: skip
TIME = (
    "What time is it in {city}?", "What's the time in {city}?", "Tell me the time in {city}.", "How late is it in {city} now?", "Can you look up the time in {city}?",
    "current time in {city}", "time in {city}?", "{city} time please", "What is the local time in {city}?", "What o'clock is it in {city}?", "Is it late in {city}?",
    "I want to call somebody in {city}. What time is it there?", "My brother is in {city}. Is he still awake, what time is it there?", "What does the clock say in {city}?",
    "Please check the time in {city}.", "How late do they have it in {city}?", "Is it morning or evening in {city}?", "What is the hour in {city}?",
    "I need the time in {city}.", "Could you tell me what time they have in {city}?", "Which time is it right now in {city}?", "Give me the time in {city}.",
    "Is it night in {city} already?", "Look at the clock for {city}, please.", "And what time is it in {city}?", "Have they got midnight in {city}? What time is it?",
)  # fmt: skip
CALCULATION = (
    "What is {left} {word} {right}?", "Calculate {left} {word} {right}.", "How much is {left} {word} {right}?", "Please work out {left} {sign} {right}.",
    "{left} {sign} {right}", "Can you compute {left} {sign} {right} for me?", "{left} {word} {right}?", "{left}{sign}{right}=?", "{left} {sign} {right} = ?",
    "What do I get for {left} {word} {right}?", "What does {left} {word} {right} make?", "I need {left} {word} {right}.", "Solve {left} {sign} {right}.",
    "What does {left} {sign} {right} come to?", "The result of {left} {word} {right}, please.", "Do the sum: {left} {word} {right}", "Use the calculator: {left} {sign} {right}",
    "My homework says {left} {word} {right}. What is it?", "Please evaluate {left} {sign} {right}.", "Quick, {left} {word} {right}!", "Tell me what {left} {word} {right} is.",
    "What is the answer to {left} {sign} {right}?",
)  # fmt: skip
CONVERSION = (
    "How much is {amount} {source} in {target}?", "Convert {amount} {source} to {target}.", "What do I get for {amount} {source} in {target}?",
    "Please change {amount} {source} into {target}.", "{amount} {source} in {target}", "{amount} {source} to {target}?", "What are {amount} {source} in {target}?",
    "I have {amount} {source}. How many {target} is that?", "How many {target} are {amount} {source}?", "How many {target} do I get for {amount} {source}?",
    "Exchange {amount} {source} for {target}.", "What is {amount} {source} worth in {target}?", "The hotel costs {amount} {source}. What is that in {target}?",
    "I need {amount} {source} in {target}.", "Turn {amount} {source} into {target}, please.", "If I change {amount} {source}, how many {target} will I have?",
    "It says {amount} {source} here. In {target}, please?", "Work out {amount} {source} in {target}.", "convert {amount} {source} {target}",
    "Could you tell me how many {target} I would get for {amount} {source}?",
)  # fmt: skip
AND_IN = (
    "And in {city}?", "and in {city}", "What about {city}?", "How about {city}?", "And {city}?", "{city}?", "The same for {city}, please.", "Now {city}.", "And over in {city}?",
    "Also for {city}, please.", "Can you check {city} too?", "And how is it in {city}?", "Thanks. And {city}?", "What if I go to {city} instead?", "Next, {city}.", "Then {city}, please.",
)  # fmt: skip
AND_SUM = (
    "And {left} {word} {right}?", "and {left} {sign} {right}", "What about {left} {word} {right}?", "Now {left} {sign} {right}.", "Next: {left} {word} {right}.", "Then {left} {word} {right}?",
    "Thanks. And {left} {word} {right}?", "One more: {left} {sign} {right}.", "{left} {word} {right} too, please.",
)  # fmt: skip
AND_MONEY = (
    "And {amount} {source} in {target}?", "What about {amount} {source} in {target}?", "Now {amount} {source} to {target}.", "and {amount} {source} into {target}", "Next: {amount} {source} in {target}.",
    "Also {amount} {source} to {target}, please.", "Thanks. And {amount} {source} in {target}?", "How about {amount} {source} to {target}?",
)  # fmt: skip
