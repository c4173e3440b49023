/* Keeps in the browser what was typed until the server has it, and offers it after a crash. */
"use strict";
(() => {
  const form = document.querySelector("form[data-edit-form]");
  const user = document.querySelector("meta[name=nashra-user]")?.content;
  if (!form || !user) return;
  const PACE = 1000;
  const PASSING = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id|nashra-.*)$/;

  const fields = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !/password/i.test(name));
  const written = (pairs) => JSON.stringify(pairs.filter(([name]) => !PASSING.test(name)));
  const key = () => `nashra-kept:${user}:${location.pathname}`;

  const id = crypto.getRandomValues(new Uint32Array(3)).join("-");
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "nashra-kept", value: id });
  form.append(mark);

  let before = null; /* the form as the server knows it */
  let last = null; /* the form as kept */
  let place = null; /* where it is kept */
  let sent = null; /* the form as the running autosave sent it */

  const keep = () => {
    const now = fields();
    const text = written(now);
    if (text === last || (text === before && place === null)) return;
    try {
      place ??= key();
      localStorage.setItem(place, JSON.stringify({ id, at: Date.now(), fields: now }));
      last = text;
    } catch (error) {
      /* Full or forbidden: the page works as without this script. */
      console.warn("nashra:", error);
    }
  };
  const forget = () => {
    if (place !== null) localStorage.removeItem(place);
    place = last = null;
  };

  let timer = null;
  const begin = () => {
    before ??= written(fields());
    timer ??= setInterval(keep, PACE);
  };
  for (const kind of ["keydown", "beforeinput", "pointerdown", "paste", "drop", "change"]) {
    document.addEventListener(kind, begin, true);
  }
  form.addEventListener("submit", () => {
    if (before !== null) keep();
  });
  document.addEventListener("w-autosave:save", () => {
    sent = written(fields());
  });
  document.addEventListener("w-autosave:success", () => {
    before = sent;
    if (written(fields()) === sent) forget();
  });

  /* What the server shows as unsaved (errors, or put back a moment ago) is kept at once. */
  if (form.dataset.wUnsavedForceValue === "true") {
    before = "";
    timer = setInterval(keep, PACE);
    return;
  }

  const stored = localStorage.getItem(key());
  const banner = document.getElementById("nashra-kept");
  if (!stored || !banner) return;
  const kept = JSON.parse(stored);
  const shown = banner.content.firstElementChild.cloneNode(true);
  const time = shown.querySelector("time");
  time.dateTime = new Date(kept.at).toISOString();
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium", timeStyle: "short", numberingSystem: "latn",
  }).format(kept.at);
  const was = kept.fields.find(([name]) => name === "loaded_revision_created_at")?.[1];
  const is = form.elements.namedItem("loaded_revision_created_at")?.value;
  shown.querySelector("[data-newer]").hidden = was === is;
  shown.querySelector("[data-discard]").addEventListener("click", () => {
    localStorage.removeItem(key());
    shown.remove();
  });
  shown.querySelector("[data-restore]").addEventListener("click", () => {
    const again = document.createElement("form");
    Object.assign(again, { method: "post", action: form.action, hidden: true });
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    const pairs = kept.fields.filter(([name]) => !PASSING.test(name) && !name.startsWith("action-"));
    for (const [name, value] of [...pairs, ["csrfmiddlewaretoken", token], ["nashra-restore", "1"]]) {
      const input = document.createElement("textarea");
      Object.assign(input, { name, value });
      again.append(input);
    }
    document.body.append(again);
    again.submit();
  });
  form.before(shown);
})();
