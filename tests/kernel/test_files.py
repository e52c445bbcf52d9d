"""A file is there whole, whoever else writes it."""

import multiprocessing
from pathlib import Path

from marketplace.kernel.files import write_whole

BODY = b"x" * 200_000


def _write_often(path: Path) -> None:
    for _ in range(100):
        write_whole(path, BODY)


def test_processes_that_write_the_same_file_at_once_leave_it_whole(tmp_path) -> None:
    target = tmp_path / "deep" / "file"
    writers = [
        multiprocessing.get_context("fork").Process(target=_write_often, args=(target,))
        for _ in range(4)
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0] * 4
    assert target.read_bytes() == BODY
    assert [one.name for one in target.parent.iterdir()] == ["file"]
