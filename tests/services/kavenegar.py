"""Kavenegar's published answers: what a message looks like and what each refusal is called."""

import time
from dataclasses import dataclass
from itertools import count
from typing import Any

REFUSALS = {
    400: "پارامترها ناقص هستند",
    401: "حساب کاربری غیرفعال شده است",
    402: "عملیات ناموفق بود",
    403: "کد شناسائی API-Key معتبر نمی‌باشد",
    404: "متد نامشخص است",
    405: "متد Get/Post اشتباه است",
    406: "پارامترهای اجباری خالی ارسال شده اند",
    407: "دسترسی به اطلاعات مورد نظر برای شما امکان پذیر نیست",
    409: "سرور قادر به پاسخگوئی نیست بعدا تلاش کنید",
    411: "دریافت کننده نامعتبر است",
    412: "ارسال کننده نامعتبر است",
    413: "پیام خالی است و یا طول پیام بیش از حد مجاز می‌باشد",
    414: "حجم درخواست بیشتر از حد مجاز است",
    418: "اعتبار شما کافی نمی‌باشد",
    422: "داده ها به دلیل وجود کاراکتر نامناسب قابل پردازش نیست",
    424: "الگوی مورد نظر پیدا نشد",
    426: "استفاده از این متد نیازمند سرویس پیشرفته می‌باشد",
    431: "ساختار کد صحیح نمی‌باشد",
    432: "پارامتر کد در متن پیام پیدا نشد",
}
STATES = {5: "ارسال به مخابرات", 10: "رسیده به گیرنده", 100: "شناسه پیامک نامعتبر است"}
LONGEST = 900
LONGEST_TOKEN = 100
MOST_RECEPTORS = 200
_numbers = count(8792343)


@dataclass
class Refusal(Exception):
    """A refusal by its code, which is the HTTP status too."""

    code: int


def send(fields: dict[str, str], sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """sms/send: one entry for each receptor; a known `localid` is answered, not sent again."""
    receptors = [part for part in _required(fields, "receptor").split(",") if part]
    text = _required(fields, "message")
    if len(text) > LONGEST:
        raise Refusal(413)
    if len(receptors) > MOST_RECEPTORS:
        raise Refusal(414)
    if known := _known(fields.get("localid", ""), sent):
        return [known]
    sender = fields.get("sender") or "10004346"
    return [_keep(_entry(text, sender, number), fields, sent) for number in receptors]


def lookup(fields: dict[str, str], sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """verify/lookup: a template with up to three tokens without spaces, to one receptor."""
    receptor, template = _required(fields, "receptor"), _required(fields, "template")
    tokens = [_required(fields, "token"), fields.get("token2", ""), fields.get("token3", "")]
    if any(" " in token or "\n" in token or len(token) > LONGEST_TOKEN for token in tokens):
        raise Refusal(431)
    if not template.isascii() or not template.replace("-", "").replace("_", "").isalnum():
        raise Refusal(424)
    text = " ".join([f"{template}:", *(token for token in tokens if token)])
    return [_keep(_entry(text, "10004346", receptor), fields, sent)]


def status(fields: dict[str, str], sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """sms/status: the state of each message id."""
    known = {str(row["messageid"]): row for row in sent}
    asked = _required(fields, "messageid").split(",")
    states = [(number, known[number]["status"] if number in known else 100) for number in asked]
    return [{"messageid": int(n), "status": s, "statustext": STATES[s]} for n, s in states]


METHODS = {"sms/send": send, "verify/lookup": lookup, "sms/status": status}
ENTRY = ("messageid", "message", "status", "statustext", "sender", "receptor", "date", "cost")


def _required(fields: dict[str, str], name: str) -> str:
    if not fields.get(name):
        raise Refusal(413 if name == "message" else 406)
    return fields[name]


def _known(localid: str, sent: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((row for row in sent if localid and row["localid"] == localid), None)


def _entry(text: str, sender: str, receptor: str) -> dict[str, Any]:
    digits = receptor.removeprefix("+").removeprefix("00")
    if not digits.isascii() or not digits.isdigit() or not 10 <= len(digits) <= 15:
        raise Refusal(411)
    return {
        "messageid": next(_numbers),
        "message": text,
        "status": 5,
        "statustext": STATES[5],
        "sender": sender,
        "receptor": receptor,
        "date": int(time.time()),
        "cost": 120,
    }


def _keep(
    entry: dict[str, Any], fields: dict[str, str], sent: list[dict[str, Any]]
) -> dict[str, Any]:
    tokens = {
        name: fields[name] for name in ("template", "token", "token2", "token3") if name in fields
    }
    sent.append(entry | tokens | {"localid": fields.get("localid", "")})
    return entry
