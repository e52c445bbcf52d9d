// <button data-wait="47">: closed for so many seconds, then open by itself.
for (const button of document.querySelectorAll("button[data-wait]")) {
  const seconds = Number(button.dataset.wait);
  if (seconds > 0) {
    button.disabled = true;
    setTimeout(() => { button.disabled = false; }, seconds * 1000);
  }
}
