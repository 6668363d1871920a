// Live updates: when the world has a new event, the page is fetched again and the
// parts marked data-live are replaced. The page works without this. A hidden page
// holds no connection: a browser has only six of them for all its pages.
"use strict";
(() => {
  const source = document.body.dataset.live;
  if (!source || !window.EventSource) return;
  const sign = document.querySelector(".live");
  let events = null, running = false, again = false, shown = true;
  const mark = (on) => { if (sign) sign.classList.toggle("on", on); };
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
  function listen() {
    if (events) return;
    events = new EventSource(source);
    // The page shows the world as it was when it was fetched; what came while
    // nobody listened (a hidden page, a restart, a reset) is fetched now.
    events.onopen = () => { mark(true); if (!shown) refresh(); shown = false; };
    events.onerror = () => mark(false);
    events.addEventListener("change", refresh);
  }
  function rest() {
    if (events) events.close();
    events = null;
    mark(false);
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) rest(); else listen(); });
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  if (!document.hidden) listen();
})();
