"""What synthetic orders say: names that belong to nobody, and places to send parcels to."""

NAMES = (
    "سارا محمدی نمونه", "نگار رضایی نمونه", "کامران احمدی نمونه", "لیلا کریمی نمونه",
    "پویا حسینی نمونه", "مینا قاسمی نمونه", "هدیه صادقی نمونه", "بهرام نوری نمونه",
)  # fmt: skip
PLACES = (  # province, city
    ("tehran", "تهران"), ("tehran", "ری"), ("tehran", "شهریار"), ("qazvin", "قزوین"),
    ("alborz", "کرج"), ("isfahan", "اصفهان"), ("fars", "شیراز"), ("razavi-khorasan", "مشهد"),
    ("gilan", "رشت"), ("yazd", "یزد"),
)  # fmt: skip
MAKER_FA, MAKER_EN = "دار روناس", "Madder Loom"
