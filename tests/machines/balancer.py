"""What stands before several machines: each connection goes to the next one that accepts it."""

import itertools
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress

BLOCK = 1 << 16


class Balancer:
    """A TCP proxy on loopback, in threads of this process."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._turns = itertools.cycle(ports)
        self._many = len(ports)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take nobody in any more."""
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _address = self._door.accept()
                threading.Thread(target=self._pass_on, args=(visitor,), daemon=True).start()

    def _pass_on(self, visitor: socket.socket) -> None:
        machine = self._next()
        if machine is None:
            visitor.close()
            return
        back = threading.Thread(target=_pump, args=(machine, visitor), daemon=True)
        back.start()
        _pump(visitor, machine)
        back.join()
        visitor.close()
        machine.close()

    def _next(self) -> socket.socket | None:
        for port in itertools.islice(self._turns, self._many):
            with suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), timeout=60)
        return None


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(BLOCK):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
