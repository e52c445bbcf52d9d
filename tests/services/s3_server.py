"""A bucket on loopback: moto's S3 in a process of its own. It forgets everything when it ends."""

import threading

from moto.server import ThreadedMotoServer

from tests.services.inspection import announce, wanted_ports

if __name__ == "__main__":
    ThreadedMotoServer("127.0.0.1", wanted_ports()[0], verbose=False).start()
    announce()
    threading.Event().wait()
