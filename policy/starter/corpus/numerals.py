"""Numbers as people write them: digits, or English words up to a hundred."""

from random import Random

from policy.starter.corpus.tables import row

_SMALL = row("""
    zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen,
    seventeen, eighteen, nineteen
""")
_TENS = row(", , twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety")


def in_words(number: int) -> str:
    """The English name of a number from 0 to 100: 42 is "forty-two"."""
    if number < 20:
        return _SMALL[number]
    if number == 100:
        return "a hundred"
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]


def written(rng: Random, number: int, words: bool) -> str:
    """The number as the user writes it."""
    return in_words(number) if words and 0 <= number <= 100 else str(number)
