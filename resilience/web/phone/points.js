// The total follows the points that are typed, which are not saved yet.

addEventListener("input", ({ target }) => {
  const form = target.closest("#points"), sum = form?.querySelector(".total");
  if (!sum) return;
  const points = [...form.querySelectorAll("[type=number]")].map((one) => Number(one.value));
  sum.textContent = sum.dataset.words.replace("{total}", points.reduce((all, one) => all + one));
  sum.hidden = false;
  form.querySelector(".done")?.remove();
});
