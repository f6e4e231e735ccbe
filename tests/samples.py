"""Where things are, and small digests for tests to read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "digests"
SHARED = ROOT.parent / "shared"


def write_digest(folder: Path, date: str, *items: tuple[str, str, str], title: str = "AI日报") -> Path:
    """A digest file in the layout of the examples; an item is (headline, URL, paragraph)."""
    lines = ["---", f'title: "{date} {title}"', f"date: {date}", "---", "", "今天的导语。", "", "---", ""]
    for number, (headline, url, paragraph) in enumerate(items, start=1):
        lines += [f"{number}.  [**{headline}**]({url})", "", f"    {paragraph}", ""]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{date}.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
