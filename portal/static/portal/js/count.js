// Counts the characters left in a field, as the server counts them: code points, a line break as one.
// It speaks only when few are left. Without scripts the line says the limit.
(() => {
  const length = (text) => [...text.replace(/\r\n?/g, "\n").trim()].length;

  const show = (line) => {
    const input = document.getElementById(line.dataset.count);
    if (!input) return;
    const left = Number(line.dataset.limit) - length(input.value);
    const number = Math.abs(left).toLocaleString(document.documentElement.lang);
    const words = `${left < 0 ? line.dataset.overWords : line.dataset.left} ${number}`;
    line.toggleAttribute("data-over", left < 0);
    if (left < 0 || left <= 20) line.setAttribute("role", "status");
    else line.removeAttribute("role");
    if (line.textContent !== words) line.textContent = words;
  };

  const all = (root) => root.querySelectorAll("[data-count][data-limit]").forEach(show);
  document.addEventListener("input", (event) => {
    const line = event.target.id && document.querySelector(`[data-count="${CSS.escape(event.target.id)}"]`);
    if (line) show(line);
  });
  document.addEventListener("htmx:afterSettle", () => all(document));
  all(document);
})();
