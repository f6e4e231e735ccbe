// Whatever can be reached by Tab and says nothing to a screen reader.
() =>
  [...document.querySelectorAll('#app button, #app input, #app select, #app a, #app [tabindex="0"]')]
    .filter((one) => one.checkVisibility())
    .filter((one) => ![one, one.closest("label")].some((part) => part?.textContent.trim()))
    .filter((one) => !one.getAttribute("aria-label"))
    .map((one) => one.outerHTML.slice(0, 120))
