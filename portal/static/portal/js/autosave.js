// Sends a draft to data-autosave-url soon after each change and when the page is left; nothing is kept in the browser.
// The answer {"saved_at", "version"} moves the hidden `version`; a 409 {"message", "url"} means another tab was first.
(() => {
  const EVERY = 5000;

  const start = (form) => {
    if (form.dataset.autosaving) return;
    form.dataset.autosaving = "on";
    const line = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    const digest = () => {
      const data = new FormData(form);
      data.delete("csrfmiddlewaretoken");
      data.delete("version");
      return JSON.stringify([...data].filter(([, value]) => typeof value === "string"));
    };
    let saved = digest(), timer = 0, busy = false, last = 0, stopped = false;

    const tell = (words, state = "", time = "") => {
      if (!line) return;
      line.dataset.state = state;
      line.textContent = words;
      if (!time) return;
      const node = document.createElement("time");
      node.dateTime = time;
      node.textContent = new Date(time).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      line.append(" ", node);
    };
    const conflict = ({ message, url }) => {
      stopped = true;
      tell(message || "", "conflict");
      if (!url || !line) return;
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.textContent = line.dataset.conflictLink || url;
      line.append(" ", link);
    };
    const body = () => {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
      return data;
    };
    const send = async (leaving = false) => {
      clearTimeout(timer);
      timer = 0;
      const now = digest();
      if (stopped || now === saved || (busy && !leaving)) return;
      const content = body();
      busy = true;
      last = Date.now();
      let again = 0;
      try {
        const answer = await fetch(form.dataset.autosaveUrl, {
          method: "POST", body: content, credentials: "same-origin", redirect: "manual",
          // Browsers refuse keepalive bodies past 64 kB; a longer text goes the ordinary way.
          keepalive: leaving && content.toString().length < 60000,
          headers: { "X-CSRFToken": content.get("csrfmiddlewaretoken") || "", "X-Requested-With": "fetch", Accept: "application/json" },
        });
        if (answer.ok) {
          const { saved_at: time, version } = await answer.json();
          const field = form.elements.namedItem("version");
          if (field && version !== undefined) field.value = version;
          saved = now;
          tell(line?.dataset.savedWord || "", "saved", time);
        } else if (answer.status === 409) conflict(await answer.json());
        else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          tell(line?.dataset.signedOutWord || "", "conflict");
          again = 4 * EVERY;
        } else {
          const { message } = await answer.json().catch(() => ({}));
          tell(message || line?.dataset.failedWord || "", "conflict");
          again = answer.status === 400 || answer.status === 413 ? 0 : 2 * EVERY;
        }
      } catch {
        tell(line?.dataset.failedWord || "", "conflict");
        again = 2 * EVERY;
      }
      busy = false;
      if (again) timer = setTimeout(send, again);
      else if (!stopped && digest() !== saved && !timer) plan();
    };
    const plan = () => {
      if (timer || stopped) return;
      timer = setTimeout(send, Math.max(800, EVERY - (Date.now() - last)));
    };

    form.addEventListener("input", plan);
    form.addEventListener("change", plan);
    form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
    window.addEventListener("pagehide", () => send(true));
    window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
  };

  const all = () => document.querySelectorAll("form[data-autosave-url]").forEach(start);
  document.addEventListener("htmx:afterSettle", all);
  all();
})();
