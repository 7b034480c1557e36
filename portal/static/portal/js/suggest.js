// Suggestions as one types, as an ARIA combobox with a list. Found by data-suggest on a form; the address answers
// {"suggestions": [{"text", "url", "kind"}]}. Late answers are dropped; without scripts it is a plain search box.
(() => {
  const WAIT = 150;
  let serial = 0;

  const start = (form) => {
    const input = form.querySelector("input[name=q]");
    if (!input || input.getAttribute("role") === "combobox") return;
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${++serial}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector("label")?.textContent || "");
    list.hidden = true;
    form.append(list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    })) input.setAttribute(name, value);

    let timer = 0, asked = null, chosen = -1, typed = input.value;
    const options = () => [...list.children];
    const close = () => {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
      const all = options();
      if (!all.length) return;
      chosen = (index + all.length + 1) % (all.length + 1);
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      const option = all[chosen];
      input.value = option ? option.dataset.text : typed;
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const follow = (option) => {
      input.value = option.dataset.text;
      close();
      if (option.dataset.url) window.location.assign(option.dataset.url);
      else form.requestSubmit();
    };
    const sameSite = (address) => {
      try { return new URL(address, location.href).origin === location.origin; } catch { return false; }
    };
    const show = (suggestions) => {
      list.replaceChildren(...suggestions.slice(0, 8).map((one, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.text = one.text;
        if (one.url && sameSite(one.url)) option.dataset.url = one.url;
        for (const words of [one.text, one.kind]) {
          if (words) option.append(Object.assign(document.createElement("span"), { textContent: words }));
        }
        return option;
      }));
      chosen = -1;
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const said = list.hidden ? form.dataset.suggestNone : `${form.dataset.suggestSome} ${list.children.length}`;
      document.dispatchEvent(new CustomEvent("consilium:say", { detail: said }));
    };
    const ask = async () => {
      asked?.abort();
      const question = typed.trim();
      if (question.length < 2 || question.length > 200) { close(); return; }
      asked = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggestUrl}?q=${encodeURIComponent(question)}`, {
          signal: asked.signal, headers: { Accept: "application/json" }, credentials: "same-origin",
        });
        if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions || []);
      } catch { /* Aborted, or no answer: the box still searches. */ }
    };

    input.addEventListener("input", () => { typed = input.value; clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("blur", () => setTimeout(close, 120));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) follow(option);
    });
    form.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!open) { if (event.key === "ArrowDown") { typed = input.value; ask(); } return; }
        event.preventDefault();
        const last = options().length;
        choose(event.key === "ArrowDown" ? (chosen < 0 ? 0 : chosen + 1) : (chosen < 0 ? last - 1 : chosen - 1 < 0 ? last : chosen - 1));
      } else if (event.key === "Enter" && open && options()[chosen]) {
        event.preventDefault();
        follow(options()[chosen]);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        input.value = typed;
        close();
      }
    });
  };

  const all = () => document.querySelectorAll("form[data-suggest]").forEach(start);
  document.addEventListener("htmx:afterSettle", all);
  all();
})();
