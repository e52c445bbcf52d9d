"""What those who follow a maker or wait for a piece are told. Each says how to stop."""

from marketplace.notify.wording import Words

FOLLOW_WORDS: dict[str, Words] = {
    "follow_code": Words(
        fa="کد خبر گرفتن از %(bazaar)s:\n%(code)s\nتا پنج دقیقه کار می‌کند. به کسی نگویید.",
        en="Code for news from %(bazaar)s:\n%(code)s\nValid for five minutes. Tell nobody.",
    ),
    "follow_new": Words(
        fa="کار تازه از «%(maker)s»: %(title)s\n%(url)s\nلغو خبر: %(stop)s",
        en="New from “%(maker)s”: %(title)s\n%(url)s\nStop: %(stop)s",
    ),
    "follow_new_several": Words(
        fa="«%(maker)s» %(count)s کار تازه گذاشت:\n%(url)s\nلغو خبر: %(stop)s",
        en="%(count)s new pieces from “%(maker)s”:\n%(url)s\nStop: %(stop)s",
    ),
    "follow_back": Words(
        fa="«%(title)s» دوباره آزاد شد:\n%(url)s\nلغو خبر: %(stop)s",
        en="“%(title)s” can be had again:\n%(url)s\nStop: %(stop)s",
    ),
}
