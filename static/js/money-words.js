// Amounts in words beneath the field while they are typed, in the page's language.
const persian = document.documentElement.lang === "fa";
const names = persian
  ? {
    small: "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split(" "),
    tens: "  بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split(" "),
    hundreds: " یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split(" "),
    scales: ["", " هزار", " میلیون", " میلیارد", " تریلیون"],
    unit: "تومان",
  }
  : {
    small: "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" "),
    tens: "  twenty thirty forty fifty sixty seventy eighty ninety".split(" "),
    scales: ["", " thousand", " million", " billion", " trillion"],
    unit: "Toman",
  };

function below100(number) {
  if (number < 20) return names.small[number];
  const ones = number % 10;
  const ten = names.tens[(number - ones) / 10];
  return ones ? ten + (persian ? " و " : "-") + names.small[ones] : ten;
}

function below1000(number) {
  const rest = number % 100;
  const hundreds = (number - rest) / 100;
  if (!hundreds) return below100(rest);
  const head = persian ? names.hundreds[hundreds] : names.small[hundreds] + " hundred";
  return rest ? head + (persian ? " و " : " and ") + below100(rest) : head;
}

function inWords(number) {
  const groups = [];
  for (const scale of names.scales) {
    const group = number % 1000;
    if (group) groups.unshift(below1000(group) + scale);
    number = (number - group) / 1000;
  }
  return groups.join(persian ? " و " : " ") || names.small[0];
}

// Digits of any script, without separators; null while it is not a whole amount.
function amountOf(text) {
  const plain = text
    .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[\s\u200c٬,،.']/g, "");
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null;
}

for (const input of document.querySelectorAll("input[data-money]")) {
  const line = document.getElementById(input.dataset.money);
  input.addEventListener("input", () => {
    const amount = amountOf(input.value);
    line.textContent = amount === null ? "" : `${inWords(amount)} ${names.unit}`;
  });
}
