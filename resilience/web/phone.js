// The phone page with a network that comes and goes. Every answer goes to an outbox on the device
// first, under the name of its participant, and leaves it when the server says that it is stored.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const screens = [...document.querySelectorAll("section.screen")];
  const asked = screens.filter((screen) => screen.dataset.at !== "end");
  const status = document.getElementById("status");
  const notice = document.getElementById("notice");
  const kept = document.getElementById("kept");
  const keepForm = document.getElementById("keep");
  const box = storage(`phone ${page.person} `);
  const SETTLE = 400, SHORTEST = 1000, LONGEST = 15000, PATIENCE = 20000, LOOK = 2000, STAY = 500;
  let wait = SHORTEST, most = 10, sending = false, timer = 0, onward = 0, stopped = false, warned = false, came = 0;

  // what is kept on the device, in memory where the browser keeps nothing
  function storage(prefix) {
    const memory = new Map();
    const tried = (work, other) => { try { return work(); } catch { return other(); } };
    return {
      set: (key, value) => tried(
        () => localStorage.setItem(prefix + key, value), () => memory.set(prefix + key, value)),
      get: (key) => memory.get(prefix + key) ?? tried(() => localStorage.getItem(prefix + key), () => null),
      remove: (key) => {
        memory.delete(prefix + key);
        tried(() => localStorage.removeItem(prefix + key), () => null);
      },
      list: (kind) => {
        const keys = [...memory.keys(), ...tried(() => Object.keys(localStorage), () => [])];
        const mine = keys.filter((key) => key.startsWith(prefix + kind)).sort();
        return mine.map((key) => key.slice(prefix.length))
          .map((key) => ({ key, ...JSON.parse(box.get(key)) }));
      },
    };
  }

  const waiting = () => box.list("out ");
  const screenOf = (code) => asked.find((screen) => screen.dataset.at === code);

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // --- what the page shows

  function tell() {
    const n = waiting().length;
    const given = asked.filter((screen) => screen.dataset.said).length;
    const said = n ? page.said.waiting.replace("{n}", n) : given || asked.some(commented) ? page.said.saved : "";
    if (status.textContent !== said) status.textContent = said;
    const progress = document.querySelector("progress");
    if (!progress) return;
    progress.value = given;
    document.getElementById("given").textContent =
      page.said.given.replace("{given}", given).replace("{asked}", asked.length);
    document.getElementById("all").hidden = given < asked.length;
    if (keepForm) keepForm.hidden = !asked.some(ghost);
  }

  const ghost = (screen) => screen.dataset.before && !screen.dataset.said;
  const commented = (screen) => Boolean(screen.dataset.comment);

  function mark(screen, said) {
    screen.dataset.said = said;
    for (const button of screen.querySelectorAll("button.level")) {
      const own = button.name === "said" ? button.value === said : said !== "" && !(said in page.signs);
      button.setAttribute("aria-pressed", String(own));
    }
    const measure = screen.querySelector("[name=measure]");
    if (measure && said !== "") measure.value = said in page.signs ? "" : said;
    screen.querySelector("[value=on]").textContent = said ? page.said.next : page.said.skip;
    const entry = document.querySelector(`ol a[data-at="${CSS.escape(screen.dataset.at)}"]`);
    entry.querySelector("b").textContent = page.signs[said] ?? said;
    entry.querySelector(".unseen").textContent = page.states[said] ?? "";
  }

  function write(screen, comment) {
    screen.dataset.comment = comment;
    const field = screen.querySelector("textarea");
    field.value = comment;
    if (comment) field.closest("details").open = true;
  }

  function quiet() {
    notice.hidden = true;
    notice.replaceChildren();
  }

  function show(code, moved = true) {
    clearTimeout(onward);
    if (warned) quiet();
    warned = false;
    came = 0;
    for (const screen of screens) screen.hidden = screen.dataset.at !== code;
    const shown = screens.find((screen) => !screen.hidden);
    if (!shown) return;
    if (moved) history.pushState(code, "", `/m?at=${encodeURIComponent(code)}`);
    window.scrollTo(0, 0);
    shown.querySelector("h1").focus({ preventScroll: true });
  }

  function go(screen, step) {
    const next = screens[screens.indexOf(screen) + step];
    if (next) show(next.dataset.at);
  }

  function say(sentence, about) {
    const line = document.createElement("p");
    line.textContent = about ? `${about}: ${sentence}` : sentence;
    if (![...notice.children].some((other) => other.textContent === line.textContent)) notice.append(line);
    notice.hidden = false;
  }

  function showKept() {
    const lost = box.list("kept ");
    kept.hidden = !lost.length;
    kept.querySelector("ul").replaceChildren(...lost.map((one) => {
      const item = document.createElement("li");
      item.textContent = `${one.title}: ${one.words} — ${one.why}`;
      return item;
    }));
  }

  // --- what somebody says

  function keep(screen, said, words) {
    const counter = Math.max(page.counter, Number(box.get("counter") || 0)) + 1;
    box.set("counter", String(counter));
    const sent = {
      sent_id: newId(), round: page.round, counter, indicator: screen.dataset.at,
      language: page.language, ...said,
    };
    const about = { title: screen.querySelector("h1").textContent, words };
    box.set(`out ${String(counter).padStart(10, "0")} ${sent.sent_id}`, JSON.stringify({ sent, about }));
    quiet();
    tell();
    send();
  }

  function keepComment(screen) {
    const field = screen.querySelector("textarea");
    const comment = field.value.replace(/\p{Surrogate}/gu, "\ufffd").trim();
    if (stopped || comment === screen.dataset.comment) return;
    screen.dataset.comment = comment;
    keep(screen, { comment }, `${page.said.comment} “${comment}”`);
  }

  function keepComments() {
    asked.forEach(keepComment);
  }

  function choose(screen, said, words) {
    mark(screen, String(said));
    keep(screen, { said }, words);
    const writing = document.activeElement === screen.querySelector("textarea");
    if (!writing) onward = setTimeout(() => { go(screen, 1); came = Date.now(); }, STAY);
  }

  function keepAll(event) {
    event.preventDefault();
    for (const screen of asked.filter(ghost)) {
      const { before } = screen.dataset;
      mark(screen, before);
      keep(screen, { said: before in page.signs ? before : Number(before) }, page.states[before] ?? before);
    }
    show("end");
  }

  function press(event) {
    const button = event.target.closest("button, a[data-at]");
    if (event.target.closest("details")) clearTimeout(onward);
    if (!button || button.disabled) return;
    if (event.detail && button.name === "said" && Date.now() - came < SETTLE) return event.preventDefault(); // of the screen before
    if (button.dataset.at) {
      event.preventDefault();
      return show(button.dataset.at);
    }
    if (button.name === "speak") {
      event.preventDefault();
      keepComments();
      const shown = screens.find((screen) => !screen.hidden);
      const at = shown ? shown.dataset.at : "";
      return location.assign(`/m?${new URLSearchParams({ at, language: button.value })}`);
    }
    const screen = button.closest("section.screen");
    if (!screen || !button.form) return;
    event.preventDefault();
    clearTimeout(onward);
    keepComment(screen);
    if (button.name === "said") {
      const words = [button.querySelector("b"), button.querySelector("span") || button];
      choose(screen, button.value in page.signs ? button.value : Number(button.value),
        words.map((part) => part && part.textContent).filter(Boolean).join(" "));
    } else if (button.value === "measure") {
      const field = screen.querySelector("[name=measure]");
      if (field.value === "" || !Number.isFinite(field.valueAsNumber)) return say(page.said.number);
      choose(screen, field.valueAsNumber, field.value);
    } else {
      go(screen, { back: -1, on: 1, stay: 0 }[button.value]);
    }
  }

  function leave(event) {
    clearTimeout(onward);
    keepComments();
    const n = waiting().length;
    if (!n || warned) return;
    event.preventDefault();
    warned = true;
    say(page.said.leaving.replace("{n}", n));
    window.scrollTo(0, 0);
    send();
  }

  // --- what goes to the server

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  async function post(batch) {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), PATIENCE);
    try {
      return await fetch("/m/answers", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ person: page.person, answers: batch.map((one) => one.sent) }),
        credentials: "same-origin",
        cache: "no-store",
        signal: abort.signal,
      });
    } finally {
      clearTimeout(limit);
    }
  }

  async function send() {
    const batch = waiting().slice(0, most);
    if (sending || stopped || !batch.length) return;
    sending = true;
    let again = true;
    try {
      again = await became(batch, await post(batch));
      wait = again ? SHORTEST : wait;
    } catch {
      again = false;
    }
    sending = false;
    tell();
    if (stopped || !waiting().length) return;
    if (again) return send();
    later(wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST, wait * 2);
  }

  // whether the next may be sent at once
  async function became(batch, answer) {
    if (answer.ok) {
      const { results } = await answer.json();
      batch.forEach((one, n) => settle(one, results[n]));
      return true;
    }
    if (answer.status === 409 || answer.status === 403) {
      stop(answer.status === 409 ? page.said.somebody : page.said.gone);
    } else if (answer.status === 400 || answer.status === 413) {
      if (batch.length === 1) settle(batch[0], { state: "refused", why: page.said.unread });
      most = 1;
      return true;
    }
    return false;
  }

  function settle(one, result) {
    const screen = screenOf(one.sent.indicator);
    if (result.state === "refused") {
      box.set(`kept ${one.key}`, JSON.stringify({ ...one.about, why: result.why }));
      showKept();
    } else {
      page.counter = Math.max(page.counter, result.counter);
    }
    box.remove(one.key);
    if (result.state === "older") {
      say(result.why, one.about.title);
      const newer = waiting().some((other) => other.sent.indicator === one.sent.indicator);
      if (screen && !newer) {
        mark(screen, result.said);
        write(screen, result.comment);
      }
    }
  }

  function stop(why) {
    stopped = true;
    for (const screen of screens) screen.inert = true;
    say(why);
  }

  async function look() {
    if (!document.hidden && !stopped) {
      try {
        const answer = await fetch(`/m/state?${page.watch}`, { cache: "no-store" });
        if (answer.ok) {
          if ((await answer.json()).state !== page.state) return anew();
          if (waiting().length && !sending) send();
        }
      } catch { /* no network: the next look will tell */ }
    }
    setTimeout(look, LOOK * (0.75 + Math.random() / 2));
  }

  async function anew() {
    keepComments();
    clearTimeout(timer);
    await send();
    location.replace("/m");
  }

  function back() {
    wait = SHORTEST;
    send();
  }

  // --- from here on

  for (const screen of asked) screen.dataset.comment = screen.querySelector("textarea").value;
  for (const { sent } of waiting()) {
    const screen = sent.round === page.round && screenOf(sent.indicator);
    if (screen && sent.comment !== undefined) write(screen, sent.comment);
    else if (screen) mark(screen, String(sent.said));
  }
  document.addEventListener("click", press);
  document.addEventListener("change", (event) => {
    if (event.target.name === "comment") keepComment(event.target.closest("section.screen"));
  });
  if (keepForm) keepForm.addEventListener("submit", keepAll);
  document.getElementById("next").addEventListener("submit", leave);
  kept.querySelector("button").addEventListener("click", () => {
    for (const one of box.list("kept ")) box.remove(one.key);
    showKept();
  });
  addEventListener("popstate", () => {
    const at = new URLSearchParams(location.search).get("at");
    show(screens.some((screen) => screen.dataset.at === at) ? at : screens[0]?.dataset.at, false);
  });
  addEventListener("online", back);
  addEventListener("pageshow", back);
  addEventListener("pagehide", keepComments);
  addEventListener("storage", tell);
  document.addEventListener("visibilitychange", () => document.hidden ? keepComments() : back());
  showKept();
  tell();
  send();
  look();
})();
