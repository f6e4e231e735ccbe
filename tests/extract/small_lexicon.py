"""A lexicon of a dozen entries, and pipelines that read with it: what a test expects stands in the test."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg import ontology
from kg.extract import document, pipe
from kg.lexicon import Alias, Entry, Lexicon
from kg.records import Item

NAMING = ("clauses", "lexicon_names", "latin_names", "han_names", "mentions", "entities")


def entry(
    id: str, type: str, *names: str, also: str = "", maker: str = "", parent: str = "", sector: str = ""
) -> Entry:
    """An entry whose first name is the preferred one; `~` before a name says that it is ambiguous."""
    aliases = tuple(Alias(name.removeprefix("~"), name.startswith("~")) for name in names)
    return Entry(
        id=id,
        type=type,
        also=also,
        name_en=aliases[0].text,
        aliases=aliases,
        maker=maker,
        parent=parent,
        sector=sector,
    )


LEXICON = Lexicon(
    [
        entry("amazon", "Company", "Amazon", "亚马逊"),
        entry("anysphere", "Company", "Anysphere", "~Cursor"),
        entry("apple", "Company", "Apple", "~苹果", "苹果公司"),
        entry("aws", "Company", "AWS", "亚马逊云科技", parent="amazon"),
        entry("claude", "Model", "Claude", "Claude 模型", also="Product", maker="anthropic"),
        entry("anthropic", "Company", "Anthropic"),
        entry("cursor", "Product", "~Cursor", maker="anysphere"),
        entry("elon-musk", "Person", "Elon Musk", "马斯克"),
        entry("evening-post", "Company", "晚报科技网", sector="media"),
        entry("gemini", "Model", "Gemini", "谷歌Gemini", also="Product", maker="google"),
        entry("google", "Company", "Google", "谷歌"),
        entry("gpt", "Model", "GPT", maker="openai"),
        entry("gpt-4", "Model", "GPT-4", maker="openai"),
        entry("grab", "Company", "~Grab"),
        entry("iphone", "Product", "iPhone", maker="apple"),
        entry("microsoft", "Company", "Microsoft", "微软"),
        entry("mistral-ai", "Company", "Mistral AI"),
        entry("openai", "Company", "OpenAI"),
    ],
    {},
)


@cache
def naming() -> Language:
    """The pipeline's naming half over the small lexicon."""
    nlp = pipe.build_nlp(LEXICON, ontology=ontology.load())
    nlp.select_pipes(enable=NAMING)
    return nlp


def read(body: str, *, title: str = "", bold: tuple[tuple[int, int], ...] = ()) -> Doc:
    """The Doc of an item with these words, named."""
    item = Item(id="item", title=title, body=body, bold=bold)
    doc = naming().make_doc(item.text)
    doc._.item = item
    document.start(doc)
    return naming()(doc)


def found(body: str, *, title: str = "") -> dict[str, str]:
    """The surfaces of the entities in a text, with their types."""
    entities = read(body, title=title)._.entities
    return {mention.text: entity.type for entity in entities for mention in entity.mentions}


def ids(body: str, *, title: str = "") -> dict[str, str]:
    """The surfaces of the entities in a text, with their entities' ids."""
    entities = read(body, title=title)._.entities
    return {mention.text: entity.id for entity in entities for mention in entity.mentions}


def proposed(body: str, source: str) -> list[str]:
    """What one component proposes in a text, in order."""
    doc = read(body)
    names = sorted((name for name in doc._.names if name.source == source), key=lambda name: name.start)
    text: str = doc._.item.text
    return [text[name.start : name.end] for name in names]
