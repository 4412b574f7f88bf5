// The projector's page follows the desk: it asks what to show twice a second, and moves when a result is revealed.
(() => {
  const stage = document.getElementById("stage");
  const lost = document.getElementById("lost");
  const countdown = document.getElementById("countdown");
  const full = document.getElementById("full");
  const place = document.getElementById("place");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const PAUSE = 500, PATIENCE = 4000, COUNTED = 1400;
  // how long a page stays
  const TURN = 12000;
  // of a topic: hundredths of its width for the question and the names of rows, and whether longer levels are wider
  const TOPIC = [[26, false], [29, false], [26, true]];
  // hundredths of the stage's width: the smallest and the largest dot; where they would be smaller there are bars
  const SMALLEST = 1.05, LARGEST = 2;
  // letters of a list in hundredths of the stage's width: the largest with which it has one page, else the smallest
  const LETTERS = [4.4, 3.6, 2.9, 2.3, 1.9];
  const clock = document.getElementById("clock");
  let heard = Date.now(), end = 0, step = "";
  // the page that is shown, and what turns it
  let page = 0, turning = 0;
  const room = new ResizeObserver(() => fit());
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
    arrange();
    // a vote on an action turns no page back
    if (before !== told.screen || !stage.querySelector(".planning")) openPages();
    if (before === told.screen) pop(joined);
    if (told.screen !== "questions") behind = told.screen;
    // a result is news where none was to be seen, or another one than that of the vote before
    const isNew = ["result", "second vote"].includes(told.screen) && ["gathering", "counted", "waiting"].includes(before);
    if (isNew && !still.matches) reveal(turn, Date.now() + told.result * 1000 - COUNTED);
  }

  // fits a new screen, and again as often as its room changes: with the window, or with a header that the clock makes wrap
  function arrange() {
    fit();
    room.disconnect();
    room.observe(stage.querySelector("section"));
  }

  function fit() {
    fitTopic();
    fitDots();
    fitList();
    showPage();
  }

  // a topic has the first of a few divisions of its width with which all words of its levels are on the screen
  function fitTopic() {
    const section = stage.querySelector(".discuss");
    if (!section) return;
    // rows have room by their words: dots become as large as their cells allow
    section.style.setProperty("--dot", "0px");
    for (const [names, uneven] of TOPIC) {
      section.style.setProperty("--names", names);
      section.classList.toggle("uneven", uneven);
      if (section.scrollHeight <= section.clientHeight + 1) break;
    }
  }

  // all dots of a screen are as large as those of the cell with least room
  function fitDots() {
    const cells = [...stage.querySelectorAll(".answers")], pages = [...stage.querySelectorAll(".page")];
    const section = stage.querySelector("section"), hidden = pages.map((one) => one.hidden);
    if (!cells.length) return;
    const unit = parseFloat(getComputedStyle(document.body).fontSize) / 1.9;
    const counts = cells.map((cell) => Number(cell.dataset.answers));
    section.classList.remove("counted");
    section.style.setProperty("--dot", "0px");
    section.style.setProperty("--most", Math.max(1, ...counts));
    let size = LARGEST * unit;
    pages.forEach((one) => { one.hidden = true; });
    for (const shown of pages.length ? pages : [section]) {
      shown.hidden = false;
      for (const cell of shown.querySelectorAll(".answers")) size = Math.min(size, largest(cell));
      if (pages.length) shown.hidden = true;
    }
    pages.forEach((one, n) => { one.hidden = hidden[n]; });
    section.style.setProperty("--dot", `calc(${(size / unit).toFixed(2)} * var(--u))`);
    section.classList.toggle("counted", size < SMALLEST * unit);
  }

  // the diameter of the largest dots of a cell that fit, each with a fifth of it as gap
  function largest(cell) {
    const answers = Number(cell.dataset.answers), dots = cell.querySelector(".dots");
    const width = dots.clientWidth, height = cell.clientHeight - 4;
    if (!answers || !dots.offsetParent) return Infinity;
    if (!dots.childElementCount) return 0;
    let best = 0;
    for (let lines = 1; lines <= answers; lines += 1) {
      best = Math.max(best, Math.min(width / Math.ceil(answers / lines), height / lines));
    }
    return Math.floor(best / 1.2 * 10) / 10;
  }

  function fitList() {
    const list = stage.querySelector(".planning .paged");
    if (!list) return;
    for (const letters of LETTERS) {
      list.style.setProperty("--letters", letters);
      if (countPages() < 2) break;
    }
  }

  // pages are those of a later vote, or as many widths as words need that have more than one
  function countPages() {
    const words = stage.querySelector(".paged > *");
    if (!words) return stage.querySelectorAll(".page").length;
    return Math.max(1, Math.ceil(words.scrollWidth / pageWidth(words) - .01));
  }

  function pageWidth(words) {
    return words.clientWidth + parseFloat(getComputedStyle(words).columnGap);
  }

  // pages turn by themselves, until somebody turns one here or at the desk
  function openPages() {
    const chosen = stage.querySelector("section").dataset;
    page = Number(chosen.page ?? 0);
    showPage();
    clearInterval(turning);
    if (!("chosen" in chosen)) turning = setInterval(() => turnPage(1), TURN);
  }

  function turnPage(by) {
    const pages = Math.max(1, countPages());
    page = (page + by + pages) % pages;
    showPage();
  }

  function showPage() {
    const pages = [...stage.querySelectorAll(".page")], words = stage.querySelector(".paged > *");
    const count = countPages(), named = stage.querySelector(".place");
    page = Math.max(0, Math.min(page, count - 1));
    pages.forEach((one, n) => { one.hidden = n !== page; });
    if (named) named.textContent = pages[page].dataset.place;
    if (words) words.style.translate = `${-page * pageWidth(words)}px`;
    place.textContent = words && count > 1 ? `${page + 1} / ${count}` : "";
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
  addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || countPages() < 2) return;
    event.preventDefault();
    clearInterval(turning);
    turnPage(by);
  });
  arrange();
  openPages();
  setInterval(tick, 250);
  setTimeout(follow, PAUSE);
})();
