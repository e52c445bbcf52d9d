"""A program of its own that opens a sound nobody vouches for and writes it anew:
`hearing.py <demuxer> <seconds at most>`, the file on stdin.

It writes the seconds, a line feed and an MP3 without names or places to stdout. An error in the
decoder ends this process and no other; nothing of the house is imported here."""

import io
import resource
import sys
from array import array
from collections.abc import Iterator

import av
from av.audio.frame import AudioFrame

FINE, NO_SOUND, TOO_LONG, NOTHING_HEARD = 0, 3, 4, 5  # how it ends
RATE, BITS = 24_000, 32_000  # samples and bits of a second
SHORTEST = 1.0  # seconds
QUIETEST = 150  # of 32,767; a microphone that was refused gives less than this
CODECS = {
    "opus", "vorbis", "aac", "mp3", "mp3float", "amrnb", "amr_nb", "amrwb", "amr_wb",
    "libopencore_amrnb", "libopencore_amrwb", "pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le",
    "pcm_alaw", "pcm_mulaw",
}  # fmt: skip
CPU, MEMORY = 30, 1 << 30  # seconds, bytes


class TooLong(Exception):
    """There is more than the limit."""


class NothingHeard(Exception):
    """Too short or too quiet to be anybody's words."""


def main() -> int:
    """Read, decode, write; returns one of the four ends."""
    bind()
    try:
        seconds, written = anew(sys.stdin.buffer.read(), sys.argv[1], float(sys.argv[2]))
    except TooLong:
        return TOO_LONG
    except NothingHeard:
        return NOTHING_HEARD
    except (av.FFmpegError, ValueError, IndexError):
        return NO_SOUND
    sys.stdout.buffer.write(b"%d\n" % seconds + written)
    return FINE


def bind() -> None:
    """No file may grow by this process, and its time and memory have an end."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def anew(data: bytes, demuxer: str, most: float) -> tuple[int, bytes]:
    """The whole seconds and the MP3. Raises TooLong, NothingHeard, or whatever av says."""
    out = io.BytesIO()
    samples = loudest = 0
    with av.open(out, "w", format="mp3") as written:
        stream = written.add_stream("libmp3lame", rate=RATE)
        stream.layout = "mono"
        stream.bit_rate = BITS
        for frame in _mono(data, demuxer, most):
            samples += frame.samples
            loudest = max(loudest, _loudest(frame))
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    if samples < SHORTEST * RATE or loudest < QUIETEST:
        raise NothingHeard
    return max(1, round(samples / RATE)), out.getvalue()


def _mono(data: bytes, demuxer: str, most: float) -> Iterator[AudioFrame]:
    """What is heard, counted as it is decoded: what a header says of its length is not believed."""
    resampler = av.AudioResampler(format="s16p", layout="mono", rate=RATE, frame_size=576)
    heard = 0.0
    with av.open(io.BytesIO(data), "r", format=demuxer, metadata_errors="ignore") as sent:
        if not sent.streams.audio or sent.streams.audio[0].codec_context.name not in CODECS:
            raise ValueError("no sound that we open")
        for frame in sent.decode(audio=0):
            heard += frame.samples / frame.sample_rate
            if heard > most:
                raise TooLong
            frame.pts = None
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _loudest(frame: AudioFrame) -> int:
    samples = array("h", bytes(frame.planes[0])[: frame.samples * 2])
    return max(max(samples), -min(samples)) if samples else 0


if __name__ == "__main__":
    sys.exit(main())
