// Put suggestions under a search field while somebody types. Without this the page /search lists them.
const rest = 180; // ms without a key before asking
for (const form of document.querySelectorAll("form[data-suggest]")) {
  if (navigator.connection?.saveData) break;
  const field = form.querySelector("input[type=search]");
  const box = document.createElement("div");
  box.className = "suggest-box";
  box.hidden = true;
  field.after(box);
  let timer, asked = field.value;
  const show = (html) => {
    box.innerHTML = html;
    box.hidden = !box.firstElementChild;
  };
  const ask = async () => {
    const typed = field.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < 2) return show("");
    const address = `${form.dataset.suggest}?${new URLSearchParams({ part: 1, q: field.value.trimStart() })}`;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && typed === field.value.trim()) show(await answer.text());
  };
  field.autocomplete = "off";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, rest);
  });
  form.addEventListener("keydown", (event) => {
    const links = [...box.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      box.hidden = true;
      field.focus();
    } else if (step && !box.hidden && links.length) {
      const next = links.indexOf(document.activeElement) + step;
      event.preventDefault();
      (links[next] ?? field).focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(() => (box.hidden = true), 150);
  });
  field.addEventListener("focus", () => (box.hidden = !box.firstElementChild));
}
