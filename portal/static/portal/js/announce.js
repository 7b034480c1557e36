// Says aloud what htmx changed, and keeps the reader's place: the focus stays on the element of the same id,
// or goes to the first error. A swapped part names its message with data-announce="…".
(() => {
  const announcer = () => document.querySelector("[data-announcer]");
  const say = (words) => {
    const place = announcer();
    if (!place || !words) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = words; }, 60);
  };
  document.addEventListener("consilium:say", (event) => say(event.detail));

  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!(part instanceof Element)) return;
    const errors = part.querySelector("[data-errors]");
    if (errors) { errors.focus(); return; }
    const spoken = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    if (spoken) say(spoken.dataset.announce);
    const wanted = part.querySelector("[data-focus]");
    if (wanted) {
      if (!wanted.hasAttribute("tabindex")) wanted.setAttribute("tabindex", "-1");
      wanted.focus({ preventScroll: true });
      wanted.scrollIntoView({ block: "nearest" });
    }
  });

  const fails = () => say(announcer()?.dataset.offline);
  document.addEventListener("htmx:sendError", fails);
  document.addEventListener("htmx:timeout", fails);
})();
