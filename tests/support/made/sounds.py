"""Sounds as phones send them: a tone in any of their containers, with what they write about it."""

import io
import math
from array import array
from functools import cache

import av

CONTAINERS = {  # muxer, encoder, samples a second
    "webm": ("webm", "libopus", 48_000),
    "ogg": ("ogg", "libopus", 48_000),
    "m4a": ("ipod", "aac", 44_100),
    "3gp": ("3gp", "aac", 16_000),
    "amr": ("amr", "libopencore_amrnb", 8_000),
    "mp3": ("mp3", "libmp3lame", 22_050),
    "wav": ("wav", "pcm_s16le", 16_000),
}
TOLD = {"title": "Fariba at home", "location": "+35.5764+049.2203/", "artist": "Phone 7"}


@cache
def a_sound(kind: str = "webm", seconds: float = 2, loud: int = 8_000) -> bytes:
    """So many seconds of one tone; `loud` of 32,767."""
    muxer, encoder, rate = CONTAINERS[kind]
    out = io.BytesIO()
    with av.open(out, "w", format=muxer) as container:
        container.metadata.update(TOLD)
        stream = container.add_stream(encoder, rate=rate)
        stream.layout = "mono"
        form = stream.codec_context
        resampler = av.AudioResampler(form.format.name, "mono", rate, form.frame_size or 1024)
        for frame in [*resampler.resample(_tone(rate, seconds, loud)), *resampler.resample(None)]:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def _tone(rate: int, seconds: float, loud: int) -> av.AudioFrame:
    second = array("h", (int(loud * math.sin(math.tau * 440 * n / rate)) for n in range(rate)))
    samples = (second * math.ceil(seconds))[: int(rate * seconds)]
    frame = av.AudioFrame("s16", "mono", len(samples))
    frame.sample_rate, frame.pts = rate, 0
    frame.planes[0].update(samples.tobytes())
    return frame
