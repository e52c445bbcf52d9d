// Pieces seen lately, in this phone's own memory, a list for each language: [data-seen] notes one, [data-seen-list] draws them.
const english = document.documentElement.lang === "en";
const lists = ["seen", "seen-en"];
const memory = {
  read: () => { try { return JSON.parse(localStorage.getItem(lists[+english])) ?? []; } catch { return []; } },
  write: (list, key = lists[+english]) => { try { localStorage.setItem(key, JSON.stringify(list)); } catch { /* full */ } },
};
const here = document.querySelector("[data-seen]");
if (here) {
  const { seen: id, title, image } = here.dataset;
  const others = memory.read().filter((one) => one.id !== id);
  memory.write([{ id, title, image, url: location.pathname }, ...others].slice(0, 12));
}
const shelf = document.querySelector("[data-seen-list]");
if (shelf) {
  const draw = () => {
    const list = memory.read().filter((one) => (english ? /^\/en\/i\// : /^\/i\//).test(one.url));
    shelf.hidden = !list.length;
    shelf.querySelector("ul").replaceChildren(...list.map((one) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: one.url });
      const picture = Object.assign(new Image(64, 64), { src: one.image || "", alt: "", loading: "lazy" });
      const name = Object.assign(document.createElement("bdi"), { textContent: one.title });
      link.append(...(one.image ? [picture] : []), name);
      item.append(link);
      return item;
    }));
  };
  shelf.querySelector("[data-seen-forget]").addEventListener("click", () => { lists.forEach((key) => memory.write([], key)); draw(); });
  draw();
}
