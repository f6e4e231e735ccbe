"""The labels that the encoder's heads answer with, in a fixed order, taken from the ontology."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Labels:
    """What each output of a head means, by position.

    `links` are the pairs of roles by which two parties of one deal are told to belong together.
    """

    types: tuple[str, ...]
    relations: tuple[str, ...]
    symmetric: frozenset[str]
    statuses: tuple[str, ...]
    deals: tuple[str, ...]
    roles: tuple[str, ...]
    stages: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, ontology: Ontology) -> Labels:
        """The labels of an ontology, in the order of its files."""
        links = {
            (shorthand.head, shorthand.tail): None
            for deal in ontology.deals.values()
            for shorthand in deal.relations
        }
        return cls(
            types=tuple(ontology.entities),
            relations=tuple(ontology.relations),
            symmetric=frozenset(name for name, kind in ontology.relations.items() if kind.symmetric),
            statuses=tuple(ontology.statuses),
            deals=tuple(ontology.deals),
            roles=tuple(role for deal in ontology.deals.values() for role in deal.roles),
            stages=tuple(ontology.stages),
            links=tuple(links),
        )

    def to_dict(self) -> dict[str, list[str]]:
        """For the file beside the model, so that a model of other labels is refused."""
        return {
            "types": list(self.types),
            "relations": list(self.relations),
            "statuses": list(self.statuses),
            "deals": list(self.deals),
            "roles": list(self.roles),
            "stages": list(self.stages),
            "links": ["/".join(link) for link in self.links],
        }
