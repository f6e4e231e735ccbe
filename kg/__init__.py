"""The knowledge graph of the AI industry, read from daily news digests."""

__version__ = "0.1.0"
