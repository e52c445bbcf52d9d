// <form data-draft="name" data-version="…">: what was typed since the last save waits on the phone.
// The version changes with every save, so a stored copy of another version is an old one.
const form = document.querySelector("form[data-draft]");
if (form) {
  const key = `draft:${form.dataset.draft}`;
  const version = form.dataset.version || "";
  const news = document.querySelector("[data-draft-news]");

  const say = (state) => {
    if (!news) return;
    news.hidden = false;
    for (const part of news.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  };

  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "file" && field.type !== "hidden" && field.type !== "submit");
  const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);

  const keep = () => {
    const values = fields().map((field) => [field.name, field.value, valueOf(field)]);
    localStorage.setItem(key, JSON.stringify({ version, values }));
  };

  const restore = (values) => {
    for (const field of fields()) {
      const choice = field.type === "checkbox" || field.type === "radio";
      const match = values.find(([name, value]) => name === field.name && (!choice || value === field.value));
      if (!match) continue;
      if (choice) field.checked = match[2];
      else field.value = match[2];
      field.dispatchEvent(new Event("input"));
    }
  };

  const stored = JSON.parse(localStorage.getItem(key) || "null");
  if (stored && stored.version === version && !document.getElementById("summary")) {
    restore(stored.values);
    say("restored");
  } else {
    localStorage.removeItem(key);
  }

  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    keep();
    say("offline");
    window.addEventListener("online", () => form.requestSubmit(event.submitter), { once: true });
  });
}
