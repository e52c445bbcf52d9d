"""The doubles speak the published protocols and fail as they are told."""

import smtplib
from email.message import EmailMessage

import httpx
import pytest

from tests.support.outside import PostOffice, Telephone


def test_a_text_is_kept_and_answered_as_kavenegar_does(sms: Telephone) -> None:
    answer = _send(sms)
    assert answer.json()["return"]["status"] == 200
    assert set(answer.json()["entries"][0]) == {
        "messageid", "message", "status", "statustext", "sender", "receptor", "date", "cost",
    }  # fmt: skip
    assert sms.to("+989121234567") == ["سلام"]


def test_a_known_local_id_is_not_sent_again(sms: Telephone) -> None:
    first, again = _send(sms, localid="7"), _send(sms, localid="7")
    assert first.json()["entries"][0]["messageid"] == again.json()["entries"][0]["messageid"]
    assert len(sms.messages) == 1


def test_a_code_goes_by_template(sms: Telephone) -> None:
    fields = {"receptor": "09121234567", "token": "123456", "template": "sign-in"}
    assert _post(sms, "verify/lookup", fields).status_code == 200
    assert sms.code("+98 912 123 4567".replace(" ", "")) == "123456"
    assert _post(sms, "verify/lookup", fields | {"token": "12 34"}).status_code == 431


def test_the_state_of_a_text_can_be_asked(sms: Telephone) -> None:
    number = _send(sms).json()["entries"][0]["messageid"]
    answer = _post(sms, "sms/status", {"messageid": f"{number},1"})
    assert [row["status"] for row in answer.json()["entries"]] == [5, 100]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"receptor": "abc"}, 411), ({"receptor": ""}, 406), ({"message": ""}, 413),
     ({"message": "م" * 901}, 413), ({"receptor": ",".join(["09121234567"] * 201)}, 414)],
)  # fmt: skip
def test_a_bad_request_is_refused_by_its_code(
    sms: Telephone, change: dict[str, str], code: int
) -> None:
    assert _send(sms, **change).status_code == code
    assert not sms.messages


def test_a_wrong_key_or_method_is_refused(sms: Telephone) -> None:
    assert httpx.post(f"{sms.url}/v1/wrong/sms/send.json").status_code == 403
    assert _post(sms, "sms/sing", {}).status_code == 404


def test_the_telephone_company_has_bad_days(sms: Telephone) -> None:
    sms.fail("refuse", code=418, times=1)
    assert _send(sms).json()["return"]["status"] == 418
    sms.fail("error")
    assert _send(sms).status_code == 500
    sms.fail("hang")
    with pytest.raises(httpx.ReadTimeout):
        _send(sms)
    sms.reset()
    sms.fail("drop")
    with pytest.raises(httpx.RemoteProtocolError):
        _send(sms)
    assert len(sms.messages) == 1
    sms.recover()
    assert _send(sms).status_code == 200


def test_a_mail_arrives_as_it_was_written(smtp: PostOffice) -> None:
    _mail(smtp)
    (mail,) = smtp.to("clerk@example.org")
    assert mail["subject"] == "سفارش تازه"
    assert mail["text"].strip() == "سه قطعه"


@pytest.mark.parametrize(
    ("mode", "error"),
    [("busy", smtplib.SMTPException), ("later", smtplib.SMTPDataError),
     ("never", smtplib.SMTPDataError), ("unknown", smtplib.SMTPRecipientsRefused),
     ("hang", OSError)],
)  # fmt: skip
def test_the_post_office_has_bad_days(smtp: PostOffice, mode: str, error: type[Exception]) -> None:
    smtp.fail(mode)
    with pytest.raises(error):
        _mail(smtp)
    assert not smtp.messages


def test_a_line_cut_after_the_mail_was_taken(smtp: PostOffice) -> None:
    smtp.fail("drop")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        _mail(smtp)
    assert len(smtp.messages) == 1


def test_a_stopped_double_refuses_connections() -> None:
    sms = Telephone()
    sms.start()
    assert _send(sms).status_code == 200
    sms.stop()
    with pytest.raises(httpx.ConnectError):
        _send(sms)


def _send(sms: Telephone, **fields: str) -> httpx.Response:
    return _post(sms, "sms/send", {"receptor": "09121234567", "message": "سلام"} | fields)


def _post(sms: Telephone, method: str, fields: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{sms.url}/v1/{sms.key}/{method}.json", data=fields, timeout=1)


def _mail(smtp: PostOffice) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["To"], mail["From"] = "سفارش تازه", "clerk@example.org", "a@example.org"
    mail.set_content("سه قطعه")
    with smtplib.SMTP("127.0.0.1", smtp.port, timeout=1) as line:
        line.send_message(mail)
