"""The story as a person follows it: when, from whom to whom, sealed or plain, and what was found to be true where."""

import time
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

MARKS = {"sealed": "green", "PLAIN": "bold yellow", "FORGED": "bold red"}
LINES = 12  # of a letter that are shown


class NotFound(Exception):
    """Something that should be true could not be found; the text says what, and where it was looked for."""

    def __init__(self, said: str, where: str) -> None:
        super().__init__(f"{said} (looked for in: {where})")


class Timeline:
    """Prints as things happen: with colours and frames on a terminal, as plain lines anywhere else."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._fancy = console.is_terminal
        self._began = time.monotonic()
        self.facts = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def step(self, words: str) -> None:
        """Something was made ready."""
        self._line(f"[dim]{self._now()}  {escape(words)}[/]")

    def chapter(self, number: int, title: str) -> None:
        self._line("")
        if self._fancy:
            self._console.print(Rule(f"[bold]{number}  {escape(title)}", align="left", style="cyan"))
        else:
            self._line(f"== {number}  {title}")

    def letter(self, frm: str, to: str, how: str, text: str, *, subject: str = "", notes: Sequence[str] = ()) -> None:
        """One mail: who wrote to whom, how it travelled, and what it says to the one who may read it."""
        head = f"{escape(frm)} → {escape(to)}   [{MARKS[how]}]{how}[/]"
        lines = [line.rstrip() for line in text.strip().splitlines()]
        if len(lines) > LINES:
            lines = [*lines[:LINES], f"... ({len(lines) - LINES} more lines)"]
        lines = ([f"Subject: {subject}", ""] if subject else []) + lines + [f"[{note}]" for note in notes]
        if self._fancy:
            body = Text("\n".join(lines))
            title = f"{self._now().lstrip()}  {head}"
            self._console.print(
                Panel(
                    body, title=title, title_align="left", border_style=MARKS[how], width=min(100, self._console.width)
                )
            )
            return
        self._line(f"{self._now()}  {head}")
        for line in lines:
            self._console.print(f"          | {line}".rstrip(), markup=False, highlight=False, soft_wrap=True)

    def fact(self, said: str, found: bool, where: str) -> None:
        """Something that was just read back. Raises NotFound where it is not so."""
        if not found:
            raise NotFound(said, where)
        self.facts += 1
        self._line(f"          [green]✓[/] {escape(said)} [dim]· {escape(where)}[/]")

    def printed(self, command: str, output: str) -> None:
        """What a command of `hirz` says, as it is."""
        self._line(f"{self._now()}  [bold]$ {escape(command)}[/]")
        for line in output.rstrip().splitlines():
            self._console.print(f"          {line}".rstrip(), markup=False, highlight=False, soft_wrap=True)

    def say(self, text: str = "") -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def trouble(self, text: str) -> None:
        self._line(f"{self._now()}  [bold red]✗ {escape(text)}[/]")

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._line("")
        self._line(f"[bold]{escape(title)}[/]")
        if not self._fancy:
            widths = [max(len(row[at]) for row in [columns, *rows]) for at in range(len(columns))]
            for row in [columns, *rows]:
                self.say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
            return
        table = Table(*columns)
        for row in rows:
            table.add_row(*row)
        self._console.print(table)

    def _now(self) -> str:
        return f"{self.seconds:6.1f} s"

    def _line(self, markup: str) -> None:
        self._console.print(markup, highlight=False, soft_wrap=True)
