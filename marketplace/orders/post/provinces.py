"""The thirty-one provinces, in the order of the Persian alphabet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """`code` is what the database keeps."""

    code: str
    name_fa: str
    name_en: str


PROVINCES = tuple(
    Province(*row)
    for row in (
        ("east-azerbaijan", "آذربایجان شرقی", "East Azerbaijan"),
        ("west-azerbaijan", "آذربایجان غربی", "West Azerbaijan"),
        ("ardabil", "اردبیل", "Ardabil"),
        ("isfahan", "اصفهان", "Isfahan"),
        ("alborz", "البرز", "Alborz"),
        ("ilam", "ایلام", "Ilam"),
        ("bushehr", "بوشهر", "Bushehr"),
        ("tehran", "تهران", "Tehran"),
        ("chaharmahal", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari"),
        ("south-khorasan", "خراسان جنوبی", "South Khorasan"),
        ("razavi-khorasan", "خراسان رضوی", "Razavi Khorasan"),
        ("north-khorasan", "خراسان شمالی", "North Khorasan"),
        ("khuzestan", "خوزستان", "Khuzestan"),
        ("zanjan", "زنجان", "Zanjan"),
        ("semnan", "سمنان", "Semnan"),
        ("sistan", "سیستان و بلوچستان", "Sistan and Baluchestan"),
        ("fars", "فارس", "Fars"),
        ("qazvin", "قزوین", "Qazvin"),
        ("qom", "قم", "Qom"),
        ("kurdistan", "کردستان", "Kurdistan"),
        ("kerman", "کرمان", "Kerman"),
        ("kermanshah", "کرمانشاه", "Kermanshah"),
        ("kohgiluyeh", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad"),
        ("golestan", "گلستان", "Golestan"),
        ("gilan", "گیلان", "Gilan"),
        ("lorestan", "لرستان", "Lorestan"),
        ("mazandaran", "مازندران", "Mazandaran"),
        ("markazi", "مرکزی", "Markazi"),
        ("hormozgan", "هرمزگان", "Hormozgan"),
        ("hamadan", "همدان", "Hamadan"),
        ("yazd", "یزد", "Yazd"),
    )
)
BY_CODE = {province.code: province for province in PROVINCES}
