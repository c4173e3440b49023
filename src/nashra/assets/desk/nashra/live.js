/* The posting screen: forms are sent without leaving it, what others post appears, and what was
   typed stays in the browser until the server has it. */
"use strict";
(() => {
  const screen = document.querySelector(".nl[data-live]");
  const form = document.getElementById("nl-new");
  const user = document.querySelector("meta[name=nashra-user]")?.content ?? "";
  const status = screen.querySelector(".nl-status");
  const place = `nashra-live:${user}:${screen.dataset.live}`;
  let stamp = screen.dataset.stamp;

  const say = (text, bad = false) => {
    const line = document.createElement("p");
    line.textContent = text;
    if (bad) line.className = "nl-bad";
    status.replaceChildren(line);
  };

  /* What was typed is kept, with the token, so that a second attempt is no second entry. */
  const typed = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const empty = () => !["body", "title", "text", "story"].some((name) => form.elements[name].value.trim());
  const keep = () => {
    try {
      if (empty()) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify(typed()));
    } catch (error) {
      console.warn("nashra:", error);
    }
  };
  const put = (pairs) => {
    for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
    for (const [name, value] of pairs) {
      const field = form.elements[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
  };
  const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const clear = () => {
    form.reset();
    form.elements.token.value = token();
    localStorage.removeItem(place);
    for (const line of form.querySelectorAll(".nl-bad")) line.remove();
    form.querySelector(".nl-more").open = false;
    form.elements.body.focus();
  };
  const errors = (found) => {
    for (const line of form.querySelectorAll(".nl-bad")) line.remove();
    for (const [name, texts] of Object.entries(found ?? {})) {
      const field = form.querySelector(`[data-field="${name}"]`);
      if (!field) continue;
      field.closest("details")?.setAttribute("open", "");
      for (const text of texts) {
        const line = document.createElement("p");
        Object.assign(line, { className: "nl-bad", textContent: text });
        field.append(line);
      }
    }
  };

  /* An entry whose form is open stays as it is, whatever others do; saving tells. */
  const list = (html, quiet) => {
    const old = screen.querySelector(".nl-entries");
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const fresh = parsed.querySelector(".nl-entries");
    let next = old.firstElementChild;
    const wanted = new Set([...fresh.children].map((item) => item.id));
    for (const item of [...fresh.children].map((one) => document.importNode(one, true))) {
      const there = item.id && document.getElementById(item.id);
      if (there && (there.matches(".nl-editing") || same(there, item))) {
        next = there.nextElementSibling;
      } else if (there) {
        there.replaceWith(item);
        next = item.nextElementSibling;
      } else {
        if (item.id && !quiet) item.classList.add("nl-fresh");
        old.insertBefore(item, next);
      }
    }
    for (const item of [...old.children]) {
      if (!wanted.has(item.id) && !item.matches(".nl-editing")) item.remove();
    }
  };
  const same = (one, other) =>
    one.dataset.version === other.dataset.version && one.dataset.state === other.dataset.state;
  const take = (answer, quiet) => {
    if (answer.stamp === undefined) return;
    stamp = answer.stamp;
    list(answer.list, quiet);
    const part = screen.querySelector("[data-part=state]");
    if (!part.contains(document.activeElement) && !part.querySelector("details[open]")) part.innerHTML = answer.state;
  };

  const ask = async (url, options = {}) => {
    const answer = await fetch(url, { ...options, headers: { Accept: "application/json" } });
    if (answer.status === 204) return null;
    if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error(answer.statusText);
    const found = await answer.json();
    if (found.error_message) throw Object.assign(new Error(found.error_message), { said: true });
    return found;
  };
  const lost = (error) => {
    console.warn("nashra:", error);
    say(error.said ? error.message : screen.dataset.lost, true);
  };

  let busy = false;
  const send = async (sent) => {
    if (busy) return;
    busy = true;
    const button = sent.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await ask(sent.action, { method: "POST", body: new FormData(sent) });
      say(answer.message, !answer.ok);
      if (sent === form) answer.ok ? clear() : errors(answer.errors);
      else if (answer.form) replace(sent, answer.form);
      else if (answer.ok) sent.closest("li")?.classList.remove("nl-editing"), done(sent);
      take(answer, true);
    } catch (error) {
      if (sent === form) keep();
      lost(error);
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  };
  const done = (sent) => {
    const item = sent.closest("li");
    if (item) item.dataset.version = "";
    sent.closest("details")?.removeAttribute("open");
    if (sent.matches(".nl-form")) form?.elements.body.focus();
    else document.activeElement?.blur();
  };
  const replace = (sent, html) => {
    const item = sent.closest("li");
    item.innerHTML = html;
    item.querySelector("textarea[name=body]").focus();
  };
  const open = async (link) => {
    const item = link.closest("li");
    try {
      const answer = await ask(link.href.split("#")[0]);
      item.classList.add("nl-editing");
      item.classList.remove("nl-fresh");
      item.innerHTML = answer.form;
      item.querySelector("textarea[name=body]").focus();
    } catch (error) {
      lost(error);
    }
  };
  const leave = (item) => {
    item.classList.remove("nl-editing");
    item.dataset.version = "";
    look(true);
    form?.elements.body.focus();
  };

  const look = async (all = false) => {
    if (document.hidden) return;
    const url = new URL(location.href);
    url.searchParams.delete("edit");
    url.searchParams.set("have", all === true ? "" : stamp);
    try {
      const answer = await ask(url);
      if (answer) take(answer, all === true);
    } catch (error) {
      console.warn("nashra:", error);
    }
  };
  setInterval(look, Number(screen.dataset.look) * 1000);
  document.addEventListener("visibilitychange", look);

  screen.addEventListener("submit", (event) => {
    if (!event.target.matches("#nl-new, [data-send], [data-entry]")) return;
    event.preventDefault();
    send(event.target);
  });
  screen.addEventListener("click", (event) => {
    const edit = event.target.closest(".nl-edit");
    const away = event.target.closest(".nl-leave");
    if (!edit && !away) return;
    event.preventDefault();
    if (edit) open(edit);
    else leave(away.closest("li"));
  });
  const FIRST = { text: "body", statement: "text", picture: "upload", link: "story" };
  const FLAGS = { KeyK: "key", KeyP: "pinned", KeyU: "urgent" };
  document.addEventListener("keydown", (event) => {
    const within = event.target.closest?.(".nl-form") ?? form;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.(".nl-form")) {
      event.preventDefault();
      send(event.target.closest(".nl-form"));
    } else if (event.key === "Escape" && event.target.closest?.("li.nl-editing")) {
      leave(event.target.closest("li"));
    } else if (event.altKey && !event.ctrlKey && within) {
      const kind = /^Digit([1-4])$/.exec(event.code)?.[1];
      if (FLAGS[event.code]) within.elements[FLAGS[event.code]].click();
      else if (kind) {
        const radio = within.elements.kind[kind - 1];
        radio.click();
        within.elements[FIRST[radio.value]].focus();
      }
      else if (event.code === "KeyN") form?.elements.body.focus();
      else return;
      event.preventDefault();
    }
  });
  if (!form) return;
  form.addEventListener("input", keep);
  const stored = localStorage.getItem(place);
  if (stored && empty()) {
    put(JSON.parse(stored));
    say(screen.dataset.putBack);
  }
  if (!screen.querySelector(".nl-editing")) form.elements.body.focus();
  else screen.querySelector(".nl-editing textarea[name=body]").focus();
})();
