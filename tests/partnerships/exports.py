# SPDX-License-Identifier: EUPL-1.2
"""Newer exports of the register, made by hand from the one that comes with the software."""

import csv
from pathlib import Path

from knowledgebase.partnerships.importing import DATA, Files

Cells = dict[str, str]


class Export:
    """An export that can be changed as a newer one would be: `versions` by number, and all `participants`."""

    def __init__(self) -> None:
        self.versions = {row["roo_id"]: row for row in _rows("regelingen.csv")}
        self.participants = _rows("regeling_deelnemers.csv")

    def end(self, register_id: str, day: str) -> None:
        """Let a version end."""
        self.versions[register_id]["datum_uitwerkingtreding"] = day

    def renew(self, register_id: str, new_id: str, day: str, left: str = "", joined: str = "") -> None:
        """Let a version be followed by another one, without `left` and with `joined` (codes)."""
        self.end(register_id, day)
        renewed = {
            "roo_id": new_id,
            "datum_inwerkingtreding": day,
            "datum_uitwerkingtreding": "",
            "vorige_roo_id": register_id,
        }
        self.versions[register_id]["volgende_roo_id"] = new_id
        self.versions[new_id] = self.versions[register_id] | renewed | {"volgende_roo_id": ""}
        stay = [
            row for row in self.participants if row["regeling_roo_id"] == register_id and row["code"] != left
        ]
        self.participants += [row | {"regeling_roo_id": new_id} for row in stay]
        if joined:
            self.join(new_id, joined, day)

    def add(self, register_id: str, name: str, day: str, *codes: str) -> None:
        """Add an arrangement."""
        like = dict.fromkeys(next(iter(self.versions.values())), "")
        facts = {
            "roo_id": register_id,
            "naam": name,
            "samenwerkingsvorm_code": "GO",
            "datum_inwerkingtreding": day,
        }
        self.versions[register_id] = like | facts
        for code in codes:
            self.join(register_id, code, day)

    def join(self, register_id: str, code: str, day: str) -> None:
        """Let a municipality take part in a version."""
        row = {
            "regeling_roo_id": register_id,
            "deelnemer": f"Gemeente {code}",
            "code": code,
            "type": "gemeente",
        }
        self.participants.append(row | {"toetredingsdatum": day, "verdeelsleutel": ""})

    def link(self, register_id: str, next_id: str) -> None:
        """Let one version follow another."""
        self.versions[register_id]["volgende_roo_id"] = next_id
        self.versions[next_id]["vorige_roo_id"] = register_id

    def written(self, folder: Path) -> Files:
        """Write the export."""
        _write(folder / "regelingen.csv", list(self.versions.values()))
        _write(folder / "regeling_deelnemers.csv", self.participants)
        return Files(arrangements=folder / "regelingen.csv", participants=folder / "regeling_deelnemers.csv")


def _rows(name: str) -> list[Cells]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
