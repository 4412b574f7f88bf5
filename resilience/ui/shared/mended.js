/* What Streamlit leaves out for keyboards and screen readers, put right whenever its page changes. */
(() => {
  if (window.pageIsMended) return;
  window.pageIsMended = true;
  const sizes = new ResizeObserver(soon), watched = new WeakSet();
  const BREAK = "\x3cbr>\x3csup>"; // no tag in so many words: a script with one would not be let in
  const LINE = 24; // pixels of a line below the title of a chart
  let due = 0, open = false;

  /* a section of the menu on a phone is no item of its list, and the pages in it are in no list */
  function menu() {
    for (const section of document.querySelectorAll("[data-testid=stSidebarNavItems] > div")) {
      section.setAttribute("role", "listitem");
      for (const page of section.querySelectorAll(":scope > li")) page.setAttribute("role", "presentation");
    }
  }

  /* who opens or closes the menu goes on there: the button that was pressed is gone */
  function follow() {
    const before = open;
    open = Boolean(document.querySelector("[data-testid=stSidebar][data-collapsed=false]"));
    if (open === before || document.activeElement !== document.body) return;
    const other = open ? "[data-testid=stSidebarCollapseButton] button" : "[data-testid=stExpandSidebarButton]";
    document.querySelector(other)?.focus();
  }

  /* what is wider than its place can be reached, to be pushed sideways with the arrow keys */
  function wide() {
    for (const place of document.querySelectorAll("[class*=st-key-wide-], [data-testid=stTable] > div")) {
      if (!watched.has(place)) {
        watched.add(place);
        place.addEventListener("keydown", keep);
        sizes.observe(place);
        if (place.firstElementChild) sizes.observe(place.firstElementChild);
      }
      if (place.scrollWidth > place.clientWidth) place.setAttribute("tabindex", "0");
      else place.removeAttribute("tabindex");
      const title = place.querySelector(".gtitle");
      if (!title) continue;
      place.setAttribute("role", "group");
      place.setAttribute("aria-label", title.textContent);
    }
  }

  /* there an arrow key is no shortcut of a button */
  function keep(event) {
    if (event.target === event.currentTarget && event.key.startsWith("Arrow")) event.stopPropagation();
  }

  /* a button below a chart presses the chart's own, which is not shown, for a file of its kind that says
     where the figures come from: Plotly draws it from a copy of the layout as it is at the press */
  function take(event) {
    const button = event.target.closest?.(".take [data-format]");
    const chart = button?.closest("[class*=st-key-picture-]")?.querySelector(".js-plotly-plot");
    if (!chart) return;
    const { layout } = chart, file = chart._context.toImageButtonOptions, { origin } = button.parentElement.dataset;
    const { text, pad } = layout.title, top = layout.margin.t, high = file.height;
    file.format = button.dataset.format;
    if (origin) {
      layout.title.text = `${text}${BREAK}${origin}`;
      layout.title.pad = { t: pad.t + LINE / 2 };
      layout.margin.t = top + LINE;
      file.height = high + LINE;
    }
    chart.querySelector(".modebar-btn").click();
    Object.assign(layout.title, { text, pad });
    layout.margin.t = top;
    file.height = high;
  }

  function mend() {
    due = 0;
    menu();
    follow();
    wide();
  }

  function soon() {
    due ||= requestAnimationFrame(mend);
  }

  document.addEventListener("click", take);
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  soon();
})();
