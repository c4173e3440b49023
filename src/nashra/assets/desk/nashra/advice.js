/* The copy desk beside a story's form: asks for advice when typing rests, shows it beside the field and
   in a list, and puts into the form what an editor accepts. Nothing is accepted by itself. */
"use strict";
(() => {
  const box = document.querySelector("[data-advice]");
  const form = box?.closest("form");
  if (!form) return;
  const words = JSON.parse(box.dataset.words);
  const list = box.querySelector("ol");
  const status = box.querySelector("[role=status]");
  const QUIET = 1200;
  const skipped = new Set();
  let advice = [];
  let timer = 0;
  let running = null;

  const element = (name, values = {}, ...children) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  const keyOf = (one) => [one.rule, one.field, one.evidence, one.offer && one.offer.value].join("|");
  const errors = () => advice.filter((one) => one.severity === "error" && !skipped.has(keyOf(one)));

  /* Where a field of the advice stands on the form. */
  const placeOf = (field) => {
    const [name, block] = field.split(":");
    return document.querySelector(
      block ? `[data-contentpath="${CSS.escape(block)}"]` : `[data-contentpath="${CSS.escape(name)}"]`,
    );
  };

  /* The place of some words in a text: the one nearest to where the server saw them. */
  const nearest = (text, wanted, start) => {
    let best = -1;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      if (best < 0 || Math.abs(at - start) < Math.abs(best - start)) best = at;
    }
    return best;
  };

  /* Selects words in an input or in an editor of running text; false where they are gone. */
  const select = (field, wanted, start) => {
    const place = placeOf(field);
    if (!place || !wanted) return false;
    const inputs = place.querySelectorAll("input[type=text], textarea");
    for (const input of inputs) {
      const at = nearest(input.value, wanted, start);
      if (at < 0 || input.hidden || input.type === "hidden" || input.closest("[hidden]")) continue;
      input.focus();
      input.setSelectionRange(at, at + wanted.length);
      return true;
    }
    for (const editor of place.querySelectorAll("[contenteditable=true]")) {
      if (selectWithin(editor, wanted, start)) return true;
    }
    return false;
  };

  const selectWithin = (editor, wanted, start) => {
    const parts = [];
    let text = "";
    for (const block of editor.querySelectorAll("[data-block=true]")) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        parts.push({ node, from: text.length });
        text += node.data;
      }
      text += "\n";
    }
    const at = nearest(text, wanted, start);
    if (at < 0) return false;
    const edge = (offset) => {
      const part = parts.filter((one) => one.from <= offset).pop();
      return [part.node, Math.min(offset - part.from, part.node.length)];
    };
    editor.focus();
    const range = document.createRange();
    range.setStart(...edge(at));
    range.setEnd(...edge(at + wanted.length));
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return true;
  };

  /* Typed for the editor, so that the browser's own undo takes it back. */
  const fix = (one) => {
    if (!select(one.field, one.evidence, one.start)) return false;
    return new Promise((done) => {
      setTimeout(() => {
        done(document.execCommand(one.fix ? "insertText" : "delete", false, one.fix));
      }, 60);
    });
  };

  /* A chooser of Wagtail's, by its hidden input. */
  const choose = (input, pk, label) => {
    if (!input) return false;
    input.value = pk;
    const chooser = document.getElementById(`${input.id}-chooser`);
    chooser?.classList.remove("blank");
    const title = chooser?.querySelector("[data-chooser-title]");
    if (title) title.textContent = label;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  /* A row of a formset, as hidden inputs that are sent with the rest. */
  const addRow = (prefix, name, pk) => {
    const total = form.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    if (!total) return false;
    const n = Number(total.value);
    const values = { [name]: pk, ORDER: n + 1, DELETE: "", id: "" };
    for (const [key, value] of Object.entries(values)) {
      box.append(element("input", { type: "hidden", name: `${prefix}-${n}-${key}`, value }));
    }
    total.value = n + 1;
    return () => {
      form.querySelector(`[name="${prefix}-${n}-DELETE"]`).value = "on";
    };
  };

  const addStatement = (one) => {
    const body = document.getElementById("body-root")?.rootBlock;
    const block = one.field.split(":")[1];
    if (!body?.insert) return false;
    const at = body.children.findIndex((child) => child.getBlockId?.() === block || child.id === block);
    body.insert({ type: "statement", value: one.offer.value, id: null }, (at < 0 ? body.children.length - 1 : at) + 1);
    return true;
  };

  const take = (one) => {
    const { kind, value, label } = one.offer;
    if (kind === "tag") return addRow("story_tags", "tag", value);
    if (kind === "related") return addRow("related_stories", "related", value);
    if (kind === "place") return choose(form.querySelector("[name=dateline]"), value, label);
    if (kind === "person") {
      return choose(placeOf(one.field)?.querySelector("[name$='-value-person']"), value, label);
    }
    if (kind === "section" && box.dataset.move) {
      window.open(box.dataset.move.replace("/0/", `/${value}/`), "_blank", "noopener");
      return true;
    }
    return kind === "statement" && addStatement(one);
  };

  const accept = async (one) => {
    const done = one.offer ? take(one) : await fix(one);
    if (!done) return;
    /* A correction that is taken back is marked again; an offer has a button for that. */
    if (one.offer) skipped.add(keyOf(one));
    else advice = advice.filter((other) => other !== one);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    render();
    const undo = typeof done === "function" ? undoButton(one, done) : null;
    status.replaceChildren(words.done, ...(undo ? [" ", undo] : []));
    move(0);
  };

  const undoButton = (one, back) => element("button", {
    type: "button", className: "button button-small button-secondary", textContent: words.undo,
    onclick: () => {
      back();
      skipped.delete(keyOf(one));
      render();
    },
  });

  const skip = (one) => {
    skipped.add(keyOf(one));
    render();
    move(0);
  };

  const button = (text, label, act) => element("button", {
    type: "button", className: "button button-small button-secondary", textContent: text,
    ariaLabel: label, onclick: act,
  });

  const item = (one) => {
    const can = one.offer ? one.offer.kind !== "section" || box.dataset.move : one.fix !== null;
    const row = element("li", { className: one.severity, tabIndex: -1 },
      element("p", {}, element("b", { textContent: words[one.severity] }), " ", one.message, " ",
        one.evidence ? element("mark", {}, element("bdi", { textContent: one.evidence.slice(0, 160) })) : null,
        one.fix ? element("ins", {}, element("bdi", { textContent: one.fix.slice(0, 160) })) : null,
        one.offer ? element("b", {}, element("bdi", { textContent: one.offer.label })) : null),
      one.why ? element("p", { className: "why", textContent: one.why }) : null,
      element("p", { className: "acts" },
        can ? button(one.offer ? words.accept : words.fix, `${words.fix}: ${one.message}`, () => accept(one)) : null,
        one.evidence ? button(words.show, `${words.show}: ${one.message}`, () => select(one.field, one.evidence, one.start)) : null,
        one.link ? element("a", { href: one.link, target: "_blank", rel: "noopener", textContent: words.show }) : null,
        button(words.skip, `${words.skip}: ${one.message}`, () => skip(one))));
    row.advice = one;
    return row;
  };

  const render = () => {
    document.querySelectorAll(".nashra-notes").forEach((old) => old.remove());
    const open = advice.filter((one) => !skipped.has(keyOf(one)));
    list.replaceChildren(...open.map(item));
    status.textContent = open.length ? String(open.length) : words.none;
    const beside = new Map();
    for (const one of open) {
      if (one.severity === "suggestion") continue;
      const place = placeOf(one.field);
      if (!place) continue;
      if (!beside.has(place)) beside.set(place, element("ul", { className: "nashra-notes" }));
      beside.get(place).append(element("li", { className: one.severity },
        one.message, " ", element("mark", {}, element("bdi", { textContent: one.evidence.slice(0, 80) })), " ",
        one.fix !== null ? button(words.fix, `${words.fix}: ${one.message}`, () => accept(one)) : null));
    }
    for (const [place, notes] of beside) place.append(notes);
  };

  const ask = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(box.dataset.advice, {
        method: "POST", body: new FormData(form), signal: running.signal,
        headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      if (!response.ok) throw new Error(String(response.status));
      advice = (await response.json()).advice;
      render();
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = words.failed;
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  };

  /* One key: the item that has the focus, or the first. */
  const rows = () => [...list.children];
  const current = () => document.activeElement?.closest?.(".nashra-advice-list > li") || null;
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = current() ? all.indexOf(current()) : step > 0 ? -1 : 0;
    all[Math.max(0, Math.min(all.length - 1, at + step))].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const row = current() || rows()[0];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && row) accept(row.advice);
    else if (event.key === "Delete" && row) skip(row.advice);
    else return;
    event.preventDefault();
  });

  /* Before publishing: once more what is open, and the way to publish all the same. */
  const dialog = element("dialog", { className: "nashra-advice-dialog" });
  box.append(dialog);
  let sure = false;
  const warn = (publish) => {
    const back = button(words.back, words.back, () => dialog.close());
    dialog.replaceChildren(
      element("h2", { textContent: words.left }),
      element("ul", {}, ...errors().map((one) => element("li", {}, one.message, " ",
        element("mark", {}, element("bdi", { textContent: one.evidence.slice(0, 80) }))))),
      element("p", {}, back, " ", button(words.publish, words.publish, () => {
        sure = true;
        dialog.close();
        publish.click();
      })));
    dialog.showModal();
    back.focus();
  };
  document.addEventListener("click", (event) => {
    const publish = event.target instanceof Element && event.target.closest("[name=action-publish]");
    if (!publish || sure || !errors().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    warn(publish);
  }, true);

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("focusout", later);
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later);
})();
