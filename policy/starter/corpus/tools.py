"""Scenes in which the user's program offers tools: call the right one, then say its result in words.

A scene varies the names of tools and parameters, so that the model reads them from the offer instead of reciting
them, and offers other tools beside the one that is needed. `mix.py` also offers tools in ordinary conversations,
where none of them helps and none is called. Left out: several calls in one turn.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from policy.starter.corpus.base import Style
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.slots import CITIES
from policy.starter.corpus.tool_requests import AND_IN, AND_MONEY, AND_SUM, CALCULATION, CONVERSION, TIME, WEATHER

Message = dict[str, Any]
Tool = dict[str, Any]

SKIES = ("sunny", "cloudy", "rainy", "windy", "snowy", "foggy", "clear", "stormy", "hazy", "overcast")


@dataclass(frozen=True)
class Use:
    """One use of one tool, from the offer to the answer."""

    tool: Tool
    request: str
    """What the user says."""
    arguments: dict[str, Any]
    result: dict[str, Any]
    """What the tool returns."""
    answer: str
    """The clause that tells the user the result."""


def tool_scene(rng: Random, uses: int) -> tuple[list[Message], list[Tool]]:
    """Messages of several uses of tools, and the tools on offer, those not used among them."""
    played = _played(rng, uses)
    offer = {use.tool["function"]["name"]: use.tool for use in played}
    for tool in spare_tools(rng):
        offer.setdefault(tool["function"]["name"], tool)
    tools = list(offer.values())
    rng.shuffle(tools)
    messages: list[Message] = []
    for use in played:
        use_arguments = _fitted(offer[use.tool["function"]["name"]], use)
        call = {"type": "function", "function": {"name": use.tool["function"]["name"], "arguments": use_arguments}}
        messages += [
            {"role": "user", "content": use.request},
            {"role": "assistant", "content": "", "tool_calls": [call]},
            {"role": "tool", "content": json.dumps(use.result)},
            {"role": "assistant", "content": dress(rng, Style.sample(rng), use.answer)},
        ]
    return messages, tools


def _played(rng: Random, uses: int) -> list[Use]:
    """So many uses; often the next one asks the same tool for something else, and says no more than that."""
    use = rng.choice(USES)
    played = [use(rng, False)]
    while len(played) < uses:
        if rng.random() < 0.4:
            played.append(replace(use(rng, True), tool=played[-1].tool))
        else:
            use = rng.choice(USES)
            played.append(use(rng, False))
    return played


def spare_tools(rng: Random) -> list[Tool]:
    """Up to two tools that nobody needs."""
    return [use(rng, False).tool for use in rng.sample(USES, rng.randint(0, 2))]


def _fitted(tool: Tool, use: Use) -> dict[str, Any]:
    """The arguments under the parameter names of the tool as it is on offer."""
    names = list(tool["function"]["parameters"]["properties"])
    return dict(zip(names, use.arguments.values(), strict=True))


def _tool(name: str, description: str, parameters: dict[str, str]) -> Tool:
    """A function tool in OpenAI's shape; every parameter is required."""
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": description,
            "parameters": {
                "type": "object",
                "properties": {key: {"type": kind} for key, kind in parameters.items()},
                "required": list(parameters),
            },
        },
    }


def _weather(rng: Random, again: bool) -> Use:
    city, sky, degrees = rng.choice(CITIES), rng.choice(SKIES), rng.randint(1, 38)
    place = rng.choice(("city", "location", "place"))
    name = rng.choice(("get_weather", "get_current_weather", "weather", "weather_now"))
    asked = say(
        rng,
        AND_IN if again else WEATHER,
        city=city,
    )
    answers = (
        f"it is {sky} in {city}, with {degrees} degrees",
        f"in {city} it is {degrees} degrees and {sky}",
        f"the weather in {city} is {sky} at {degrees} degrees",
    )
    return Use(
        _tool(name, rng.choice(("Get the weather of a place.", "Current weather")), {place: "string"}),
        asked,
        {place: city},
        {rng.choice(("temperature", "degrees")): degrees, rng.choice(("sky", "condition")): sky},
        rng.choice(answers),
    )


def _time(rng: Random, again: bool) -> Use:
    city = rng.choice(CITIES)
    clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    place = rng.choice(("city", "place", "location"))
    asked = say(
        rng,
        AND_IN if again else TIME,
        city=city,
    )
    answer = rng.choice((f"it is {clock} in {city}", f"in {city} it is now {clock}", f"the time in {city} is {clock}"))
    return Use(
        _tool(
            rng.choice(("get_time", "current_time", "clock", "time_in")),
            rng.choice(("Get the time in a place.", "Local time")),
            {place: "string"},
        ),
        asked,
        {place: city},
        {"time": clock},
        answer,
    )


def _calculation(rng: Random, again: bool) -> Use:
    left, right = rng.randint(2, 999), rng.randint(2, 999)
    word, sign, result = rng.choice(
        (
            ("plus", "+", left + right),
            ("minus", "-", left - right),
            ("times", "*", left * right),
        )
    )
    key = rng.choice(("expression", "sum", "input"))
    asked = say(
        rng,
        AND_SUM if again else CALCULATION,
        left=str(left),
        right=str(right),
        word=word,
        sign=sign,
    )
    answers = (f"{left} {word} {right} is {result}", f"that makes {result}", f"the result is {result}")
    return Use(
        _tool(
            rng.choice(("calculate", "calculator", "compute", "evaluate")),
            rng.choice(("Work out a sum.", "Calculator")),
            {key: "string"},
        ),
        asked,
        {key: f"{left} {sign} {right}"},
        {"result": result},
        rng.choice(answers),
    )


def _conversion(rng: Random, again: bool) -> Use:
    amount, rate = rng.randint(2, 500), rng.randint(2, 90)
    source, target = rng.sample(("euros", "dollars", "pounds", "yen", "francs", "pesos", "rupees", "kronor"), 2)
    asked = say(
        rng,
        AND_MONEY if again else CONVERSION,
        amount=str(amount),
        source=source,
        target=target,
    )
    worth = amount * rate
    answers = (
        f"{amount} {source} are {worth} {target}",
        f"you get {worth} {target} for {amount} {source}",
        f"that is {worth} {target}",
    )
    return Use(
        _tool(
            rng.choice(("convert_currency", "exchange", "convert_money")),
            rng.choice(("Convert money.", "Exchange an amount of money.")),
            {"amount": "integer", rng.choice(("from", "source")): "string", rng.choice(("to", "target")): "string"},
        ),
        asked,
        {"amount": amount, "source": source, "target": target},
        {rng.choice(("result", "amount")): worth},
        rng.choice(answers),
    )


USES: tuple[Callable[[Random, bool], Use], ...] = (_weather, _time, _calculation, _conversion)
