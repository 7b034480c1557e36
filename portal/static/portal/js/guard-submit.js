// A form is sent once: a second press of the button while the first is under way does nothing.
// Buttons come back when the page is shown again (back button), when htmx is done, or after 20 seconds.
(() => {
  const buttons = (form) => form.querySelectorAll("button:not([type=button]), input[type=submit]");
  const free = (form) => {
    delete form.dataset.sent;
    buttons(form).forEach((button) => button.removeAttribute("aria-disabled"));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method.toLowerCase() !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.submitter && event.submitter.hasAttribute("data-repeatable")) return;
    form.dataset.sent = "1";
    // aria-disabled instead of disabled: the pressed button's own name and value must still be sent.
    buttons(form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    const said = event.submitter && event.submitter.dataset.busy;
    if (said) document.dispatchEvent(new CustomEvent("consilium:say", { detail: said }));
    setTimeout(() => free(form), 20000);
  }, true);

  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest && event.detail.elt.closest("form");
    if (form) free(form);
  });
})();
