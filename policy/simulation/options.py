"""The options that say who votes and on what, shared by `attune simulate` and the demo. Imports nothing heavy."""

import argparse
from pathlib import Path

RATERS = 8
NOISE = 0.1
THUMBS = 0.3
HELD_OUT = 60


def add_user_options(parser: argparse.ArgumentParser, gold: str) -> None:
    """`--gold` with that default, and everything about the crowd."""
    group = parser.add_argument_group("users")
    group.add_argument(
        "--gold",
        metavar="NAME",
        default=gold,
        help="What they like: question, emoji, brief, friendly, register, name, long (mere length, a probe of learning"
        f" too much), or module:function for a function (messages, reply) -> 0 to 1 of your own. [{gold}]",
    )
    group.add_argument("--raters", type=int, metavar="N", default=RATERS, help=f"How many there are. [{RATERS}]")
    group.add_argument(
        "--noise", type=float, metavar="SHARE", default=NOISE, help=f"Share of votes cast wrongly by mistake. [{NOISE}]"
    )
    group.add_argument(
        "--trolls", type=float, metavar="SHARE", default=0.0, help="Share of raters who vote wrongly on purpose. [0]"
    )
    group.add_argument(
        "--troll", choices=("opposite", "random"), default="opposite", help="How trolls vote. [opposite]"
    )
    group.add_argument(
        "--thumbs",
        type=float,
        metavar="SHARE",
        default=THUMBS,
        help=f"Share of messages whose one reply gets a thumb; else two are compared. [{THUMBS}]",
    )
    group.add_argument(
        "--prompts",
        metavar="FILE",
        type=Path,
        help='Conversations to take users\' messages from, as JSON lines: {"messages": [...]} or {"prompt": ...};'
        " by default the starter's corpus.",
    )
    group.add_argument(
        "--held-out", type=int, metavar="N", default=HELD_OUT, help=f"Prompts to measure on, at most. [{HELD_OUT}]"
    )
    group.add_argument("--seed", type=int, metavar="N", default=0, help="Another seed is another crowd. [0]")
