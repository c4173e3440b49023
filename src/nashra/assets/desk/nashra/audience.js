/* What is being read, kept true while somebody looks. */
"use strict";
(() => {
  const place = document.querySelector("[data-nashra-audience]");
  const stale = document.querySelector(".nashra-stale");
  if (!place || !stale) return;
  const pause = Number(place.dataset.seconds) * 1000;
  let timer = 0;

  const put = (text) => {
    const open = [...place.querySelectorAll("details[open]")].map((one) => one.id);
    const held = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.innerHTML = text;
    for (const id of open) {
      const again = document.getElementById(id);
      if (again) again.open = true;
    }
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  };

  const look = async () => {
    clearTimeout(timer);
    if (document.hidden || place.hasAttribute("aria-busy")) return;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.nashraAudience, { headers: { Accept: "text/html" } });
      stale.hidden = answer.ok && !answer.redirected;
      if (stale.hidden) put(await answer.text());
    } catch {
      stale.hidden = false;
    }
    place.removeAttribute("aria-busy");
    timer = setTimeout(look, pause);
  };

  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, pause);
})();
