"""Ten thousand ask at once for a page that no process has: each process draws it once for all."""

import asyncio
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from marketplace.cli import serve
from tests.support.live import StartServer

PROCESSES = 2
PATIENCE = 120.0  # seconds for all of them on a busy machine
AGAIN = (ConnectionError, asyncio.IncompleteReadError)  # the queue before the door was full


async def _ask(host: str, port: int, path: str) -> tuple[int, bytes]:
    """One visitor over a line of her own; the status and the body."""
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode()
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(asked)
                answer = await reader.read()
            finally:
                writer.close()
        except AGAIN:
            await asyncio.sleep(0.2)
            continue
        if answer:
            head, _mark, body = answer.partition(b"\r\n\r\n")
            return int(head.split(b" ", 2)[1]), body


async def _all(url: str, path: str, many: int) -> list[tuple[int, bytes]]:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 0
    asking = asyncio.gather(*(_ask(host, port, path) for _ in range(many)))
    return await asyncio.wait_for(asking, PATIENCE)


@pytest.mark.parametrize("many", [500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_of_ten_thousand_who_miss_one_a_process_draws(
    many: int, start_server: StartServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn, command = tmp_path / "drawn", serve.web_command

    def counted(settings: object) -> list[str]:
        loaded = {"marketplace.wsgi:app": "tests.machines.counted:app"}
        return [loaded.get(part, part) for part in command(settings)]  # type: ignore[arg-type]

    monkeypatch.setattr(serve, "web_command", counted)
    server = start_server(DRAWN=str(drawn))
    listing = server.play("tests.faults.stage").split()[-1]
    found = httpx.get(f"{server.url}/i/{listing}", follow_redirects=True, timeout=60)
    path = found.request.url.raw_path.decode()
    drawn.unlink()
    with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in the suite's own thread
        asked = _all(server.url, f"{path}?from=everywhere", many)
        answers = apart.submit(asyncio.run, asked).result()
    assert Counter(status for status, _body in answers) == {200: many}
    assert len({body for _status, body in answers}) == 1
    assert re.search("جوراب پشمی".encode(), answers[0][1])
    processes = drawn.read_text().split()
    assert 1 <= len(processes) <= PROCESSES, "one a process"
    assert len(set(processes)) == len(processes)
