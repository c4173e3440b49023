/* Queues by keyboard and without leaving the page; every form works without this too. */
"use strict";
(() => {
  const screen = document.querySelector(".nd");
  const status = screen?.querySelector(".nd-status");
  if (!status) return;
  const rows = () => [...screen.querySelectorAll(".nd-list > .nd-row[data-comment]")];
  let here = null;
  let awaiting = null;

  const say = (text, bad = false) => {
    const line = document.createElement("p");
    line.textContent = text;
    if (bad) line.className = "nd-bad";
    status.replaceChildren(line);
  };
  const go = (row, scroll = true) => {
    if (!row) return;
    here?.classList.remove("nd-here");
    here = row;
    row.classList.add("nd-here");
    row.focus({ preventScroll: true });
    if (scroll) row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(here);
    go(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  const onward = (row) => {
    const all = rows();
    const open = all.slice(all.indexOf(row) + 1).find((one) => !one.matches(".nd-settled"));
    return open ?? row;
  };

  const place = (id, html) => {
    const old = document.getElementById(`c-${id}`);
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".nd-row");
    if (!old || !fresh) return;
    const row = document.importNode(fresh, true);
    old.replaceWith(row);
    if (old === here) {
      here = null;
      go(row, false);
    }
  };
  const counts = (found) => {
    for (const [name, count] of Object.entries(found)) {
      const link = screen.querySelector(`.nd-ways a[href$="/${name}/"]`);
      if (!link) continue;
      link.querySelector("b")?.remove();
      if (!count) continue;
      const number = document.createElement("b");
      number.textContent = count;
      link.append(" ", number);
    }
  };

  let busy = false;
  const send = async (form, verb) => {
    if (busy) return;
    busy = true;
    const body = new FormData(form);
    body.set("verb", verb);
    const own = form.closest(".nd-row");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error(answer.statusText);
      const found = await answer.json();
      if (found.error_message) throw new Error(found.error_message);
      say(found.message, !found.ok);
      for (const [id, html] of Object.entries(found.rows)) place(id, html);
      counts(found.counts);
      if (found.ok && own && verb !== "undo") go(onward(document.getElementById(own.id)));
    } catch (error) {
      console.warn("nashra:", error);
      say(screen.dataset.lost, true);
    } finally {
      busy = false;
    }
  };

  screen.addEventListener("submit", (event) => {
    const verb = event.submitter?.value;
    if (!event.target.matches("[data-decide]") || !verb) return;
    event.preventDefault();
    send(event.target, verb);
  });
  screen.addEventListener("focusin", (event) => {
    const row = event.target.closest(".nd-row[data-comment]");
    if (row && row !== here) {
      here?.classList.remove("nd-here");
      here = row;
      row.classList.add("nd-here");
    }
  });

  const press = (verb) => {
    const button = here?.querySelector(`.nd-verbs [value="${verb}"]`);
    if (button) send(button.form, verb);
  };
  const reject = (number) => {
    const select = here?.querySelector(".nd-reject select");
    if (!select || number < 1 || number > select.options.length) return;
    select.selectedIndex = number - 1;
    send(select.form, "reject");
  };
  const KEYS = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyA: () => press("approve"),
    KeyU: () => press("undo"),
    KeyP: () => press(here?.querySelector('.nd-verbs [value="unpick"]') ? "unpick" : "pick"),
    KeyX: () => here?.querySelector(".nd-box input")?.click(),
    KeyR: () => {
      const box = here?.querySelector(".nd-reject");
      if (!box) return;
      box.open = true;
      awaiting = here;
    },
    Escape: () => {
      here?.querySelector(".nd-reject")?.removeAttribute("open");
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit && awaiting && awaiting === here) {
      awaiting = null;
      event.preventDefault();
      reject(Number(digit));
      return;
    }
    if (event.key === "?" || event.key === "؟") {
      const keys = screen.querySelector(".nd-keys");
      if (keys) keys.open = !keys.open;
      return;
    }
    const act = KEYS[event.code];
    if (!act || !rows().length) return;
    if (event.code !== "KeyR") awaiting = null;
    event.preventDefault();
    act();
  });
})();
