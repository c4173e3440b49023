/* How many pages a wide change has still to reach: kept true, and gone when there are none. */
"use strict";
(() => {
  const shown = document.querySelector(".nashra-progress");
  if (!shown) return;
  const SOON = 3000;
  const SELDOM = 30_000; /* nothing is going on: another editor may begin something */
  const ask = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(shown.dataset.from, { headers: { Accept: "application/json" } });
        if (answer.redirected || answer.status === 403) return; /* signed out */
        if (answer.ok) {
          const { text } = await answer.json();
          if (shown.textContent !== text) shown.textContent = text;
          shown.hidden = text === "";
        }
      } catch {
        /* The desk is out of reach for the moment; other parts of the page say so. */
      }
    }
    setTimeout(ask, shown.hidden ? SELDOM : SOON);
  };
  setTimeout(ask, SOON);
})();
