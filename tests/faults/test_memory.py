"""The worst photographs that are allowed, all at once: no process grows beyond its ceiling."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import pyvips

from tests.media.test_decoding import a_film
from tests.support.live import LiveServer

CEILING = 400  # MB of memory in use, at the worst moment
PHONES = 24
OURS = {"Sec-Fetch-Site": "same-origin"}


def plain(width: int, height: int, bands: int = 3) -> pyvips.Image:
    """A small file with many pixels: what a bomb is made of."""
    return pyvips.Image.black(width, height, bands=bands).copy(interpretation="srgb")


def detailed(width: int, height: int) -> pyvips.Image:
    """A large file: nothing in it repeats."""
    noise = pyvips.Image.gaussnoise(width, height, sigma=20, mean=120).cast("uchar")
    return noise.bandjoin([noise, noise]).copy(interpretation="srgb")


def allowed() -> dict[str, bytes]:
    """Each just below the limits of media.decoding."""
    deep = pyvips.Image.black(3500, 3500, bands=4).cast("ushort").copy(interpretation="rgb16")
    wide = pyvips.Image.black(5000, 5000, bands=4).cast("ushort").copy(interpretation="rgb16")
    return {
        "a phone's twelve megapixels": detailed(4000, 3000).jpegsave_buffer(Q=90),
        "forty megapixels": plain(7300, 5470).jpegsave_buffer(Q=95),
        "progressive": plain(4700, 3500).jpegsave_buffer(interlace=True, subsample_mode="off"),
        "interlaced, sixteen bit": deep.pngsave_buffer(interlace=True, bitdepth=16),
        "sixteen bit": wide.pngsave_buffer(bitdepth=16),
        "interlaced": plain(5000, 4990, 4).pngsave_buffer(interlace=True),
        "webp": plain(3500, 3500, 4).webpsave_buffer(lossless=True, effort=0),
        "ten thousand pictures": a_film(10_000),
    }


def bombs() -> dict[str, bytes]:
    """What would need more is refused by its header."""
    deep = pyvips.Image.black(5000, 5000, bands=4).cast("ushort").copy(interpretation="rgb16")
    return {
        "progressive": plain(7300, 5470).jpegsave_buffer(interlace=True, subsample_mode="off"),
        "interlaced": deep.pngsave_buffer(interlace=True, bitdepth=16),
        "webp": plain(5000, 5000, 4).webpsave_buffer(lossless=True, effort=0),
        "many pixels": plain(9000, 9000).pngsave_buffer(),
    }


def sender(server: LiveServer, cookie: str) -> Callable[[bytes], int]:
    """Sends a portrait; gives the answer's status."""

    def send(data: bytes) -> int:
        files = {"photo": ("photo.jpg", data, "image/jpeg")}
        with httpx.Client(base_url=server.url, headers=OURS, cookies={"session": cookie}) as phone:
            return phone.post("/studio/page/portrait", files=files, timeout=300).status_code

    return send


@pytest.mark.engine("sqlite")
def test_the_worst_photographs_at_once_stay_below_the_ceiling(
    start_server: Callable[..., LiveServer],
) -> None:
    server = start_server(WEB_WORKERS="1")
    send = sender(server, server.play("tests.faults.photographer").split()[-1])
    good = allowed()
    with ThreadPoolExecutor(PHONES) as phones:
        answers = list(phones.map(send, list(good.values()) * 2))
        refused = list(phones.map(send, bombs().values()))
    assert answers == [303] * len(good) * 2
    assert refused == [422] * 4
    assert server.web
    peaks = [peak(pid) for pid in processes_of(server.web.pid)]
    assert peaks
    assert max(peaks) < CEILING, peaks


def processes_of(group: int) -> list[int]:
    """The processes of one group: the server and what it started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        if int(fields[2]) == group:
            found.append(int(stat.parent.name))
    return found


def peak(pid: int) -> int:
    """The most memory that a process ever had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024
