// Draw the basket's count from its cookie: public pages carry nothing personal.
const found = document.cookie.match(/(?:^|; )basket_n=(\d+)/);
const count = found ? Number(found[1]) : 0;
const digits = new Intl.NumberFormat(document.documentElement.lang);
for (const badge of document.querySelectorAll("[data-basket-count]")) {
  badge.hidden = count === 0;
  badge.textContent = count ? digits.format(count) : "";
}
