// The projector's page follows the desk: it asks what to show twice a second, and moves when a result is revealed.
(() => {
  const stage = document.getElementById("stage");
  const lost = document.getElementById("lost");
  const countdown = document.getElementById("countdown");
  const full = document.getElementById("full");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const PAUSE = 500, PATIENCE = 4000, COUNTED = 1400;
  // lines of an action and of what is said of it, most first
  const LINES = [[8, 2], [7, 2], [6, 2], [5, 2], [4, 2], [3, 2], [2, 2], [1, 2], [2, 1], [1, 1]];
  const clock = document.getElementById("clock");
  let heard = Date.now(), end = 0, step = "";
  // changes with each screen: an animation of an earlier one ends
  let turn = 0;
  // what the stage showed before questions: after them a result is no news
  let behind = stage.dataset.screen;

  const sleep = (time) => new Promise((done) => setTimeout(done, time));

  async function follow() {
    try {
      const address = `${stage.dataset.now}&seen=${stage.dataset.mark}`;
      const answer = await fetch(address, { cache: "no-store" });
      // a rehearsal has ended; else the link was replaced, or the workshop is gone: the page says so
      if (answer.status === 403 || answer.status === 404) {
        return stage.dataset.after ? location.replace(stage.dataset.after) : location.reload();
      }
      if (answer.ok) {
        heard = Date.now();
        const told = await answer.json();
        keepTime(told);
        if (told.body) draw(told);
      }
    } catch {
      // the network is away: the screen stays, and says so after a while
    }
    lost.hidden = Date.now() - heard < PATIENCE;
    setTimeout(follow, PAUSE);
  }

  // the server says the seconds that are left; an answer that took longer moves no hand
  function keepTime(told) {
    const fresh = Date.now() + told.left * 1000;
    step = told.name;
    if (told.left === null) end = 0;
    else if (Math.abs(fresh - end) > 1000) end = fresh;
    tick();
  }

  function tick() {
    const left = Math.ceil((end - Date.now()) / 1000), n = Math.abs(left);
    const time = `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`;
    const said = left < 0 ? clock.dataset.over.replace("{time}", time) : time;
    const name = Object.assign(document.createElement("small"), { textContent: step });
    clock.replaceChildren(...(end ? [name, said] : []));
    clock.classList.toggle("late", Boolean(end) && left < 0);
    // the header ends before the clock
    stage.style.setProperty("--clock", `${end ? clock.offsetWidth + 24 : 0}px`);
  }

  function draw(told) {
    const before = stage.dataset.screen === "questions" ? behind : stage.dataset.screen;
    const joined = people();
    turn += 1;
    stage.innerHTML = told.body;
    stage.dataset.screen = told.screen;
    stage.dataset.mark = told.mark;
    stage.classList.remove("revealing");
    countdown.hidden = true;
    fit();
    if (before === told.screen) pop(joined);
    if (told.screen !== "questions") behind = told.screen;
    // a result is news where none was to be seen, or another one than that of the vote before
    const isNew = ["result", "second vote"].includes(told.screen) && ["gathering", "counted", "waiting"].includes(before);
    if (isNew && !still.matches) reveal(turn, Date.now() + told.result * 1000 - COUNTED);
  }

  // actions have as many lines as the screen has room for; those of the closing picture lose words, never who acts
  function fit() {
    const list = stage.querySelector(".planning ol");
    if (!list) return;
    const words = [...list.querySelectorAll(".words")];
    for (const one of words) one.textContent = one.dataset.all ??= one.textContent;
    for (const [title, about] of LINES) {
      list.style.setProperty("--lines", title);
      list.style.setProperty("--about", about);
      if (list.scrollHeight <= list.clientHeight) break;
    }
    words.forEach(shorten);
  }

  function shorten(words) {
    const whole = words.parentElement, all = words.dataset.all;
    const cut = () => whole.scrollHeight > whole.clientHeight + 1;
    let fits = 0, over = all.length;
    if (!cut()) return;
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      words.textContent = `${all.slice(0, middle).trimEnd()}…`;
      [fits, over] = cut() ? [fits, middle] : [middle, over];
    }
    const kept = all.slice(0, fits), space = kept.lastIndexOf(" ");
    words.textContent = `${(space > fits / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
  }

  function people() {
    const lines = [...stage.querySelectorAll("[data-joined]")];
    return new Map(lines.map((line) => [line.dataset.name, Number(line.dataset.joined)]));
  }

  function pop(before) {
    for (const line of stage.querySelectorAll("[data-joined]")) {
      const grown = Number(line.dataset.joined) > (before.get(line.dataset.name) ?? 0);
      line.classList.toggle("popped", grown);
    }
  }

  // the server says when the number is there, on phones too: it counts down until then and rolls the number
  async function reveal(mine, end) {
    stage.style.setProperty("--bars", stage.querySelectorAll(".bar").length);
    countdown.hidden = false;
    for (const number of [3, 2, 1]) {
      countdown.innerHTML = `<span>${number}</span>`;
      await sleep(end - (number - 1) * 1000 - Date.now());
      if (mine !== turn) return;
    }
    countdown.hidden = true;
    stage.classList.add("revealing");
    const shown = stage.querySelector("[data-count]");
    if (shown) count(shown, performance.now(), mine);
  }

  function count(shown, start, mine) {
    const last = shown.textContent;
    const step = (now) => {
      if (mine !== turn) return;
      const part = Math.min(1, (now - start) / COUNTED);
      const eased = 1 - (1 - part) ** 3;
      shown.textContent = part < 1 ? String(Math.round(shown.dataset.count * eased)) : last;
      if (part < 1) requestAnimationFrame(step);
    };
    step(start);
  }

  function toggle() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", toggle);
    addEventListener("keydown", (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && event.key.toLowerCase() === "f") toggle();
    });
  }
  addEventListener("resize", fit);
  fit();
  setInterval(tick, 250);
  setTimeout(follow, PAUSE);
})();
