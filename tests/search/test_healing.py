# SPDX-License-Identifier: EUPL-1.2
"""The embedded index after damage, a killed writer, a full disk, and with two writers."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledgebase.search.protocol import IndexUnusable, Query, WriteFailed, WriterBusy
from knowledgebase.search.whoosh_engine import TwoWhooshes, WhooshEngine, refuse_two_whooshes
from knowledgebase.search.whoosh_engine.writer import Writer
from tests.search.entries import NEIGHBOUR, entry, found, ids


def generation(folder: Path) -> Path:
    return folder / os.readlink(folder / "current")


def newest(folder: Path, pattern: str) -> Path:
    return sorted((generation(folder) / "public").glob(pattern))[-1]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "segment gone": lambda folder: newest(folder, "*.seg").unlink(),
    "segment cut": lambda folder: cut(newest(folder, "*.seg")),
    "segment empty": lambda folder: empty(newest(folder, "*.seg")),
    "segment with one wrong bit": lambda folder: flip_a_bit(newest(folder, "*.seg")),
    "contents gone": lambda folder: newest(folder, "*.toc").unlink(),
    "contents cut": lambda folder: cut(newest(folder, "*.toc")),
    "contents empty": lambda folder: empty(newest(folder, "*.toc")),
    "contents overwritten": lambda folder: overwrite(newest(folder, "*.toc")),
    "audience gone": lambda folder: (generation(folder) / "public").rename(folder / "elsewhere"),
    "generation gone": lambda folder: generation(folder).rename(folder / "elsewhere"),
    "pointer gone": lambda folder: (folder / "current").unlink(),
    "of an older format": lambda folder: _of_an_older_format(folder),
}


def _of_an_older_format(folder: Path) -> None:
    generation(folder).rename(folder / "generation-0-1")
    (folder / "current").unlink()
    (folder / "current").symlink_to("generation-0-1")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_and_a_rebuild_heals_it(whoosh: WhooshEngine, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    whoosh.put([entry(number, "Archief", body="Veel woorden over van alles") for number in range(20)])
    DAMAGES[damage](folder)
    fresh = WhooshEngine(folder)
    assert not fresh.healthy()
    for act in (
        lambda: fresh.search(Query("archief")),
        lambda: fresh.suggest("arch", NEIGHBOUR),
        lambda: list(fresh.ids("public")),
        lambda: fresh.put([entry(1)]),
    ):
        with pytest.raises(IndexUnusable):
            act()
    fresh.replace_all([entry(1, "Archief")])
    assert fresh.healthy()
    assert ids(fresh, "archief") == [1]
    assert ids(whoosh, "archief") == [1]


def test_an_index_that_was_never_built_is_unusable_not_empty(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    assert not engine.healthy()
    with pytest.raises(IndexUnusable):
        engine.search(Query(""))
    with pytest.raises(IndexUnusable):
        engine.put([entry(1)])


def test_the_folder_is_private(whoosh: WhooshEngine, tmp_path: Path) -> None:
    whoosh.put([entry(1, audience="a17")])
    folders = [tmp_path / "index", *(path for path in (tmp_path / "index").rglob("*") if path.is_dir())]
    assert len(folders) > 4
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_a_second_writer_is_refused_and_the_first_goes_on(whoosh: WhooshEngine, tmp_path: Path) -> None:
    second = WhooshEngine(tmp_path / "index")

    def slowly() -> Any:
        yield entry(1, "Archief")
        for act in (
            lambda: second.put([entry(2)]),
            lambda: second.remove([1]),
            lambda: second.replace_all([]),
        ):
            with pytest.raises(WriterBusy):
                act()

    assert whoosh.replace_all(slowly()) == 1
    second.put([entry(2, "Archief")])
    assert ids(whoosh, "archief") == [2, 1]


def test_old_generations_are_removed(whoosh: WhooshEngine, tmp_path: Path) -> None:
    for _ in range(3):
        whoosh.replace_all([entry(1)])
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_a_rebuild_that_fails_leaves_nothing_behind(whoosh: WhooshEngine, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "index").iterdir())
    with pytest.raises(ValueError, match="given twice"):
        whoosh.replace_all([entry(1), entry(1)])
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == before


def test_who_is_still_reading_the_former_generation_can_go_on(whoosh: WhooshEngine, tmp_path: Path) -> None:
    whoosh.put([entry(1, "Archief overdragen")])
    segments = whoosh._view(NEIGHBOUR).segments
    WhooshEngine(tmp_path / "index").replace_all([])
    assert segments[0].shown(0)[0] == "Archief overdragen"
    assert len(segments[0].postings("terms", "nl:archief").docs) == 1


WRITING = """
import sys
from pathlib import Path
from knowledgebase.search.whoosh_engine import WhooshEngine
from tests.search.entries import entry
engine = WhooshEngine(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    engine.put([entry(number, "Archief", audience="public" if number % 3 else "a17")])
    if number % 7 == 0:
        engine.remove([number - 3])
    if number % 50 == 0:
        engine.replace_all([entry(one, "Archief") for one in range(1, number + 1)])
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_an_index_that_works(whoosh: WhooshEngine, tmp_path: Path) -> None:
    dice = random.Random(7)
    for _ in range(8):
        command = [sys.executable, "-c", WRITING, str(tmp_path / "index")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "1\n"
            time.sleep(dice.random() * 0.6)
            writer.send_signal(signal.SIGKILL)
            told = [1, *(int(line) for line in writer.stdout.read().split("\n")[:-1])]
        assert whoosh.healthy()
        assert told[-1] in ids(whoosh, "archief", NEIGHBOUR, limit=1000)
        whoosh.put([entry(9999, "Levend")])
        assert ids(whoosh, "levend") == [9999]
        whoosh.replace_all([])
    leftovers = [
        path.name for path in (tmp_path / "index").rglob("*") if ".tmp" in path.name or ".toc." in path.name
    ]
    assert leftovers == []


@pytest.mark.parametrize("moment", ["_flush_segment", "_assemble_segment", "_commit_toc"])
def test_a_full_disk_changes_nothing_and_blocks_nothing(
    whoosh: WhooshEngine, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def refuse(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    whoosh.put([entry(1, "Archief")])
    with monkeypatch.context() as full:
        full.setattr(Writer, moment, refuse)
        with pytest.raises(WriteFailed, match="No space left"):
            whoosh.put([entry(1, "Zaaksysteem"), entry(2, "Archief")])
        with pytest.raises(WriteFailed, match="No space left"):
            whoosh.replace_all([entry(3, "Archief")])
        assert ids(whoosh, "archief") == [1]
    whoosh.put([entry(2, "Archief")])
    assert ids(whoosh, "archief") == [2, 1]


def test_another_process_sees_every_change_at_once(whoosh: WhooshEngine, tmp_path: Path) -> None:
    reader = WhooshEngine(tmp_path / "index")
    for number in range(1, 60):
        whoosh.put([entry(number, "Archief", ("public", "a17")[number % 2])])
        assert found(reader, "archief", NEIGHBOUR).total == number


def test_readers_never_see_half_a_change(whoosh: WhooshEngine, tmp_path: Path) -> None:
    """Every put renames both entries, so that any search finds two of one name."""
    whoosh.put([entry(1, "Ronde nul"), entry(2, "Ronde nul")])
    reader, seen, stop = WhooshEngine(tmp_path / "index"), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append({hit.title for hit in found(reader, "").hits})

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for round_number in range(60):
        whoosh.put([entry(1, f"Ronde {round_number}"), entry(2, f"Ronde {round_number}")])
        if round_number % 20 == 10:
            whoosh.replace_all([entry(1, f"Ronde {round_number}"), entry(2, f"Ronde {round_number}")])
    stop.set()
    for thread in readers:
        thread.join()
    assert len(seen) > 10
    assert {len(titles) for titles in seen} == {1}


def test_one_whoosh_is_fine_and_two_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_two_whooshes()
    other = tmp_path / "Whoosh-2.7.4.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: Whoosh\nVersion: 2.7.4\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TwoWhooshes, match="Whoosh and Whoosh-Reloaded"):
        refuse_two_whooshes()
