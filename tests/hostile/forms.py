"""The forms and links of a page, as an attacker's script reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, urljoin

VALUED = ("input", "select", "textarea", "button")


@dataclass
class FoundForm:
    """Where a form goes and what it holds: field name → values on the page."""

    action: str
    method: str
    multipart: bool
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[FoundForm] = []
        self.links: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "a" and have.get("href", "").startswith("/"):
            self.links.append(have["href"])
        if tag == "form":
            action = urljoin(self.address, have.get("action") or self.address)
            multipart = "multipart" in have.get("enctype", "")
            self.forms.append(FoundForm(action, have.get("method", "get").lower(), multipart))
        elif self.forms and tag in VALUED and have.get("name"):
            if have.get("type") == "file":
                self.forms[-1].files.add(have["name"])
            else:
                self.forms[-1].fields.setdefault(have["name"], []).append(have.get("value", ""))
            self._select = have["name"] if tag == "select" else ""
        elif self.forms and tag == "option" and self._select:
            self.forms[-1].fields[self._select].append(have.get("value", ""))


def read(html: str, address: str) -> tuple[list[FoundForm], list[str]]:
    """Every form on the page at this address, and every link that stays in the shop."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms, reader.links


def urlencoded(pairs: list[tuple[str, str]]) -> bytes:
    """Encode as a hostile client may: lone surrogates and null bytes included."""
    return "&".join(f"{_quote(name)}={_quote(value)}" for name, value in pairs).encode("ascii")


def _quote(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))
