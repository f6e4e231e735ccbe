"""How a question looks on the terminal, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from kg import ontology as ontologies
from kg.cli.keys import END, Keys
from kg.cli.screen import screen
from kg.graph import Node
from kg.graph.doubts import Doubt, Witness
from kg.ontology import Ontology
from kg.pipeline.plain import plain
from kg.pipeline.review import Review
from kg.resolve import Operation, is_provisional

_KEYS: dict[str, Operation] = {
    "s": "same",
    "d": "different",
    "w": "wrong",
    "r": "rename",
    "t": "retype",
    "k": "skip",
}
_MARKED = {
    "same": "[s]ame",
    "different": "[d]ifferent",
    "wrong": "[w]rong",
    "rename": "[r]ename",
    "retype": "re[t]ype",
    "skip": "s[k]ip",
}
_ALWAYS = "[n]ote  [u]ndo  [q]uit"
_STOP = ("q", END)


def line(out: Console, text: str, style: str = "") -> None:
    """A line as it is: no markup in it counts, nothing in it steers the terminal."""
    out.print(Text(plain(text), style=style))


def headline(doubt: Doubt, ontology: Ontology) -> str:
    """The question in a few words."""
    names = [node.name for node in doubt.nodes]
    if doubt.edge is not None:
        status = doubt.edge.properties.get("status", "")
        return f"{names[0]} {ontology.relations[doubt.edge.type].phrase_en} {names[1]} ({status})?"
    return f"Are {names[0]} and {names[1]} one?" if len(names) > 1 else f"{names[0]}?"


class Asking:
    """The loop: a question, a key, a line in the file."""

    def __init__(self, sitting: Review, questions: Sequence[Doubt]) -> None:
        self.sitting = sitting
        self.questions = questions
        self.ontology = ontologies.load()
        self.answered: list[int] = []
        self.note = ""
        self.keys = Keys()

    def run(self) -> None:
        """Ask until all is answered or somebody quits, then say where the answers are."""
        place = 0
        with self.keys:
            while 0 <= place < len(self.questions):
                place = self._ask(place)
        count = len(self.answered)
        decided = "1 decision" if count == 1 else f"{count:,} decisions"
        line(
            screen, f"{decided} in {self.sitting.decisions}; {len(self.questions) - count:,} questions open."
        )
        if count:
            line(screen, "The next kg build or kg add replays them.")

    def _ask(self, place: int) -> int:
        """One question; returns the place of the next one, -1 to stop."""
        doubt = self.questions[place]
        self._show(place, doubt)
        while True:
            key = self.keys.key()
            if key in _STOP:
                return -1
            if key == "u" and self.answered:
                return self._undo()
            if key == "n":
                self.note = self.keys.line("Why: ")
            operation = _KEYS.get(key)
            if operation in (*doubt.operations, "skip") and self._decide(doubt, operation):
                self.answered.append(place)
                return place + 1

    def _undo(self) -> int:
        taken = self.sitting.take_back()
        place = self.answered.pop()
        line(screen, f"  taken back: {taken.op if taken else 'nothing'}", "yellow")
        return place

    def _decide(self, doubt: Doubt, operation: Operation | None) -> bool:
        """Write the answer; False where it was not finished (an empty name, another key)."""
        if operation is None:
            return False
        name = self.keys.line("New name: ") if operation == "rename" else ""
        type_ = self._type() if operation == "retype" else ""
        if operation in ("rename", "retype") and not (name or type_):
            return False
        self.sitting.decide(doubt, operation, name=name, type_=type_, why=self.note)
        self.note = ""
        line(screen, f"  {operation}{' ' + (name or type_) if name or type_ else ''}", "green")
        return True

    def _type(self) -> str:
        types = list(self.ontology.entities)
        line(screen, "  " + "  ".join(f"{number} {name}" for number, name in enumerate(types, start=1)))
        key = self.keys.key()
        return types[int(key) - 1] if key.isdecimal() and 1 <= int(key) <= len(types) else ""

    def _show(self, place: int, doubt: Doubt) -> None:
        line(screen, f"\n[{place + 1} of {len(self.questions)}] {headline(doubt, self.ontology)}", "bold")
        line(screen, f"  {doubt.kind}: {doubt.reason}")
        for node in doubt.nodes:
            line(screen, f"  {_described(node)}")
        for witness in doubt.witnesses:
            _witness(witness)
        answers = "  ".join(_MARKED[operation] for operation in (*doubt.operations, "skip"))
        line(screen, f"  {answers}  {_ALWAYS}", "cyan")


def _described(node: Node) -> str:
    known = "new" if is_provisional(node.id) else node.id
    count = node.properties.get("item_count", 0)
    seen = [str(node.properties[key]) for key in ("first_seen", "last_seen") if key in node.properties]
    aliases = node.properties.get("aliases", ())
    also = [name for name in aliases if name != node.name] if isinstance(aliases, tuple) else []
    called = f"; also {', '.join(also[:4])}" if also else ""
    items = "1 item" if count == 1 else f"{count} items"
    return f"{node.name} ({node.labels[0]}, {known}): {items}, {' to '.join(dict.fromkeys(seen))}{called}"


def _witness(witness: Witness) -> None:
    note = f"  ({witness.note})" if witness.note else ""
    line(screen, f"    “{witness.text}”{note}", "dim")
    if witness.item is not None:
        properties = witness.item.properties
        where = [str(properties[key]) for key in ("date", "url") if key in properties]
        line(screen, f"      {'  '.join(where)}", "dim")
