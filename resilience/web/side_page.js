// A participant's other pages (questions, receipt, data): they poll whether the workshop has moved on, as the scorecard
// does, and then update. Text that is being typed stays, and nothing moves under a finger.

const LOOK = 2000;
let news = document.getElementById("news");

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(`/m/state?${news.dataset.watch}`, { cache: "no-store" });
      if (answer.ok && (await answer.json()).state !== news.dataset.state) await renew();
    } catch {}
  }
  setTimeout(look, LOOK * (0.75 + Math.random() / 2));
}

async function renew() {
  const answer = await fetch(news.dataset.page, { cache: "no-store" });
  if (answer.redirected) return location.replace(answer.url);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const held = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-live]")) replace(part, fresh.getElementById(part.id));
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
  news = document.getElementById("news");
}

// a list keeps its order: its items change where they are, and new ones come last
function replace(part, next) {
  if (!next) return;
  const shown = [...part.querySelectorAll(":scope > li[id]")], all = [...next.querySelectorAll(":scope > li[id]")];
  if (!shown.length || !all.length) return part.replaceWith(next);
  for (const item of shown) {
    const same = all.find((one) => one.id === item.id);
    if (same) item.replaceWith(same);
    else item.remove();
  }
  part.append(...all.filter((item) => item.parentElement !== part));
}

look();
