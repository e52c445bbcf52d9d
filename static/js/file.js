// A file's control speaks the browser's language; over it lies a face in the page's own.
for (const input of document.querySelectorAll("input[type=file][data-pick]")) {
  const face = document.createElement("span");
  const button = document.createElement("span");
  const name = document.createElement("bdi");
  const show = () => { name.textContent = input.files.length ? input.files[0].name : input.dataset.none; };
  face.className = "file-face";
  face.setAttribute("aria-hidden", "true");
  button.className = "btn btn-second btn-small";
  button.textContent = input.dataset.pick;
  face.append(button, name);
  input.after(face);
  input.parentElement.classList.add("file-own");
  input.addEventListener("change", show);
  show();
}
