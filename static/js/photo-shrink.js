// Photographs are shrunk on the phone, sent one by one, and wait in it when the line breaks.
const LONGEST = 1600;
const QUALITY = 0.72;
const TRIES = 3;

const box = document.querySelector("[data-photos]");
if (box && "indexedDB" in window && "createImageBitmap" in window) {
  const address = box.dataset.photos;
  const list = document.getElementById("snaps");
  const template = document.getElementById("snap-wait");
  const waiting = new Set();
  let busy = false;

  const kept = window.phoneStore("photos", { keyPath: "id", autoIncrement: true });

  const shrink = async (file) => {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return blob || file;
  };

  const show = (snap, state, sentence = "") => {
    for (const part of snap.item.querySelectorAll("[data-when]")) {
      const when = part.dataset.when;
      part.hidden = when !== state && !(state === "refused" && when === "failed" && part.tagName !== "P");
      if (when === "refused") part.textContent = sentence;
    }
    snap.item.classList.toggle("snap-wait", state === "sending");
    snap.item.classList.toggle("snap-bad", state !== "sending");
  };

  const drop = async (snap) => {
    waiting.delete(snap);
    URL.revokeObjectURL(snap.preview);
    await kept("readwrite", (objects) => objects.delete(snap.id));
  };

  const place = (id, blob) => {
    const item = template.content.firstElementChild.cloneNode(true);
    const snap = { id, blob, item, tries: 0, preview: URL.createObjectURL(blob), stopped: false };
    item.querySelector("img").src = snap.preview;
    item.querySelector("[data-again]").addEventListener("click", () => { snap.tries = 0; snap.stopped = false; sendNext(); });
    item.querySelector("[data-drop]").addEventListener("click", () => { item.remove(); drop(snap); });
    list.append(item);
    waiting.add(snap);
  };

  const send = async (snap) => {
    const form = new FormData();
    form.append("photo", snap.blob, "photo.jpg");
    const answer = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" } });
    if (answer.status >= 500) throw new Error("server");
    const body = await answer.json();
    if (answer.status !== 201) {
      snap.stopped = true;
      show(snap, "refused", body.error || "");
      return;
    }
    await drop(snap);
    snap.item.outerHTML = body.html;
  };

  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

  const sendNext = async () => {
    if (busy) return;
    busy = true;
    for (let snap; (snap = [...waiting].find((one) => !one.stopped));) {
      show(snap, "sending");
      try {
        await send(snap);
      } catch {
        snap.tries += 1;
        if (snap.tries >= TRIES) snap.stopped = true;
        show(snap, snap.stopped ? "failed" : "sending");
        if (!snap.stopped) await pause(2 * snap.tries);
      }
    }
    busy = false;
  };

  const take = async (files) => {
    for (const file of files) {
      const blob = await shrink(file).catch(() => file);
      const id = await kept("readwrite", (objects) => objects.add({ address, blob }));
      place(id, blob);
    }
    sendNext();
  };

  for (const input of box.querySelectorAll(".shoot input")) {
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  }
  window.addEventListener("online", () => {
    for (const snap of waiting) Object.assign(snap, { tries: 0, stopped: false });
    sendNext();
  });
  kept("readonly", (objects) => objects.getAll()).then((rows) => {
    for (const row of rows) if (row.address === address) place(row.id, row.blob);
    sendNext();
  });
}
