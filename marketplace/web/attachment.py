"""What is kept as a file on the phone or the desk, and by no cache on its way."""

from typing import IO

from flask import Response

BLOCK = 64 * 1024


def of_file(file: IO[bytes], content_type: str, name: str) -> Response:
    """A file of ours from its beginning, closed once it was sent: a slow reader holds no database
    connection."""
    size = file.seek(0, 2)
    file.seek(0)
    answer = Response(iter(lambda: file.read(BLOCK), b""), content_type=content_type)
    answer.call_on_close(file.close)
    answer.headers["Content-Length"] = str(size)
    return attached(answer, name)


def attached(answer: Response, name: str) -> Response:
    """This answer, to be kept under this name."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
