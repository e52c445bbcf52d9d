"""What people and scripts type that nobody hoped for."""

TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "گلیم\udfff", "\u202eolleh\u202c", "\u2066x\u2069",
    "\u200c" * 50, "👩\u200d👩\u200d👧\u200d👦", "۱٢3", "كيف يك", "e\u0301", "\u0640" * 9,
    "<svg onload=alert(1)>", "<script>alert(1)</script>", "{{7*7}}", "{% for x in y %}",
    "${7*7}", "javascript:alert(1)", "' OR 1=1 --", "%s%s%n", "../../etc/passwd", "\r\nX-Evil: 1",
    "ن" * 393, "x" * 20_000, "\ufeff", "\uffff", "NULL", "[object Object]", "%00", "%", "\\",
)  # fmt: skip
NUMBERS = (
    "-1", "0", "-0", "1e9", "1E400", "٫", "٬", "۰", "۱٫۵", "1.5", "٩٩٩٩٩٩٩٩٩٩", "9" * 40,
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "NaN", "inf", "0x10",
    "1_000", "１２", "²", "½", "+5", " 7 ", "1000000000", "7" * 5_000,
)  # fmt: skip
ALL = TEXTS + NUMBERS
