"""What a person sees of a measurement: a plot by version as PNG, the same in the terminal, and progress meanwhile."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from policy.simulation.measure import Row

BAR_CELLS = 14
LINE_SECONDS = 10.0

Advance = Callable[[int, int], None]
"""(done, of how many) -> None."""


def bar(row: Row, cells: int = BAR_CELLS) -> str:
    """The win rate from 0 to 1: solid up to the interval, shaded inside it, a mark at one half."""
    low, high = round(row["low"] * cells), round(row["high"] * cells)
    drawn = ["█" if cell < low else "▒" if cell < max(high, low + 1) else "·" for cell in range(cells)]
    if drawn[cells // 2] == "·":
        drawn[cells // 2] = "│"
    return "".join(drawn)


def table_of(rows: Sequence[Row], title: str) -> Table:
    """One line for each version."""
    caption = "wins: against version 0, by the gold (95 %); 100 % attained: its best of 16"
    table = Table(title=title, caption=caption, box=None, pad_edge=False, collapse_padding=True)
    for name in ("version", "votes", "", "wins", "attained", "competence", "KL", "length"):
        table.add_column(name, justify="left" if name in ("", "wins") else "right", no_wrap=True)
    for row in rows:
        share = row["share_of_attainable"]
        table.add_row(
            str(row["version"]),
            str(row["votes"]),
            bar(row),
            f"{row['gold_win_rate']:.2f} ({row['low']:.2f}-{row['high']:.2f})",
            "-" if share is None else f"{share:.0%}",
            f"{row['competence']:.2f}",
            f"{row['kl']:.2f}",
            f"{row['length']:.1f}",
        )
    return table


def plot(rows: Sequence[Row], path: Path, title: str) -> None:
    """Four small plots by version: win rate with its interval, share of the attainable, competence, KL."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - half a second that few need
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(10, 7), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title)
    versions = [f"{row['version']}\n{row['votes']} votes" for row in rows]
    win, share, competence, kl = figure.subplots(2, 2).flat
    rates = [row["gold_win_rate"] for row in rows]
    below = [max(row["gold_win_rate"] - row["low"], 0.0) for row in rows]
    above = [max(row["high"] - row["gold_win_rate"], 0.0) for row in rows]
    win.errorbar(versions, rates, yerr=[below, above], marker="o", capsize=4)
    win.axhline(0.5, color="grey", linestyle=":", linewidth=1)
    win.set(title="gold win rate against version 0 (95 %)", ylim=(0, 1.02))
    shares = [float("nan") if row["share_of_attainable"] is None else row["share_of_attainable"] for row in rows]
    share.plot(versions, shares, marker="o", color="tab:green")
    share.axhline(0, color="grey", linestyle=":", linewidth=1)
    share.set(title="share of the attainable (best of 16 = 1)")
    competence.plot(versions, [row["competence"] for row in rows], marker="o", color="tab:orange")
    competence.set(title="competence (held-out conversations passed)", ylim=(0, 1.02))
    kl.plot(versions, [row["kl"] for row in rows], marker="o", color="tab:red")
    kl.set(title="KL to version 0 (nats a reply)")
    for axes in (win, share, competence, kl):
        axes.set_xlabel("version")
        axes.grid(alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)


@contextmanager
def progress(console: Console, doing: str) -> Iterator[Advance]:
    """A bar on a terminal; elsewhere a line now and then."""
    if not console.is_terminal:
        last = time.monotonic()

        def line(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= LINE_SECONDS:
                last = time.monotonic()
                console.print(f"{doing}: {done} of {total}")

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as shown:
        task = shown.add_task(doing, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
