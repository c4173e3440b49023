/* On every page of the desk: what was typed last is sent too, and what was saved is kept no longer. */
"use strict";
(() => {
  /* The editor of running text hands its words to the form a quarter of a second late. */
  const LATE = 400;
  let typed = -LATE;
  const note = (event) => {
    if (event.target instanceof Element && event.target.closest("[data-draftail-editor-wrapper]")) {
      typed = performance.now();
    }
  };
  for (const kind of ["keydown", "beforeinput", "input", "paste", "cut", "drop", "click"]) {
    document.addEventListener(kind, note, true);
  }
  /* The click is put off and not the submission: Wagtail disables a button that was clicked, and a
     disabled button's name, which says what to do, is not sent. */
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[type=submit]");
    const left = typed + LATE - performance.now();
    if (!button || left <= 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => button.click(), left);
  }, true);

  /* Texts that this browser keeps until the server has them: see keep.js. */
  const PREFIX = "nashra-kept:";
  const DAYS = 7;
  const each = (wanted) => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && wanted(JSON.parse(localStorage.getItem(key)))) {
          localStorage.removeItem(key);
        }
      }
    } catch (error) {
      /* A browser may forbid storage; then nothing is kept either. */
      console.warn("nashra:", error);
    }
  };
  const saved = document.cookie.match(/(?:^|; )desk_saved=([\w-]+)/)?.[1];
  if (saved) document.cookie = "desk_saved=; path=/desk/; max-age=0; samesite=lax";
  const oldest = Date.now() - DAYS * 86_400_000;
  each((kept) => kept.id === saved || kept.at < oldest);
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, location.href).pathname.endsWith("/logout/")) each(() => true);
  });
})();
