"""A phone's photo of twelve megapixels, from its bytes to every file of it."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from bench.works import timed

LISTINGS = 100
WIDTH, HEIGHT = 3000, 4000


def phone() -> bytes:
    """As large and as full of detail as cheap phones take them: about 3 MB."""
    import pyvips

    grain = pyvips.Image.gaussnoise(WIDTH, HEIGHT, sigma=18, mean=120)
    weave = pyvips.Image.sines(WIDTH, HEIGHT, hfreq=9, vfreq=7) * 60
    bands = [grain * 0.8 + weave * 0.5 + 20, grain * 0.6 + 40]
    cloth = (grain + weave).bandjoin(bands).cast("uchar").copy(interpretation="srgb")
    sent: bytes = cloth.gaussblur(1.0).jpegsave_buffer(Q=90)
    return sent


def measure() -> Iterator[dict[str, Any]]:
    """The request's part, then the worker's. The photo is made elsewhere: its memory is no part."""
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
        sent = elsewhere.submit(phone).result()

    from marketplace import create_app
    from marketplace.kernel.outbox import Job
    from marketplace.kernel.unit import unit_of_work
    from marketplace.media import pictures, sizes
    from marketplace.media.models import Picture

    kept: list[Picture] = []

    def arrive() -> None:
        checked = pictures.check(sent)
        with unit_of_work():
            kept.append(pictures.store(checked, None))

    with create_app().app_context():
        yield timed("photo_request", len(sent), arrive)
        yield timed("photo_worker", len(sent), lambda: sizes.make(Job(0, {"key": kept[0].key})))
