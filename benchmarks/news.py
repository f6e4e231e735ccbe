"""Digest files for benchmarks: made-up ones of any number, the same for the same numbers, or yours.

Made-up items name entries of the lexicon, a few of them far more often than the others, and names that no
list holds: those are new in every thousand items, so that the graph grows with the number of items.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

from kg import lexicon

_FIRST = date(2025, 1, 1)
_SYLLABLES = ("ai", "or", "lum", "vex", "neo", "tri", "qua", "sol", "mir", "den", "cor", "axi", "bel")
_WORLD = 1000
# {a}, {b}: organisations; {p}, {q}: what they make; {h}: a person; {n}: a name that no list holds.
_STORIES = (
    ("{a}发布{p}", "{a}今天发布了{p}，对标{b}旗下的{q}。公司称新版本已向开发者开放，价格不变。"),
    ("{a}将收购{n}", "{a}宣布将以{m}亿美元收购初创公司{n}，交易预计明年完成。{h}参与了谈判。"),
    ("{n}完成{r}轮融资", "{n}宣布完成{m}亿元人民币{r}轮融资，由{a}领投，{b}跟投，资金将用于研发。"),
    ("{a}与{b}合作", "{a}与{b}签署多年合作协议，双方将把{p}用于客户服务。具体条款没有公布。"),
    ("{h}加入{a}", "{h}离开{b}后加入{a}，将负责{p}的产品团队。两家公司都没有评论。"),
    ("{a} releases {p}", "{a} released {p} on Tuesday. It competes with {q} from {b} and costs less."),
    ("{a} to buy {n}", "{a} said it would acquire {n} for ${m} billion. {b} had also made an offer."),
    ("{n} raises money", "{n} raised ${m} million in a series {r} round led by {a}, with {b} taking part."),
    ("{a} works with {b}", "{a} and {b} announced a partnership: {p} will run inside the products of {b}."),
    ("{b} sues {a}", "{b} filed a lawsuit against {a} over {p}, people familiar with the matter said."),
)


class _Writer:
    """Makes items; one random stream for all of them."""

    def __init__(self) -> None:
        self.random = Random(1)  # noqa: S311 - a benchmark, not a secret
        self.made = 0
        entries = sorted(lexicon.load().entries.values(), key=lambda entry: entry.id)
        self.names = {
            slot: [entry.name for entry in entries if entry.type in types]
            for slot, types in {
                "a": ("Company",),
                "b": ("Company", "Institution"),
                "p": ("Model", "Product"),
                "q": ("Model", "Product"),
                "h": ("Person",),
            }.items()
        }

    def _values(self) -> dict[str, str]:
        pick = {
            slot: names[int(len(names) * self.random.random() ** 3)] for slot, names in self.names.items()
        }
        new = "".join(self.random.choice(_SYLLABLES) for _ in range(3))
        world = "".join(_SYLLABLES[int(digit)] for digit in str(self.made // _WORLD))
        return {
            **pick,
            "n": f"{new}{world}".capitalize(),
            "m": str(self.random.randint(1, 90)),
            "r": self.random.choice("ABCD"),
        }

    def item(self, day: str, stories: int) -> Iterator[str]:
        """The lines of an item in the layout of the examples: the first story's headline, the text of all."""
        self.made += 1
        told = [
            tuple(part.format(**values) for part in self.random.choice(_STORIES))
            for values in (self._values() for _ in range(stories))
        ]
        url = f"https://news{self.random.randrange(60)}.example.org/{day}/{self.made}"
        yield from (f"[**{told[0][0]}**]({url})", "", f"    {''.join(body for _, body in told)}", "")


def _page(day: str, publisher: str, items: Iterator[Iterator[str]]) -> str:
    lines = ["---", f'title: "{day} AI日报"', f"date: {day}", f"publisher: {publisher}", "---", ""]
    lines += ["今天的导语。", "", "---", ""]
    for number, item in enumerate(items, start=1):
        first, *rest = item
        lines += [f"{number}.  {first}", *rest]
    return "\n".join(lines)


def made_digests(folder: Path, items: int, *, a_day: int, stories: int = 1) -> list[Path]:
    """Files of `a_day` items each, one a day; from the second year on a further publisher's, day by day."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = _Writer()
    files: list[Path] = []
    for number in count():
        left = items - number * a_day
        if left <= 0:
            return files
        year, day_of_year = divmod(number, 366)
        day = (_FIRST + timedelta(days=day_of_year)).isoformat()
        path = folder / f"{day}-{year}.md"
        news = (writer.item(day, stories) for _ in range(min(a_day, left)))
        path.write_text(_page(day, f"publisher-{year}", news), encoding="utf-8")
        files.append(path)
    return files


def corpus_digests(folder: Path, corpus: Path, items: int) -> list[Path]:
    """The first items of a file of JSON lines (`id`, `date`, `title`, `body`; gzip too), as digest files.

    What stands before the date in an id is the publisher.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opened = gzip.open if corpus.suffix == ".gz" else open
    issues: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, items)):
            issues[row["date"], row["id"].partition(f"-{row['date']}")[0]].append(row)
    files: list[Path] = []
    for (day, publisher), rows in sorted(issues.items()):
        path = folder / f"{day}-{publisher}.md"
        path.write_text(_page(day, publisher, map(_corpus_item, rows)), encoding="utf-8")
        files.append(path)
    return files


def _corpus_item(row: dict[str, str]) -> Iterator[str]:
    yield from (f"[**{row['title']}**](https://example.org/{row['id']})", "")
    yield from (f"    {line}" for line in row["body"].splitlines())
    yield ""
