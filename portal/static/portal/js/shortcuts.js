// "/" goes to the search box. Never while something is being typed, never with a modifier, and not where the reader
// turned single-key shortcuts off by data-shortcuts="off" on the page.
(() => {
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=application]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.shortcuts === "off" || typing(event.target)) return;
    const field = [...document.querySelectorAll("[data-shortcut]")].find((one) => one.dataset.shortcut === event.key);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
