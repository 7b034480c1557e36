// The Quote link puts the words into the reply box instead of loading the page again.
// A passage that the reader selected inside the reply is quoted alone.
(() => {
  const plain = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("blockquote").forEach((inner) => inner.remove());
    copy.querySelectorAll("p, li, br").forEach((block) => block.append("\n"));
    return copy.textContent.trim().replace(/\n{3,}/g, "\n\n");
  };
  const selectedIn = (node) => {
    const chosen = window.getSelection();
    const within = chosen && !chosen.isCollapsed && node.contains(chosen.anchorNode) && node.contains(chosen.focusNode);
    return within ? chosen.toString().trim() : "";
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-quote]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const reply = document.getElementById(link.dataset.quote);
    const box = document.querySelector("[data-reply-box]");
    const text = reply && reply.querySelector(".text");
    if (!text || !box) return;
    event.preventDefault();
    const words = selectedIn(text) || plain(text);
    const quoted = words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
    const before = box.value.trimEnd();
    box.value = `${before}${before ? "\n\n" : ""}${quoted}\n\n`;
    const kept = box.form.elements.namedItem(box.dataset.quotedField || "quoted");
    if (kept) kept.value = link.dataset.quote.replace(/^reply-/, "");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    box.scrollIntoView({ block: "center" });
  });
})();
