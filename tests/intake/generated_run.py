"""By hand: many papers, and what came back of them, style by style and habit by habit.

`python -m tests.intake.generated_run 500 --style page --habit "as printed" --worst`
"""

from __future__ import annotations

import time
from typing import Annotated

import typer

from tests.intake.generated_habits import CLEAN
from tests.intake.generated_harms import HARMS
from tests.intake.generated_measure import Score
from tests.intake.generated_styles import STYLES, measured, mixed

HABITS = {**CLEAN, **HARMS}


def main(
    count: int,
    *,
    style: Annotated[str, typer.Option(help="Names of styles, with commas; all of them where empty.")] = "",
    habit: Annotated[str, typer.Option(help="Names, with commas; clean, harms, all; mixed, harmed.")] = "all",
    first: Annotated[int, typer.Option(help="The number of the first paper.")] = 0,
) -> None:
    """Print one line for each style and habit: cells right ÷ printed, and what was silent or at fault."""
    groups = {"all": list(HABITS), "clean": list(CLEAN), "harms": list(HARMS)}
    whole = Score()
    for kind in style.split(",") if style else STYLES:
        for name in groups.get(habit) or habit.split(","):
            fixed = (HABITS[name],) if name in HABITS else None
            begun, found, told = time.perf_counter(), Score(), ""
            for seed in range(first, first + count):
                one = measured(STYLES[kind], fixed or mixed(seed, harmed=name == "harmed"), seed)
                found += one
                if one.silent or one.faults:
                    told = told or f"first {seed}: {[*one.silent[:2], *one.faults[:2]]}"[:420]
            whole += found
            typer.echo(
                f"{kind:28}{name:24}{found.share:8.4f} doubtful {found.doubtful:5} told {found.told:5}"
                f" silent {len(found.silent):4} faults {len(found.faults):4}"
                f" {(time.perf_counter() - begun) / count:6.2f} s each  {told}"
            )
    typer.echo(f"{whole.right} of {whole.printed} cells right, {len(whole.silent)} silent errors")


if __name__ == "__main__":
    typer.run(main)
