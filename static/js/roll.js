// A roll has no pages: the printer is told how long each receipt is.
const PIXELS = 96 / 25.4; // in a millimetre
const [rules] = document.styleSheets;

document.fonts.ready.then(() => {
  [...document.querySelectorAll(".sheet-roll")].forEach((sheet, place) => {
    const length = Math.ceil(sheet.getBoundingClientRect().height / PIXELS) + 2;
    rules.insertRule(`@page roll-${place} { size: 80mm ${length}mm; margin: 0 }`, rules.cssRules.length);
    sheet.style.page = `roll-${place}`;
  });
});
