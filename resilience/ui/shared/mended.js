/* What Streamlit leaves out for keyboards and screen readers, put right whenever its page changes. */
(() => {
  if (window.pageIsMended) return;
  window.pageIsMended = true;
  const sizes = new ResizeObserver(soon), watched = new WeakSet();
  const BREAK = "\x3cbr>"; // no tag in so many words: a script with one would not be let in
  const LINE = 24; // pixels of a line above a chart that is taken away
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
      const title = place.closest("[class*=st-key-picture-]")?.querySelector(".about");
      if (!title) continue;
      place.setAttribute("role", "group");
      place.setAttribute("aria-label", title.textContent);
    }
  }

  /* there an arrow key is no shortcut of a button */
  function keep(event) {
    if (event.target === event.currentTarget && event.key.startsWith("Arrow")) event.stopPropagation();
  }

  /* a button of the menu presses that of a chart, which is not shown, for a file of its kind with the words
     that stand above the chart and where the figures come from: Plotly draws it from a copy of the layout as it
     is at the press */
  function take(event) {
    const button = event.target.closest?.(".take [data-format]");
    const { chart: key, finding, about, origin } = button?.parentElement.dataset ?? {};
    const chart = key && document.querySelector(`.st-key-picture-${CSS.escape(key)} .js-plotly-plot`);
    if (!chart) return;
    const { layout } = chart, file = chart._context.toImageButtonOptions, { title } = layout, { t } = layout.margin;
    const lines = [...(finding ? finding.split(BREAK).map(line => `\x3cb>${line}\x3c/b>`) : []), ...(about ?? "").split(BREAK), origin].filter(Boolean);
    const high = LINE * lines.length;
    file.format = button.dataset.format;
    layout.title = {
      text: lines.join(BREAK), font: { size: 17 }, x: 0, xanchor: "left", y: 1, yref: "container", yanchor: "top",
      pad: { t: 20, l: 10 },
    };
    const { showlegend } = layout, foot = document.querySelector(`.st-key-picture-${CSS.escape(key)} .legend`) ? 2 * LINE : 0;
    const plot = chart.querySelector(".nsewdrag")?.getBoundingClientRect(); // below names above columns
    layout.margin.t = Math.max(t, plot ? Math.round(plot.top - chart.getBoundingClientRect().top) : 0) + high;
    layout.margin.b += foot;
    layout.showlegend = showlegend || Boolean(foot);
    file.height += high + foot;
    chart.querySelector(".modebar-btn").click();
    Object.assign(layout, { title, showlegend });
    layout.margin.t = t;
    layout.margin.b -= foot;
    file.height -= high + foot;
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
