// <form data-voice="address" data-most="seconds">: a voice is recorded, heard and sent; until it has arrived it stays on the phone.
const FORMATS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const BITS = 24000;
const TRIES = 3;

const form = document.querySelector("form[data-voice]");
if (form && "indexedDB" in window && "fetch" in window) {
  const address = form.dataset.voice;
  const most = Number(form.dataset.most);
  const box = form.querySelector("[data-recorder]");
  const input = form.querySelector("input[type=file]");
  const player = box.querySelector("[data-heard]");
  const canRecord = Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.MediaRecorder);
  const digits = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa-IR" : "en-GB", { useGrouping: false });
  const two = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa-IR" : "en-GB", { minimumIntegerDigits: 2 });
  let kept = null;
  let recorder = null;
  let tries = 0;

  const stored = window.phoneStore("voices", { keyPath: "address" });

  const show = (...states) => {
    for (const part of box.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").some((state) => states.includes(state));
    }
  };

  const hear = (blob) => {
    kept = blob;
    if (player.src) URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(blob);
  };

  const keep = async (blob) => {
    hear(blob);
    await stored("readwrite", (rows) => rows.put({ address, blob })).catch(() => {});
    show("ready");
  };

  const drop = () => {
    kept = null;
    return stored("readwrite", (rows) => rows.delete(address)).catch(() => {});
  };

  const record = async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    } catch {
      form.querySelector("[data-file]").open = true;
      show("idle", "denied");
      return;
    }
    const parts = [];
    const mimeType = FORMATS.find((one) => MediaRecorder.isTypeSupported(one));
    recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
    const began = performance.now();
    const clock = box.querySelector("[data-seconds]");
    const tick = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      clock.textContent = `${digits.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
      if (seconds >= most && recorder.state === "recording") recorder.stop();
    };
    const ticking = setInterval(tick, 250);
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      clearInterval(ticking);
      for (const track of stream.getTracks()) track.stop();
      keep(new Blob(parts, { type: recorder.mimeType }));
    };
    recorder.start(1000);
    tick();
    show("recording");
  };

  const send = async () => {
    show("sending");
    const body = new FormData(form);
    body.set("sound", kept, "voice");
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.status === 201) {
        await drop();
        location.assign(told.url);
        return;
      }
      box.querySelector("[data-sentence]").textContent = told.error || "";
      show("refused");
    } catch {
      tries += 1;
      show("offline");
      if (tries < TRIES && navigator.onLine) setTimeout(send, 3000 * tries);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tries = 0;
    if (recorder && recorder.state === "recording") recorder.stop();
    else if (kept) send();
    else show("idle", "nothing");
  });
  window.addEventListener("online", () => {
    if (kept && !box.querySelector("[data-when=offline]").hidden) send();
  });
  input.addEventListener("change", () => { if (input.files.length) keep(input.files[0]); });
  box.querySelector("[data-record]").addEventListener("click", record);
  box.querySelector("[data-stop]").addEventListener("click", () => recorder.stop());
  box.querySelector("[data-anew]").addEventListener("click", async () => {
    await drop();
    input.value = "";
    input.dispatchEvent(new Event("change"));
    show("idle");
    if (canRecord) record();
  });

  box.hidden = false;
  if (canRecord) form.querySelector("[data-file]").open = input.getAttribute("aria-invalid") === "true";
  else box.querySelector("[data-when=idle]").remove();
  stored("readonly", (rows) => rows.get(address)).then((row) => {
    if (!row) return;
    hear(row.blob);
    show("ready", "waiting");
  }, () => {});
}
