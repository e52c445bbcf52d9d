// <button class="only-js" data-scan="input id" data-refused="sentence" hidden>: where the browser can
// read codes, the camera looks for one, writes it into the input and sends its form.
const eyes = "BarcodeDetector" in window && navigator.mediaDevices;
for (const button of eyes ? document.querySelectorAll("button[data-scan]") : []) {
  const input = document.getElementById(button.dataset.scan);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const camera = { video: { facingMode: "environment" } };
    const stream = await navigator.mediaDevices.getUserMedia(camera).catch(() => null);
    if (!stream) { button.textContent = button.dataset.refused; return; }
    const film = document.createElement("video");
    film.className = "film";
    film.muted = film.playsInline = true;
    film.srcObject = stream;
    button.after(film);
    film.play().catch(() => {});
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      const [found] = await reader.detect(film).catch(() => []);
      if (!found) { setTimeout(look, 200); return; }
      stream.getTracks().forEach((track) => track.stop());
      input.value = found.rawValue;
      input.form.requestSubmit();
    };
    look();
  });
}
