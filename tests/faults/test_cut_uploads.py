"""What is cut off on its way leaves nothing, and can be sent again."""

import httpx

from tests.faults.buyer import ask
from tests.faults.guests import OURS
from tests.faults.lines import Line, unfinished
from tests.faults.test_memory import detailed
from tests.support.live import LiveServer

BOUNDARY = "photograph"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
    "Content-Type: image/jpeg\r\n\r\n"
).encode()
KINDS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
EVERYTHING = "SELECT (SELECT count(*) FROM picture), (SELECT count(*) FROM revision_picture)"


def test_a_photograph_cut_off_in_the_middle_leaves_nothing(live_server: LiveServer) -> None:
    cookie = live_server.play("tests.faults.photographer").split()[-1]
    with httpx.Client(
        base_url=live_server.url, headers=OURS, cookies={"session": cookie}, timeout=60
    ) as phone:
        fresh = phone.get("/studio/pieces/new").headers["Location"]
        place = fresh.rsplit("/", 1)[1]
        path = f"/studio/pieces/{place}/photos"
        photo = detailed(2400, 1800).jpegsave_buffer(Q=92)
        body = HEAD + photo + f"\r\n--{BOUNDARY}--\r\n".encode()
        before = ask(live_server, EVERYTHING), live_server.pictures()
        for part in (len(HEAD), len(HEAD) + 70_000, len(body) // 2, len(body) - 1):
            for rudely in (False, True):
                size = {"Content-Length": str(len(body)), "Cookie": f"session={cookie}"}
                line = Line(live_server, "POST", path, **OURS, **KINDS, **size)
                line.send(body[:part])
                line.leave(rudely=rudely)
        assert phone.get(fresh).status_code == 200, "the piece has not begun"
        assert (ask(live_server, EVERYTHING), live_server.pictures()) == before

        files = {"photo": ("a.jpg", photo, "image/jpeg")}
        assert phone.post(path, files=files).status_code == 303
        ((pictures, shown),) = ask(live_server, EVERYTHING)
        assert (pictures, shown) == (before[0][0][0] + 1, before[0][0][1] + 1)
    log = live_server.log.read_text()
    assert '"level": "error"' not in log
    assert "Traceback" not in log


def test_a_form_cut_off_in_the_middle_is_not_taken_for_the_whole(live_server: LiveServer) -> None:
    listing = live_server.play("tests.faults.stage").split()[-1]
    form = {"listing": listing, "quantity": "25"}
    with httpx.Client(base_url=live_server.url, headers=OURS, timeout=60) as browser:
        for rudely in (False, True):
            line, _last = unfinished(live_server, browser, "/basket/lines", form)
            line.leave(rudely=rudely)
        stopped, _last = unfinished(live_server, browser, "/basket/lines", form)
        stopped.hang_up()
        assert stopped.read()[0] == 400
        assert browser.get("/basket").status_code == 200
        assert ask(live_server, "SELECT count(*) FROM basket_line") == [(0,)]
        line, last = unfinished(live_server, browser, "/basket/lines", form)
        line.send(last)
        assert line.read()[0] == 303
    assert ask(live_server, "SELECT quantity FROM basket_line") == [(25,)]
