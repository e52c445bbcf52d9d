// The heart, without a round trip; the same cookie as the form's answer.
// <form data-like="id"> on a piece's page; <ul data-hearts="words">: one on every card of a list.
const kept = () =>
  (document.cookie.match(/(?:^|; )liked=([0-9a-z.]*)/)?.[1] ?? "").split(".").filter(Boolean);
const turn = (id) => {
  const others = kept().filter((one) => one !== id);
  const list = kept().includes(id) ? others : [id, ...others].slice(0, 40);
  const safe = location.protocol === "https:" ? ";secure" : "";
  const age = list.length ? 31536000 : 0;
  document.cookie = `liked=${list.join(".")};path=/;max-age=${age};samesite=lax${safe}`;
};
const hearts = [];
const drawAll = () => hearts.forEach((draw) => draw());
for (const form of document.querySelectorAll("form[data-like]")) {
  const button = form.querySelector("button");
  const word = button.querySelector("span");
  hearts.push(() => {
    const on = kept().includes(form.dataset.like);
    button.setAttribute("aria-pressed", on);
    word.textContent = on ? form.dataset.on : form.dataset.off;
    form.nextElementSibling.hidden = !on;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    turn(form.dataset.like);
    drawAll();
  });
}
const drawing = document.querySelector("svg use")?.getAttribute("href").split("#")[0];
for (const list of drawing ? document.querySelectorAll("[data-hearts]") : []) {
  for (const link of list.querySelectorAll(".card h3 a")) {
    const id = link.pathname.match(/\/i\/([2-9a-z]{8})\//)?.[1];
    if (!id) continue;
    const heart = document.createElement("button");
    heart.className = "heart";
    heart.setAttribute("aria-label", `${list.dataset.hearts}: ${link.textContent.trim()}`);
    heart.innerHTML = `<svg class="i" aria-hidden="true"><use href="${drawing}#heart"/></svg>`;
    heart.addEventListener("click", () => {
      turn(id);
      drawAll();
    });
    hearts.push(() => heart.setAttribute("aria-pressed", kept().includes(id)));
    link.closest(".card").append(heart);
  }
}
drawAll();
addEventListener("pageshow", (event) => event.persisted && drawAll());
