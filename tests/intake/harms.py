"""What goes wrong with the rows of tables on the way to extracted text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Rows = list[list[str]]
Harm = Callable[[Rows, Random], Rows]
FOREIGN = ("其他主动公开文件", "行政确认", "政府集中采购项目", "（六）其他情形", "其他")
SIGNS = ("/", "—", "－", "无", "-")


def is_number(text: str) -> bool:
    """Whether a cell holds a number as the form writes it."""
    return bool(text) and text.removeprefix("-").replace(".", "", 1).isdigit()


def _some(row_harm: Callable[[list[str], Random], list[str]], share: float) -> Harm:
    def harm(rows: Rows, random: Random) -> Rows:
        return [row_harm(row, random) if random.random() < share else row for row in rows]

    return harm


def _without(row: list[str], at: int) -> list[str]:
    return [*row[:at], *row[at + 1 :]]


def _blanks_lost(row: list[str], random: Random) -> list[str]:
    return [cell for cell in row if cell or random.random() > 0.2]


def _one_lost(row: list[str], random: Random) -> list[str]:
    return _without(row, random.randrange(1, len(row)))


def _two_lost(row: list[str], random: Random) -> list[str]:
    once = _one_lost(row, random)
    return _without(once, random.randrange(1, len(once))) if len(once) > 1 else once


def _one_blank_more(row: list[str], random: Random) -> list[str]:
    at = random.randrange(len(row) + 1)
    return [*row[:at], "", *row[at:]]


def _a_blank_doubled(row: list[str], random: Random) -> list[str]:
    blanks = [at for at, cell in enumerate(row) if not cell]
    if not blanks:
        return row
    at = random.choice(blanks)
    return [*row[:at], "", *row[at:]]


def _label_lost(row: list[str], random: Random) -> list[str]:
    """The first, or the last, cell that is no figure."""
    said = [at for at, cell in enumerate(row) if cell and not is_number(cell)]
    return _without(row, random.choice((said[0], said[-1]))) if said else row


def _label_blank(row: list[str], _random: Random) -> list[str]:
    at = next((at for at, cell in enumerate(row) if cell and not is_number(cell)), None)
    return row if at is None else [*row[:at], "", *row[at + 1 :]]


def _label_merged(row: list[str], random: Random) -> list[str]:
    """The last label and the first figure are in one cell."""
    at = next((at for at, cell in enumerate(row) if is_number(cell)), 0)
    said = [before for before in range(at) if row[before]]
    if not said:
        return row
    merged = row[said[-1]] + random.choice(("", " ")) + row[at]
    return [*row[: said[-1]], merged, *row[said[-1] + 1 : at], *row[at + 1 :]]


def _wide(row: list[str], _random: Random) -> list[str]:
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return [cell.translate(wide) if is_number(cell) else cell for cell in row]


def _units(row: list[str], random: Random) -> list[str]:
    units = ("件", "项", "万元", "元", " 件")
    return [cell + random.choice(units) if is_number(cell) else cell for cell in row]


def _spaced(row: list[str], random: Random) -> list[str]:
    """A space within a number, or behind its point."""
    spaced: list[str] = []
    for cell in row:
        at = random.randrange(1, len(cell)) if is_number(cell) and len(cell) > 1 else 0
        spaced.append(f"{cell[:at]} {cell[at:]}" if at and random.random() < 0.5 else cell)
    return spaced


def _thousands(row: list[str], _random: Random) -> list[str]:
    return [f"{int(cell):,}" if cell.isdigit() else cell for cell in row]


def _signs(row: list[str], random: Random) -> list[str]:
    """A sign where nothing is, behind the last label."""
    last = max((at for at, cell in enumerate(row) if cell and not is_number(cell)), default=len(row))
    return [random.choice(SIGNS) if at > last and not cell else cell for at, cell in enumerate(row)]


def _noted(row: list[str], random: Random) -> list[str]:
    """Words in place of a figure."""
    numbers = [at for at, cell in enumerate(row) if is_number(cell)]
    if not numbers:
        return row
    at = random.choice(numbers)
    return [*row[:at], "详见附件", *row[at + 1 :]]


lost_blanks = _some(_blanks_lost, 0.4)
lost_ends = _some(lambda row, _: row[:-1], 0.3)
lost_figures = _some(_one_lost, 0.3)
lost_two = _some(_two_lost, 0.3)
blank_more = _some(_one_blank_more, 0.3)
blank_doubled = _some(_a_blank_doubled, 0.3)
labels_lost = _some(_label_lost, 0.2)
labels_blank = _some(_label_blank, 0.2)
labels_merged = _some(_label_merged, 0.3)
wide_digits = _some(_wide, 1)
units_said = _some(_units, 0.5)
spaces_within = _some(_spaced, 0.5)
thousands = _some(_thousands, 1)
signs = _some(_signs, 0.5)
noted = _some(_noted, 0.1)


def broken_labels(rows: Rows, random: Random) -> Rows:
    """Long labels go on in a row of their own, or the row's figures stand beside their second half."""
    broken: Rows = []
    for row in rows:
        at = next((at for at, cell in enumerate(row) if len(cell) > 9), None)
        if at is None or random.random() < 0.5:
            broken.append(row)
            continue
        blank = ["" for _ in row]
        first, second = row[at][:6], row[at][6:]
        alone = [*blank[:at], first, *blank[at + 1 :]], [*row[:at], second, *row[at + 1 :]]
        under = [*row[:at], first, *row[at + 1 :]], [*blank[:at], second, *blank[at + 1 :]]
        broken += random.choice((alone, under))
    return broken


def no_heads(rows: Rows, random: Random) -> Rows:
    """Some rows without figures are gone."""
    return [row for row in rows if _has_figure(row) or random.random() < 0.5]


def one_head(rows: Rows, _random: Random) -> Rows:
    """Of several rows of heads only the last is left."""
    pairs = zip(rows, [*rows[1:], []], strict=False)
    return [row for row, after in pairs if _has_figure(row) or not after or _has_figure(after)]


def cut_heads(rows: Rows, random: Random) -> Rows:
    """Heads have only some of their letters."""
    return [row if _has_figure(row) else [_cut(cell, random) for cell in row] for row in rows]


def _cut(cell: str, random: Random) -> str:
    return cell[: random.randrange(1, len(cell))] if len(cell) > 2 and random.random() < 0.3 else cell


def joined_heads(rows: Rows, random: Random) -> Rows:
    """The blanks that a joined head covers are gone."""
    return [
        row if _has_figure(row) or random.random() < 0.5 else [each for each in row if each] for row in rows
    ]


def rows_joined(rows: Rows, random: Random) -> Rows:
    """Now and then two rows are one."""
    joined: Rows = []
    for row in rows:
        if joined and random.random() < 0.1:
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


def rows_mixed(rows: Rows, random: Random) -> Rows:
    """Neighbouring rows of figures have changed places."""
    mixed = list(rows)
    for at in range(len(mixed) - 1):
        if _has_figure(mixed[at]) and _has_figure(mixed[at + 1]) and random.random() < 0.2:
            mixed[at], mixed[at + 1] = mixed[at + 1], mixed[at]
    return mixed


def page_broken(rows: Rows, random: Random) -> Rows:
    """The heads come again, and with them the row before."""
    heads = [row for row in rows if not _has_figure(row)]
    at = random.randrange(len(rows) + 1) if rows else 0
    again = rows[max(at - 1, 0) : at] if random.random() < 0.5 else []
    return [*rows[:at], *heads, *again, *rows[at:]] if len(heads) < 4 else rows


def foreign_rows(rows: Rows, random: Random) -> Rows:
    """Rows that the form has not."""
    strange: Rows = []
    for row in rows:
        strange.append(row)
        if _has_figure(row) and random.random() < 0.15:
            strange.append([random.choice(FOREIGN), *[random.choice(("", "0", "5", "8")) for _ in row[1:]]])
    return strange


def packed(rows: Rows, random: Random) -> Rows:
    """The cells that a label covers are not there, figures follow it; every row is filled up."""
    size = len(rows[0]) if rows else 0
    return [[*short, *[""] * (size - len(short))] for short in ragged(rows, random)]


def ragged(rows: Rows, _random: Random) -> Rows:
    """The cells that a label covers are not there, so that the figures follow it."""
    stubs = _stubs(rows)
    return [[*[each for each in row[:stubs] if each], *row[stubs:]] for row in rows]


def pushed(rows: Rows, random: Random) -> Rows:
    """Some rows with labels have moved right by one, and their last cell is cut off."""
    return [["", *row[:-1]] if _is_labelled(row) and random.random() < 0.2 else row for row in rows]


def _is_labelled(row: list[str]) -> bool:
    return _has_figure(row) and any(cell and not is_number(cell) for cell in row)


def no_stubs(rows: Rows, _random: Random) -> Rows:
    """Blank cells before the first figure or word of a row are gone."""
    firsts = [next((at for at, cell in enumerate(row) if cell), 0) for row in rows]
    return [row[first:] for row, first in zip(rows, firsts, strict=True)]


def _stubs(rows: Rows) -> int:
    """How many columns hold labels beside figures."""
    rows = [row for row in rows if _has_figure(row)]
    labels = (at for row in rows for at, cell in enumerate(row) if cell and not is_number(cell))
    return max(labels, default=-1) + 1


def _has_figure(row: list[str]) -> bool:
    return any(is_number(cell) for cell in row)


LOSING: tuple[Harm, ...] = (
    lost_blanks,
    lost_ends,
    lost_figures,
    lost_two,
    blank_more,
    blank_doubled,
    labels_lost,
    labels_blank,
    labels_merged,
    no_heads,
    one_head,
    cut_heads,
    joined_heads,
    rows_joined,
    rows_mixed,
    page_broken,
    foreign_rows,
    packed,
    ragged,
    pushed,
    no_stubs,
    broken_labels,
)
SAYING: tuple[Harm, ...] = (wide_digits, units_said, spaces_within, thousands, signs, noted)
NAMES = {
    "lost_blanks": lost_blanks,
    "lost_ends": lost_ends,
    "lost_figures": lost_figures,
    "lost_two": lost_two,
    "blank_more": blank_more,
    "blank_doubled": blank_doubled,
    "labels_lost": labels_lost,
    "labels_blank": labels_blank,
    "labels_merged": labels_merged,
    "wide_digits": wide_digits,
    "units_said": units_said,
    "spaces_within": spaces_within,
    "thousands": thousands,
    "signs": signs,
    "noted": noted,
    **{each.__name__: each for each in LOSING if each.__name__ != "harm"},
}
