/* A key is an answer: it goes into its field, and the cursor into the next one. */
(() => {
  const rows = [...document.querySelectorAll(".row")];
  const chosen = document.querySelector("[name=department]"), order = document.querySelector("#order");
  const KEPT = "typed cards are in the order of the framework";
  let fields = [];
  const save = document.querySelector("#save"), count = document.querySelector("#count");
  const state = { "n": "n", "-": "n", "?": "?", "d": "?" };

  function tell() {
    count.textContent = fields.filter((field) => field.value.trim()).length;
  }

  function go(from, step) {
    const next = fields[fields.indexOf(from) + step];
    if (next) next.select(), next.focus();
    else if (step > 0) save.focus();
  }

  function sign(field, key) {
    const plain = key.normalize("NFKC").toLowerCase();
    if (plain in state) return state[plain];
    const top = field.dataset.top;
    return top && /^[0-9]$/.test(plain) && Number(plain) <= Number(top) ? plain : "";
  }

  function pressed(event) {
    const field = event.target, key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const move = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (move) go(field, move);
    else if (key === "Backspace" && !field.value) go(field, -1);
    else if (key.length === 1 && sign(field, key)) {
      field.value = sign(field, key);
      field.removeAttribute("aria-invalid");
      go(field, 1);
    } else if (key.length === 1 && field.dataset.top && Number(field.dataset.top) < 10) {
      field.setAttribute("aria-invalid", "true");  // a sign that says nothing goes nowhere
    } else return;
    event.preventDefault();
    tell();
  }

  // a card that was printed for a department has first what the department usually knows
  function arrange() {
    const knows = (row) => chosen.value !== "" && row.dataset.usual.split(" ").includes(chosen.value);
    const first = (row) => order.checked && knows(row) ? 0 : 1;
    order.parentElement.hidden = !rows.some(knows);
    for (const row of [...rows].sort((one, other) => first(one) - first(other))) row.parentElement.append(row);
    fields = [...document.querySelectorAll("input[data-answer]")];
  }

  function remembered() {
    try { return sessionStorage.getItem(KEPT); } catch { return null; }
  }

  function choose() {
    try { sessionStorage.setItem(KEPT, order.checked ? "" : "yes"); } catch {}
    arrange();
  }

  for (const field of document.querySelectorAll(".head input, .head select")) {
    field.addEventListener("keydown", (event) => {  // Enter would send a card that is not typed yet
      if (event.key !== "Enter") return;
      const all = [...document.querySelectorAll(".head input, .head select, input[data-answer]")];
      const next = all[all.indexOf(field) + 1];
      next.focus();
      next.select?.();  // what stands there is typed over
      event.preventDefault();
    });
  }
  order.checked = !remembered();
  order.addEventListener("change", choose);
  chosen.addEventListener("change", arrange);
  arrange();
  for (const field of fields) {
    field.addEventListener("keydown", pressed);
    field.addEventListener("input", tell);
  }
  tell();
  // the next card is typed at once, in the order of its department
  if (document.querySelector("[data-next]")) fields[0].focus();
})();
