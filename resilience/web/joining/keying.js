/* A key is an answer: it goes into its field, and the cursor into the next one. */
(() => {
  const fields = [...document.querySelectorAll("input[data-answer]")];
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
  for (const field of fields) {
    field.addEventListener("keydown", pressed);
    field.addEventListener("input", tell);
  }
  tell();
})();
