// [words, ratio] of all text whose contrast falls short of AA. What lies on the canvas counts with the nearest
// background behind it that cannot be seen through.
() => {
  const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] >= 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const wordsOf = (element) =>
    [...element.childNodes].filter((one) => one.nodeType === 3).map((one) => one.textContent).join("").trim();
  const found = [];
  for (const element of document.querySelectorAll("#app *")) {
    const words = wordsOf(element);
    if (!words || !element.checkVisibility() || element.closest("[disabled], option, svg")) continue;
    const style = getComputedStyle(element);
    const [one, two] = [light(parts(style.color)), light(ground(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize);
    const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (big ? 3 : 4.5)) found.push([words.slice(0, 40), Math.round(ratio * 100) / 100]);
  }
  return found;
}
