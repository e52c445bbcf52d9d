"""The banks that the three digits after a Sheba's check name."""

BANKS: dict[str, tuple[str, str]] = {
    "010": ("بانک مرکزی", "Central Bank"),
    "011": ("بانک صنعت و معدن", "Bank of Industry and Mine"),
    "012": ("بانک ملت", "Bank Mellat"),
    "013": ("بانک رفاه کارگران", "Refah Bank"),
    "014": ("بانک مسکن", "Bank Maskan"),
    "015": ("بانک سپه", "Bank Sepah"),
    "016": ("بانک کشاورزی", "Bank Keshavarzi"),
    "017": ("بانک ملی ایران", "Bank Melli Iran"),
    "018": ("بانک تجارت", "Tejarat Bank"),
    "019": ("بانک صادرات ایران", "Bank Saderat Iran"),
    "020": ("بانک توسعهٔ صادرات", "Export Development Bank"),
    "021": ("پست‌بانک ایران", "Post Bank of Iran"),
    "022": ("بانک توسعهٔ تعاون", "Tosee Taavon Bank"),
    "053": ("بانک کارآفرین", "Karafarin Bank"),
    "054": ("بانک پارسیان", "Parsian Bank"),
    "055": ("بانک اقتصاد نوین", "EN Bank"),
    "056": ("بانک سامان", "Saman Bank"),
    "057": ("بانک پاسارگاد", "Bank Pasargad"),
    "058": ("بانک سرمایه", "Sarmayeh Bank"),
    "059": ("بانک سینا", "Sina Bank"),
    "060": ("بانک قرض‌الحسنهٔ مهر ایران", "Mehr Iran Bank"),
    "061": ("بانک شهر", "City Bank"),
    "062": ("بانک آینده", "Ayandeh Bank"),
    "064": ("بانک گردشگری", "Tourism Bank"),
    "066": ("بانک دی", "Day Bank"),
    "069": ("بانک ایران‌زمین", "Iran Zamin Bank"),
    "070": ("بانک قرض‌الحسنهٔ رسالت", "Resalat Bank"),
    "078": ("بانک خاورمیانه", "Middle East Bank"),
}


def name(code: str, language: str) -> str:
    """The bank's name; "" for digits that we do not know."""
    persian, english = BANKS.get(code, ("", ""))
    return english if language == "en" else persian
