"""The formats by name. A new one is an entry here and a file beside this one."""

from __future__ import annotations

from kg.errors import UsageError
from kg.exports import csv_files, cypher_script, gexf, graphml, jsonl, jsonld, neo4j_admin, parquet
from kg.exports.base import Format

FORMATS = (
    Format("graphml", "XML for Gephi, yEd, Cytoscape, NetworkX", graphml.parts),
    Format("gexf", "XML for Gephi, with colours", gexf.parts),
    Format("csv", "a folder of tables for spreadsheets", csv_files.parts, folder=True),
    Format("parquet", "a folder of tables for pandas, DuckDB, Spark", parquet.parts, folder=True),
    Format("jsonld", "linked data with schema.org terms", jsonld.parts),
    Format("cypher", "a script for Neo4j and other Cypher stores", cypher_script.parts),
    Format("jsonl", "JSON lines of facts and deals with their evidence", jsonl.parts),
    Format(
        "neo4j-admin",
        "a folder for neo4j-admin database import",
        neo4j_admin.parts,
        folder=True,
        command=neo4j_admin.command,
    ),
)


def format_of(name: str) -> Format:
    """The format of this name; `UsageError` if there is none."""
    for form in FORMATS:
        if form.name == name:
            return form
    known = ", ".join(form.name for form in FORMATS)
    raise UsageError(f"No format is called {name!r}", advice=f"Name one of: {known}")
