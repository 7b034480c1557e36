// Says aloud what htmx changed, and keeps the reader's place: the focus goes to the first error, to what the part
// marks with data-focus, or back to the link or button it was on. A part names its message with data-announce="…".
(() => {
  const announcer = () => document.querySelector("[data-announcer]");
  const say = (words) => {
    const region = announcer();
    if (!region || !words) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 60);
  };
  document.addEventListener("consilium:say", (event) => say(event.detail));

  let place = "";
  document.addEventListener("htmx:beforeSwap", () => {
    const held = document.activeElement;
    const [name, value] = ["href", "name"].map((one) => [one, held?.getAttribute(one)]).find(([, given]) => given) || [];
    place = name && !held.id ? `${held.localName}[${name}="${CSS.escape(value)}"]` : "";
  });

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
    } else if (place && document.activeElement === document.body) {
      document.querySelector(`main ${place}`)?.focus({ preventScroll: true });
    }
    place = "";
  });

  const fails = () => say(announcer()?.dataset.offline);
  document.addEventListener("htmx:sendError", fails);
  document.addEventListener("htmx:timeout", fails);
})();
