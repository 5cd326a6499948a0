"""What grows in the orchard, and when it is picked."""

from dataclasses import dataclass, field
from datetime import date, timedelta

DAYS_TO_RIPEN = {"apple": 140, "pear": 120, "plum": 95, "quince": 160}


@dataclass
class Tree:
    kind: str
    planted: date
    notes: list[str] = field(default_factory=list)

    def ripe(self, blossom: date) -> date:
        """The day on which the first fruit may be picked."""
        return blossom + timedelta(days=DAYS_TO_RIPEN[self.kind])


class Orchard:
    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.trees: dict[tuple[int, int], Tree] = {}

    def plant(self, row: int, column: int, tree: Tree) -> None:
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            raise ValueError(f"no place {row}/{column} in {self.rows}/{self.columns}")
        self.trees[row, column] = tree

    def to_pick(self, today: date, blossom: date) -> list[Tree]:
        # A tree that was planted this year bears nothing yet.
        return [
            tree
            for tree in self.trees.values()
            if tree.planted.year < today.year and tree.ripe(blossom) <= today
        ]


if __name__ == "__main__":
    orchard = Orchard(3, 4)
    orchard.plant(0, 0, Tree("apple", date(2019, 11, 2), ["Boskoop", "ἀμβροσία", "林檎"]))
    orchard.plant(1, 2, Tree("quince", date(2021, 3, 14), ["🍐 or 🍎?"]))
    for tree in orchard.to_pick(date.today(), date(2026, 4, 20)):
        print(f"{tree.kind:>8}: {', '.join(tree.notes)}")
