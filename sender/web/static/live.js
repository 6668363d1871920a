// Live updates: when a letter changes, the page is fetched again and the
// parts marked data-live are replaced. The page works without this.
"use strict";
(() => {
  const source = document.body.dataset.live;
  if (!source || !window.EventSource) return;
  const sign = document.querySelector(".live");
  let running = false, again = false;
  async function refresh() {
    if (running) { again = true; return; }
    running = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-live][id]")) {
        const next = fresh.getElementById(old.id);
        if (next && old.innerHTML !== next.innerHTML && !old.contains(document.activeElement)) {
          old.replaceChildren(...document.importNode(next, true).childNodes);
        }
      }
    } catch { /* the next event tries again */ } finally {
      running = false;
      if (again) { again = false; refresh(); }
    }
  }
  const events = new EventSource(source);
  events.onopen = () => { if (sign) sign.classList.add("on"); };
  events.onerror = () => { if (sign) sign.classList.remove("on"); };
  events.addEventListener("change", refresh);
  window.addEventListener("pagehide", () => events.close());
})();
