// The scorecard of one participant, on /m and on the Streamlit page Scoring. It is built from the
// data of resilience/scorecard/page.py. Every answer goes to an outbox on the device first, under the
// name of its participant, and leaves it when the server says that it is stored. On other pages the
// script only watches for moves of the workshop.

const SETTLE = 400, SHORTEST = 1000, LONGEST = 15000, PATIENCE = 20000, LOOK = 2000, STAY = 500;
const AGAIN = 6000, WIDE = 760;
const REMARKS = ["comment", "evidence", "confidence"];
const SHEETS = new WeakMap(), OUTBOXES = new Map();

// Streamlit calls this again whenever the data changed; gives what ends it
export default function scorecard(component) {
  const { parentElement, data } = component;
  const held = SHEETS.get(parentElement);
  if (held?.update(component)) return held.end;
  held?.end();
  const sheet = data.steps
    ? opened(parentElement.querySelector(".scorecard"), data, component.setTriggerValue)
    : watching(component);
  SHEETS.set(parentElement, sheet);
  return sheet.end;
}

// --- elements

function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== "" && child !== undefined));
  return element;
}

const filled = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
const small = (words) => words ? make("p", { class: "small" }, words) : "";

function button(words, given = {}) {
  return make("button", { type: "button", class: "second", ...given }, words);
}

function toggle(given, ...children) {
  return make("button", { type: "button", class: "level", "aria-pressed": "false", ...given }, ...children);
}

function field(name, words, longest) {
  return make("label", { class: "label" }, words, make("textarea", { name, rows: 3, maxlength: longest }));
}

// --- what is kept on the device, in memory where the browser keeps nothing

function storage(prefix) {
  const memory = new Map();
  const tried = (work, other) => { try { return work(); } catch { return other(); } };
  const get = (key) =>
    memory.get(prefix + key) ?? tried(() => localStorage.getItem(prefix + key), () => null);
  return {
    get,
    set: (key, value) => tried(
      () => localStorage.setItem(prefix + key, value), () => memory.set(prefix + key, value)),
    remove: (key) => {
      memory.delete(prefix + key);
      tried(() => localStorage.removeItem(prefix + key), () => null);
    },
    list: (kind) => {
      const keys = [...memory.keys(), ...tried(() => Object.keys(localStorage), () => [])];
      const mine = keys.filter((key) => key.startsWith(prefix + kind)).sort();
      return mine.map((key) => key.slice(prefix.length)).map((key) => ({ ...JSON.parse(get(key)), key }));
    },
  };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- the clock of the run sheet: the server says the seconds that are left, the device counts them down

function clockOf(shown, page) {
  let end = 0, step = "";
  const draw = () => {
    const left = Math.ceil((end - Date.now()) / 1000), n = Math.abs(left);
    const time = `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`;
    const { clock, said } = page(), name = clock[step], over = left < 0 ? filled(said.over, { time }) : time;
    const words = !end || name === undefined ? "" : name ? `${name} ${over}` : over;
    if (shown.textContent !== words) shown.replaceChildren(...(words && name ? [make("small", {}, name), ` ${over}`] : [words]));
    shown.classList.toggle("late", Boolean(end) && left < 0);
  };
  const timer = setInterval(draw, 250);
  return {
    // an answer that took longer moves no hand
    set(left, running) {
      const fresh = Date.now() + left * 1000;
      step = running;
      if (left === null) end = 0;
      else if (Math.abs(fresh - end) > 1000) end = fresh;
      draw();
    },
    stop: () => clearInterval(timer),
  };
}

// --- the outbox: it goes on sending when its page is left for another one of the app

function outboxOf(person) {
  if (!OUTBOXES.has(person)) OUTBOXES.set(person, outbox(person));
  return OUTBOXES.get(person);
}

function outbox(person) {
  const box = storage(`phone ${person} `);
  const page = { changed() {}, settled() {} };
  const stored = new Map();
  let counter = 0, wait = SHORTEST, most = 10, sending = false, timer = 0, stopped = "";

  const waiting = () => box.list("out ");
  const waits = (code) => waiting().some(({ sent }) => sent.indicator === code);

  function add(sent, about) {
    counter = Math.max(counter, Number(box.get("counter") || 0)) + 1;
    box.set("counter", String(counter));
    const one = { sent: { sent_id: newId(), counter, ...sent }, about };
    box.set(`out ${String(counter).padStart(10, "0")} ${one.sent.sent_id}`, JSON.stringify(one));
    page.changed();
    send();
  }

  async function post(batch) {
    const abort = new AbortController();
    const limit = setTimeout(() => abort.abort(), PATIENCE);
    try {
      return await fetch("/m/answers", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ person, answers: batch.map((one) => one.sent) }),
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
      again = await answered(batch, await post(batch));
      wait = again ? SHORTEST : wait;
    } catch {
      again = false;
    }
    sending = false;
    page.changed();
    if (stopped || !waiting().length) return;
    if (again) return send();
    clearTimeout(timer);
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST, wait * 2);
  }

  // whether the next may be sent at once
  async function answered(batch, answer) {
    if (answer.ok) {
      const { results } = await answer.json();
      batch.forEach((one, n) => settle(one, results[n]));
      return true;
    }
    if (answer.status === 409 || answer.status === 403) {
      stopped = answer.status === 409 ? "somebody" : "gone";
    } else if (answer.status === 400 || answer.status === 413) {
      if (batch.length === 1) settle(batch[0], { state: "refused" });
      most = 1;
      return true;
    }
    return false;
  }

  function settle(one, result) {
    if (result.state === "refused") {
      result.why ??= page.unread;
      box.set(`kept ${one.key}`, JSON.stringify({ ...one.about, ...one, ...result }));
    } else {
      drop(({ sent }) => sent?.indicator === one.sent.indicator);
      counter = Math.max(counter, result.counter);
      note(one.sent, result);
    }
    box.remove(one.key);
    page.settled(one, result);
  }

  // a refused answer goes once its indicator has a newer one, and goes out again in a vote that is reopened,
  // where nothing newer stands or waits
  const drop = (fits) => box.list("kept ").filter((one) => fits(one) && !box.remove(one.key));

  function resend({ round, answers }) {
    const mine = ({ sent }) => sent?.round === round;
    const sends = (one) => mine(one) && one.stands === answers[one.sent.indicator]?.mark && !waits(one.sent.indicator);
    drop(sends).forEach(({ sent, about }) => add(sent, about));
    for (const one of box.list("kept ").filter(mine)) box.set(one.key, JSON.stringify({ ...one, newer: true }));
  }

  // what the server has stored since its data was read: an older description does not take it back
  function note(sent, result) {
    for (const name of ["said", ...REMARKS]) {
      if (sent[name] === undefined) continue;
      const value = result.state === "saved" ? String(sent[name]) : result[name];
      stored.set(`${sent.round} ${sent.indicator} ${name}`, { counter: result.counter, value });
    }
  }

  function newer(round, code, name, than, value) {
    const found = stored.get(`${round} ${code} ${name}`);
    return found && found.counter > than ? found.value : value;
  }

  function heard(highest) {
    counter = Math.max(counter, highest);
  }

  function back() {
    wait = SHORTEST;
    send();
  }

  addEventListener("online", back);
  addEventListener("pageshow", back);
  addEventListener("storage", () => page.changed());
  return { box, page, waiting, waits, add, resend, send, back, newer, heard, busy: () => sending, stopped: () => stopped };
}

// --- what the scorecard is made of

function built(root, data, phone) {
  const { said } = data;
  const cards = data.steps.flatMap((step) => step.cards);
  const kept = make("section", { class: "note", id: "kept", role: "alert", hidden: true },
    make("h2", {}, said.kept), make("div"), button(said.seen));
  const parts = [
    top(data, cards),
    ...data.notes.map((note) => make("p", { class: "note" }, note)),
    make("div", { class: "error", role: "alert", id: "notice", hidden: true }),
  ];
  if (cards.length) parts.push(kept, ...voting(data, cards, phone));
  else parts.push(make("h1", {}, data.city), said.resent ? kept : "", make("p", { class: "closed" }, data.closed),
    data.practice ? practice(data) : "", events(data, !data.practice), root.querySelector(".after") ?? "",
    said.resent ? "" : kept); // on top while reopening the vote still helps; a result is not pushed down
  if (data.leaves ?? true) parts.push(make("div", { class: "leave" }, small(filled(data.wrong, data)), small(said.shared),
    make("form", { action: "/next", method: "post", id: "next" }, button(said.leave, { type: "submit", class: "plain" }))));
  root.replaceChildren(...parts);
}

function top(data, cards) {
  const name = make("span", { class: "who" }, data.department);
  const line = make("p", { class: "line" },
    cards.length ? make("button", { type: "button", class: "plain", id: "given" },
      name, make("span", { "aria-hidden": "true" }), make("span", { class: "unseen" })) : name,
    cards.length ? "" : make("span", { class: "small" }, data.number), make("span", { class: "clock", role: "timer" }), make("span", { role: "status", id: "status" }));
  return make("div", { class: "top" }, line, data.steps.length > 1 ? stepsBar(data) : "");
}

function stepsBar(data) {
  const items = data.steps.map((step, n) => make("li", {},
    make("button", { type: "button", class: "step", "data-step": step.code },
      make("span", { class: "name" }, make("b", {}, String(n + 1)), make("span", {}, step.title)),
      make("span", { class: "unseen" }), make("i", {}, make("i")))));
  return make("nav", { "aria-label": data.said.themes }, make("ol", { class: "steps" }, items));
}

// a request for points stands above all else once everything is answered; on a phone the form is a light page
function call({ points, said }, phone) {
  const given = points === "given";
  return make("div", { role: "status" }, make("form", { action: phone ? "/m/points" : "/weights", id: "points", hidden: true },
    given ? make("p", {}, make("b", {}, `✓ ${said.pointsGiven}`)) : "",
    button(given ? said.pointsAgain : said.points, { type: "submit", class: given ? "second" : "first" })));
}

function voting(data, cards, phone) {
  const { said, rule } = data;
  const keep = make("form", { id: "keep", hidden: true }, small(said.again),
    button(said.keepAll, { type: "submit" }));
  return [
    call(data, phone),
    events(data, !data.again && !Object.values(data.answers).some((own) => own.said)),
    rule ? folded(said.how, make("p", {}, rule)) : "",
    keep,
    ...data.steps.map((step, n) => theme(data, step, n)),
    ending(data, cards),
    make("p", { class: "small keys" }, said.keys),
  ].filter(Boolean);
}

function events({ said, events: known }, open) {
  const lines = known.map(([name, words]) => make("p", {}, make("b", {}, name), ` · ${words}`));
  return known.length ? make("details", { class: "events", open }, make("summary", {}, said.events), lines) : "";
}

// the question at the step of practice: what is chosen shows here, and goes nowhere
function practice(data) {
  const { title, question } = data.practice, id = "t-practice";
  return make("section", { class: "practice", "aria-labelledby": id }, make("p", { class: "note" }, data.said.practice),
    make("h2", { id }, title), make("p", {}, question), answers(data, { ...data.practice, code: "practice" }));
}

function folded(words, ...children) {
  return make("details", {}, make("summary", {}, words), ...children);
}

function theme(data, step, n) {
  const { said } = data, next = data.steps[n + 1];
  return make("section", { class: "theme", "data-theme": step.code, hidden: true },
    make("header", {},
      make("p", { class: "small" }, step.place),
      make("h1", { tabindex: -1 }, step.title),
      step.lent ? small(said.lent) : ""),
    make("div", { class: "cards" }, step.cards.map((card) => screen(data, card))),
    make("div", { class: "pair ways" },
      button(said.backTheme, { "data-way": "-1", disabled: n === 0 }),
      button(next ? said.nextTheme : said.all, { "data-way": "1", class: "first" })));
}

function screen(data, card) {
  const { said } = data, before = data.before[card.code]?.said;
  const room = card.room?.map((many, level) => `${level}: ${many}`).join(" · ");
  const answer = before && filled(said.before, { answer: data.states[before] ?? before });
  return make("section", {
    class: "screen", "data-at": card.code, "data-before": before || undefined, "aria-labelledby": `t-${card.code}`,
  },
  make("h2", { id: `t-${card.code}`, tabindex: -1 }, card.title),
  card.usual ? make("p", { class: "usual" }, said.usual) : "",
  card.lent === "all" ? small(said.lent) : "",
  make("p", { class: "question" }, card.question),
  card.official ? small(said.official) : "",
  small(card.agreed),
  room ? small(filled(said.room, { levels: room })) : "",
  before ? small(answer) : "",
  make("p", { class: "error why", role: "alert", hidden: true }),
  answers(data, card, before),
  remarks(data, card),
  card.why || card.evidence || card.more ? background(said, card) : "",
  make("div", { class: "pair turns" }, button(said.back, { name: "go", value: "back" }), button(said.skip, { name: "go", value: "on" })));
}

function answers(data, card, before) {
  const choice = (value, ...children) =>
    toggle({ name: "said", value, class: before === value ? "level before" : "level" }, ...children);
  const levels = card.levels?.map((words, level) => {
    const [fill, ink] = data.chips[card.levels.length][level], chip = make("b", {}, String(level));
    Object.assign(chip.style, { background: fill, color: ink });
    return choice(String(level), chip, make("span", {}, words));
  });
  const states = ["dk", "na"].map((state) => choice(state, data.states[state]));
  return make("div", { class: "answers", role: "group", "aria-labelledby": `t-${card.code}` },
    levels ?? measure(data.said, card), make("div", { class: "pair" }, states));
}

function measure(said, card) {
  const unit = card.unit ? ` (${card.unit})` : "";
  return make("form", { class: "measure" },
    make("label", { class: "label" }, said.field + unit,
      make("input", { type: "number", step: "any", inputmode: "decimal", name: "measure" })),
    toggle({ type: "submit", value: "measure" }, said.measure));
}

function remarks(data, card) {
  const { said, longest } = data, id = `s-${card.code}`;
  const sure = data.sure.map(([name, words]) => toggle({ name: "confidence", value: name }, words));
  return make("details", { class: "remarks" }, make("summary", {}, said.more),
    field("comment", said.comment, longest),
    field("evidence", said.evidence, longest),
    make("p", { class: "label", id }, said.sure),
    make("div", { class: "sure", role: "group", "aria-labelledby": id }, sure));
}

function background(said, card) {
  const fold = folded(said.why, card.lent === "more" ? small(said.lent) : "");
  const fill = ({ why, evidence }) => fold.append(
    make("p", {}, why ?? ""), make("p", {}, make("b", {}, said.look), ` · ${evidence ?? ""}`));
  if (!card.more) fill(card);
  let empty = card.more;
  fold.addEventListener("toggle", async () => {
    if (!fold.open || !empty) return;
    empty = false;
    try {
      fill((await backgrounds())[card.code]);
    } catch {
      empty = true;
      fold.open = false;
    }
  });
  return fold;
}

// on phones the background of all cards comes when one is opened
let asked;
function backgrounds() {
  asked ??= fetch("/m/background").then((answer) => answer.json()).catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

function ending(data, cards) {
  const { said } = data;
  const entry = (card) => make("li", {}, make("button", { type: "button", class: "plain", "data-at": card.code },
    make("b"), make("span", {}, card.title, " ", make("span", { class: "unseen" }))));
  return make("section", { class: "screen theme", "data-at": "end", "aria-labelledby": "t-end", hidden: true },
    make("h2", { id: "t-end", tabindex: -1 }, said.all),
    small(`${data.department} · ${data.number}`),
    make("div", { class: "done", id: "all", hidden: true }, make("b", {}, said.thanks),
      make("p", {}, said.after), make("a", { href: "/joined" }, said.link)),
    small(said.change),
    make("ol", { class: "list" }, cards.map(entry)));
}

// --- keyboard: only inside a card, and never where somebody types

function keyboard(go) {
  return (event) => {
    // the app around it has keys of its own
    event.stopPropagation();
    const screen = event.target.closest("section.screen:not([data-at=end])");
    const typing = event.target.closest("input, textarea"), plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (event.type !== "keydown" || !screen || typing || !plain || event.repeat) return;
    const value = { n: "na", d: "dk" }[event.key.toLowerCase()] ?? event.key;
    const level = [...screen.querySelectorAll("[name=said]")].find((one) => one.value === value);
    if (level) level.focus(), level.click();
    else if (event.key === "ArrowRight") go(screen, 1);
    else if (event.key === "ArrowLeft") go(screen, -1);
    else if (!/^Arrow(Up|Down)$/.test(event.key) || !among(screen, event)) return;
    event.preventDefault();
  };
}

// up and down move among the answers, from the heading on
function among(screen, event) {
  const stops = [screen.querySelector("h2"), ...screen.querySelectorAll(".answers .level")];
  const here = stops.indexOf(event.target);
  if (here < 0) return false;
  stops[Math.min(Math.max(here + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
  return true;
}

// --- whether the workshop has moved on; without a network the next look will tell. What Streamlit drew for its
// own person is loaded anew when the device is somebody else's: an open page keeps the cookies of its beginning

function follow(out, shown, clock, moved, offer = () => {}) {
  let timer = 0, told = ["", 0];

  async function compare({ state, person, left, step, points }) {
    clock.set(left, step);
    offer(points);
    if ((shown().own ?? person) !== person) location.reload();
    else if (state === shown().state || +state < +shown().state) { // an answer from before a page's own move
      if (out.waiting().length && !out.busy()) out.send();
    } else if (told[0] !== state || Date.now() - told[1] > AGAIN) {
      told = [state, Date.now()];
      await moved(state);
    }
  }

  async function look() {
    if (!document.hidden && !out.stopped()) {
      try {
        const answer = await fetch(`/m/state?${shown().watch}`, { cache: "no-store" });
        if (answer.ok) await compare(await answer.json());
      } catch {}
    }
    if (timer >= 0) timer = setTimeout(look, LOOK * (0.75 + Math.random() / 2));
  }

  look();
  return () => {
    clearTimeout(timer);
    clock.stop();
    timer = -1;
  };
}

// --- a page without a scorecard: it runs again when the workshop has moved on

function watching(first) {
  let now = first;
  const out = { waiting: () => "", stopped() {} }, shown = make("p", { class: "clock", role: "timer" });
  first.parentElement.querySelector(".scorecard").replaceChildren(shown);
  const clock = clockOf(shown, () => now.data);
  const end = follow(out, () => now.data, clock, (state) => now.setTriggerValue("moved", state));
  return { update: (component) => !component.data.steps && (now = component), end };
}

// --- one open scorecard

function opened(root, first, trigger) {
  let data = first, styled = trigger, at = "", onward = 0, warned = false, came = 0, wanted = Boolean(data.points);
  const phone = !trigger, out = outboxOf(data.person), place = `scorecard ${data.person} ${data.round}`;
  root.lang = data.language;
  built(root, data, phone);
  const one = (selector) => root.querySelector(selector);
  const screens = [...root.querySelectorAll("section.screen")];
  const asked = screens.filter((screen) => screen.dataset.at !== "end");
  const themes = [...root.querySelectorAll("section.theme")];
  const screenOf = (code) => screens.find((screen) => screen.dataset.at === code);
  const ghost = (screen) => Boolean(screen.dataset.before) && !screen.dataset.said;
  const wide = () => root.classList.contains("wide");
  const active = () => root.getRootNode().activeElement;

  // --- what it shows

  function tell() {
    const waiting = out.waiting(), n = waiting.length;
    const codes = new Set(waiting.map(({ sent }) => sent.indicator));
    const given = asked.filter((screen) => screen.dataset.said).length;
    const some = given || asked.some((screen) => written(screen).comment);
    const status = one("#status"), said = n ? filled(data.said.waiting, { n }) : some ? data.said.saved : "";
    if (status.textContent !== said) status.textContent = said;
    status.dataset.state = n ? "waiting" : said ? "saved" : "";
    for (const screen of asked) screen.dataset.state = codes.has(screen.dataset.at) ? "waiting" : "saved";
    if (asked.length) progress(given);
    if (out.stopped()) stop(data.said[out.stopped()]);
  }

  function progress(given) {
    const [, short, long] = one("#given").children;
    short.textContent = `${given}/${asked.length}`;
    long.textContent = filled(data.said.given, { given, asked: asked.length });
    one("#all").hidden = given < asked.length;
    offer();
    one("#keep").hidden = !asked.some(ghost);
    for (const step of root.querySelectorAll(".step")) {
      const inside = [...themeOf(step.dataset.step).querySelectorAll(".screen")];
      const done = inside.filter((screen) => screen.dataset.said).length;
      step.querySelector("i i").style.width = `${100 * done / inside.length}%`;
      step.querySelector(".unseen").textContent = filled(data.said.given, { given: done, asked: inside.length });
    }
  }

  // a new request comes into view, except where somebody types
  function offer(now = wanted) {
    const fresh = now && !wanted;
    wanted = now;
    const form = one("#points"), due = wanted && (at === "end" || asked.every((screen) => screen.dataset.said));
    if (!asked.length || form.hidden === !due) return;
    form.hidden = !due;
    if (fresh && due && active()?.localName !== "textarea") root.scrollIntoView({ block: "start" });
  }

  const themeOf = (code) => themes.find((theme) => theme.dataset.theme === code);

  function mark(screen, said) {
    screen.dataset.said = said;
    for (const level of screen.querySelectorAll(".answers .level")) {
      const own = level.name === "said" ? level.value === said : said !== "" && !(said in data.signs);
      level.setAttribute("aria-pressed", String(own));
    }
    const number = screen.querySelector("[name=measure]");
    if (number && number !== active()) number.value = said in data.signs ? "" : said;
    screen.querySelector("[value=on]").textContent = said ? data.said.next : data.said.skip;
    const entry = root.querySelector(`.list [data-at="${CSS.escape(screen.dataset.at)}"]`);
    entry.querySelector("b").textContent = data.signs[said] ?? said;
    entry.querySelector(".unseen").textContent = data.states[said] ?? "";
  }

  function light(screen, chosen) {
    for (const level of screen.querySelectorAll(".level"))
      level.setAttribute("aria-pressed", String(level === chosen));
  }

  const written = (screen) => screen.remarks;

  function write(screen, name, value) {
    screen.remarks[name] = value;
    if (name === "confidence") {
      for (const sure of screen.querySelectorAll(".sure .level"))
        sure.setAttribute("aria-pressed", String(sure.value === value));
    } else if (screen.querySelector(`[name=${name}]`) !== active()) {
      screen.querySelector(`[name=${name}]`).value = value;
    }
    if (value) screen.querySelector("details.remarks").open = true;
  }

  // the answers as the server had them, with what was stored since and what waits
  function fill() {
    for (const screen of asked) {
      const code = screen.dataset.at, own = data.answers[code] ?? {};
      const last = (name) => out.newer(data.round, code, name, data.counter, own[name] ?? "");
      mark(screen, last("said"));
      screen.remarks = {};
      for (const name of REMARKS) write(screen, name, last(name));
    }
    for (const { sent } of out.waiting()) {
      const screen = sent.round === data.round && screenOf(sent.indicator);
      if (!screen) continue;
      if (sent.said !== undefined) mark(screen, String(sent.said));
      for (const name of REMARKS) if (sent[name] !== undefined) write(screen, name, sent[name]);
    }
    tell();
  }

  function quiet() {
    one("#notice").hidden = true;
    one("#notice").replaceChildren();
  }

  function say(sentence, about) {
    const notice = one("#notice"), line = make("p", {}, about ? `${about}: ${sentence}` : sentence);
    if (![...notice.children].some((other) => other.textContent === line.textContent)) notice.append(line);
    notice.hidden = false;
  }

  function showKept() {
    const lost = out.box.list("kept "), kept = one("#kept"), closed = one(".closed"), groups = new Map();
    kept.hidden = !lost.length;
    // what belongs to an earlier vote does not push the questions of this one down
    if (asked.length) lost.some(({ sent }) => sent?.round === data.round) ? one("#notice").after(kept) : one(".leave").before(kept);
    for (const one of lost) groups.set(whyKept(one), [...groups.get(whyKept(one)) ?? [], one]);
    const item = ({ title, words }) => make("li", {}, `${title}: ${words}`);
    kept.querySelector("div").replaceChildren(
      ...[...groups].flatMap(([why, some]) => [make("p", {}, filled(why, { n: some.length })), make("ul", {}, some.map(item))]));
    const missed = lost.some((one) => goesAgain(one) && one.sent.said !== undefined);
    if (closed) closed.textContent = missed ? data.said.none ?? data.said.some : data.closed;
  }

  // it came after the close of the vote that was the last, is not revealed, and nothing newer was there when that was reopened
  const goesAgain = ({ late, newer, sent }) => data.said.resent && late && !newer && sent.round === data.round;

  function whyKept(one) {
    if (!one.late) return one.why;
    return goesAgain(one) ? data.said.resent : data.said.late;
  }

  function refused(screen, why) {
    const line = screen.querySelector(".why");
    line.textContent = why;
    line.hidden = !why;
  }

  // --- where somebody is: one screen on a phone, a theme of cards on a laptop

  function lay() {
    for (const theme of themes) theme.hidden = !theme.contains(screenOf(at));
    for (const screen of asked) screen.classList.toggle("shown", screen.dataset.at === at);
    for (const step of root.querySelectorAll(".step")) {
      if (themeOf(step.dataset.step).hidden) step.removeAttribute("aria-current");
      else step.setAttribute("aria-current", "step");
    }
  }

  function show(code, { moved = true, focus = true } = {}) {
    clearTimeout(onward);
    const shown = screenOf(code);
    if (!shown) return;
    if (warned) quiet();
    warned = false;
    came = 0;
    const before = themes.find((theme) => !theme.hidden);
    if (moved) one(".events")?.removeAttribute("open");
    at = code;
    lay();
    offer();
    // where nothing can be kept the page opens at its beginning
    try { sessionStorage.setItem(place, code); } catch {}
    if (moved && phone) history.pushState(code, "", `/m?at=${encodeURIComponent(code)}`);
    if (focus) arrive(shown, !before || before.hidden);
  }

  function arrive(shown, turned) {
    const theme = shown.closest(".theme");
    const first = wide() && turned && shown === theme.querySelector(".screen") && theme.querySelector("h1");
    if (!wide() || turned) root.scrollIntoView({ block: "start" });
    (first || shown.querySelector("h2")).focus({ preventScroll: !wide() || turned });
  }

  function go(screen, step) {
    const next = screens[screens.indexOf(screen) + step];
    if (next) show(next.dataset.at);
  }

  function turn(theme, step) {
    const next = themes[themes.indexOf(theme) + step];
    if (next) show((next.querySelector(".screen") ?? next).dataset.at);
  }

  function fit() {
    const { width } = root.parentElement.getBoundingClientRect();
    if (width) root.classList.toggle("wide", width >= WIDE);
    if (!styled && wide()) document.head.append(make("link", { rel: "stylesheet", href: styled = data.wide }));
  }

  // --- what somebody says

  function keep(screen, said, words) {
    refused(screen, "");
    quiet();
    const title = screen.querySelector("h2").textContent;
    out.add({ round: data.round, indicator: screen.dataset.at, language: data.language, ...said }, { title, words });
  }

  function keepRemark(screen, name, value) {
    if (out.stopped() || value === written(screen)[name]) return;
    screen.remarks[name] = value;
    keep(screen, { [name]: value }, name === "confidence" ? Object.fromEntries(data.sure)[value] : `“${value}”`);
  }

  function keepFields(screen) {
    for (const text of screen.querySelectorAll("textarea"))
      keepRemark(screen, text.name, text.value.replace(/\p{Surrogate}/gu, "\ufffd").trim());
  }

  const keepComments = () => asked.forEach(keepFields);

  function choose(screen, said, words) {
    const again = ghost(screen) && screen.dataset.before === String(said);
    mark(screen, String(said));
    keep(screen, { said }, words);
    if (again) keepEarlier(screen);
  }

  // on a phone the next screen comes by itself
  function proceed(screen) {
    clearTimeout(onward);
    if (wide() || active()?.localName === "textarea") return;
    onward = setTimeout(() => { go(screen, 1); came = Date.now(); }, STAY);
  }

  // what was written to the answer of the vote before, where nothing is written to this one
  function keepEarlier(screen) {
    if (REMARKS.some((name) => written(screen)[name])) return;
    const before = data.before[screen.dataset.at];
    for (const name of REMARKS) {
      if (!before[name]) continue;
      write(screen, name, before[name]);
      keep(screen, { [name]: before[name] }, before[name]);
    }
  }

  const number = (said) => said in data.signs ? said : Number(said);

  function keepAll(event) {
    event.preventDefault();
    for (const screen of asked.filter(ghost)) {
      const { before } = screen.dataset;
      mark(screen, before);
      keep(screen, { said: number(before) }, data.states[before] ?? before);
      keepEarlier(screen);
    }
    show("end");
  }

  // whether a number is there; one that is stored or waits is not sent again
  function keepNumber(screen) {
    const { value, valueAsNumber } = screen.querySelector("[name=measure]");
    const typed = value !== "" && Number.isFinite(valueAsNumber);
    if (typed && String(valueAsNumber) !== screen.dataset.said) choose(screen, valueAsNumber, value);
    return typed;
  }

  function press(event) {
    const pressed = event.target.closest("button");
    if (event.target.closest("details")) clearTimeout(onward);
    if (!pressed || pressed.disabled) return;
    const trial = pressed.closest(".practice");
    if (trial) return light(trial, pressed);
    const screen = pressed.closest("section.screen"), { at: code, step, way } = pressed.dataset;
    // a second tap was meant for the screen before
    if (event.detail && pressed.name === "said" && Date.now() - came < SETTLE) return;
    if (code) return show(code);
    if (pressed.id === "given") return show("end");
    if (step) return show(themeOf(step).querySelector(".screen").dataset.at);
    if (way) return turn(pressed.closest(".theme"), Number(way));
    if (pressed.closest("#kept")) return forget();
    if (!screen || pressed.type === "submit") return;
    if (pressed.name === "said") {
      choose(screen, number(pressed.value), wordsOf(pressed));
      return proceed(screen);
    }
    if (pressed.name === "confidence") {
      keepRemark(screen, "confidence", pressed.value);
      return write(screen, "confidence", pressed.value);
    }
    go(screen, pressed.value === "on" ? 1 : -1);
  }

  function wordsOf(pressed) {
    const words = [...pressed.children].map((part) => part.textContent);
    return words.join(" ") || pressed.textContent;
  }

  function forget() {
    for (const lost of out.box.list("kept ")) out.box.remove(lost.key);
    showKept();
  }

  function submit(event) {
    if (event.target.id === "next") return leave(event);
    if (event.target.id === "points" || event.target.closest(".after")) return;
    event.preventDefault();
    if (event.target.id === "keep") return keepAll(event);
    const screen = event.target.closest("section.screen");
    if (keepNumber(screen)) proceed(screen);
    else refused(screen, data.said.number);
  }

  function leave(event) {
    clearTimeout(onward);
    keepComments();
    const n = out.waiting().length;
    if (!n || warned) return;
    event.preventDefault();
    warned = true;
    say(filled(data.said.leaving, { n }));
    root.scrollIntoView({ block: "start" });
    out.send();
  }

  // --- what became of what was sent

  function settled(sending, result) {
    const { sent, about } = sending, screen = sent.round === data.round && screenOf(sent.indicator);
    const { state, why } = result;
    showKept();
    if (state === "older") say(why, about.title);
    if (!screen || out.waits(sent.indicator)) return;
    if (state === "older") {
      write(screen, "comment", result.comment);
      mark(screen, result.said);
    } else if (state === "refused") {
      refused(screen, why);
      if (sent.said !== undefined) mark(screen, standing(sent.indicator));
    }
  }

  const standing = (code) => out.newer(data.round, code, "said", data.counter, data.answers[code]?.said ?? "");

  function stop(why) {
    for (const part of root.querySelectorAll("section.screen, #keep")) part.inert = true;
    say(why);
  }

  // --- the workshop has moved on: the page is drawn again

  // points that are typed are stored first
  const typed = () => [...root.querySelectorAll(".after [type=number]")].find((one) => one.value !== one.defaultValue);

  async function moved(state) {
    if (typed()) return typed().form.submit();
    keepComments();
    await out.send();
    if (phone) location.replace("/m");
    else trigger("moved", state);
  }

  // --- from here on

  function update(component) {
    const same = (some) => JSON.stringify({ ...some, answers: 0, counter: 0 });
    trigger = component.setTriggerValue;
    if (same(component.data) !== same(data)) return false;
    data = component.data;
    out.heard(data.counter);
    keepComments();
    fill();
    return true;
  }

  const hide = () => document.hidden ? keepComments() : out.back();
  const popped = () => show(new URLSearchParams(location.search).get("at") ?? asked[0]?.dataset.at, { moved: false });
  const changed = (event) => {
    if (event.target.name === "measure") keepNumber(event.target.closest(".screen"));
    else if (event.target.localName === "textarea") keepFields(event.target.closest(".screen"));
  };
  const key = keyboard(go);
  const heard = { click: press, submit, change: changed, keydown: key, keyup: key, keypress: key };
  const outside = [[window, "pagehide", keepComments], [document, "visibilitychange", hide]];
  if (phone) outside.push([window, "popstate", popped]);

  function end() {
    keepComments();
    clearTimeout(onward);
    unfollow();
    sized.disconnect();
    for (const [name, work] of Object.entries(heard)) root.removeEventListener(name, work);
    for (const [where, name, work] of outside) where.removeEventListener(name, work);
    Object.assign(out.page, { changed() {}, settled() {} });
  }

  for (const [name, work] of Object.entries(heard)) root.addEventListener(name, work);
  for (const [where, name, work] of outside) where.addEventListener(name, work);
  if (asked.length) out.resend(data);
  Object.assign(out.page, { changed: tell, settled, unread: data.said.unread });
  const sized = new ResizeObserver(fit);
  sized.observe(root.parentElement);
  fit();
  for (const first of asked.slice(0, 1)) first.querySelector("[value=back]").disabled = true;
  out.heard(data.counter);
  fill();
  showKept();
  show(entered(), { moved: false, focus: false });
  out.send();
  const unfollow = follow(out, () => data, clockOf(one(".clock"), () => data), moved, offer);

  // where it opens: where somebody was, what the address says, the first without an answer
  function entered() {
    let kept = "";
    try { kept = sessionStorage.getItem(place); } catch {}
    const wished = phone ? new URLSearchParams(location.search).get("at") : kept;
    const open = asked.find((screen) => !screen.dataset.said);
    return (screenOf(wished) ?? open ?? screens[screens.length - 1])?.dataset.at;
  }

  function speak(language) {
    keepComments();
    location.assign(`/m?${new URLSearchParams({ at, language })}`);
  }

  return { update, end, speak };
}

// --- the phone page brings its data along

const page = document.querySelector("script#page");
if (page) {
  const component = { data: JSON.parse(page.textContent), parentElement: document };
  scorecard(component);
  document.getElementById("speak").addEventListener("click", (event) => {
    if (!event.target.closest("[name=speak]")) return;
    event.preventDefault();
    SHEETS.get(document).speak(event.target.value);
  });
}
