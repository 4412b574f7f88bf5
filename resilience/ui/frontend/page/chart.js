/* Draws the charts of pages with Plotly, from the figures in their HTML (resilience/ui/frontend/plot.py). A chart is drawn
   when it has a width, so one in a closed tab waits until the tab opens, and follows the width of its place. */
(() => {
  const CONFIG = { displayModeBar: false, showTips: false };
  const NARROWEST = 150, AGAIN = 5000, MOMENT = 1000;
  const own = document.currentScript.src, charts = new Map(), leaving = new Set(); // what draws each chart, by its place
  let script; // a promise of Plotly, which all charts share

  /* Plotly, from our server; the name of its file has the version */
  function plotly(name) {
    script ??= new Promise((done, failed) => {
      const src = new URL(name, own);
      const tag = Object.assign(document.createElement("script"), { src, onload: () => done(window.Plotly) });
      tag.onerror = () => {
        script = undefined;
        tag.remove();
        failed(new Error(`no ${src}`));
      };
      document.head.append(tag);
    });
    return script;
  }

  function opened(place) {
    let told = "", drawn, width = 0, ended = false, waiting = Promise.resolve();
    const sizes = new ResizeObserver(draw);
    sizes.observe(place);

    function update() {
      const { figure } = place.dataset;
      if (figure === told) return;
      told = figure;
      place.figure = JSON.parse(figure); // picture.js makes files of it
      place.style.height = `${place.figure.layout.height}px`;
      draw();
    }

    /* one drawing after another, the last one with what is true then */
    function draw() {
      waiting = waiting.then(now).catch(missing);
    }

    async function now() {
      if (ended || !place.clientWidth) return;
      await document.fonts.ready; // words are measured in the font in which they are shown
      const { react, relayout } = await plotly(place.dataset.script);
      const room = Math.max(place.clientWidth, NARROWEST);
      if (ended || !place.clientWidth || (drawn === place.figure && width === room)) return;
      const same = drawn === place.figure;
      [drawn, width] = [place.figure, room];
      if (!place.layout) place.replaceChildren();
      await (same ? relayout(place, { width }) : react(place, drawn.data, { ...drawn.layout, width }, CONFIG));
      for (const layer of place.querySelectorAll(".main-svg")) { // print makes it smaller
        layer.setAttribute("viewBox", `0 0 ${width} ${drawn.layout.height}`);
      }
    }

    function missing() {
      if (ended) return;
      place.textContent = place.dataset.missing;
      setTimeout(draw, AGAIN);
    }

    function end() {
      ended = true;
      sizes.disconnect();
      window.Plotly?.purge(place);
      delete place.figure;
    }

    return { update, end };
  }

  /* when its figure changes, Streamlit puts a new place in the page, at once or a moment later: the drawn chart is kept in it */
  function kept(place) {
    const before = [...charts.keys()].find(one => !one.isConnected && one.dataset.chart === place.dataset.chart);
    if (!before) return undefined;
    Object.assign(before.dataset, place.dataset);
    before.setAttribute("aria-label", place.getAttribute("aria-label"));
    place.replaceWith(before);
    return before;
  }

  function look() {
    for (const found of document.querySelectorAll(".chart")) {
      const place = charts.has(found) ? found : kept(found) ?? found;
      if (!charts.has(place)) charts.set(place, opened(place));
      charts.get(place).update();
    }
    for (const place of charts.keys()) leave(place);
  }

  /* ends a chart that has left the page, unless a new place for it comes within a moment */
  function leave(place) {
    if (place.isConnected || leaving.has(place)) return;
    leaving.add(place);
    setTimeout(() => {
      leaving.delete(place);
      if (place.isConnected) return;
      charts.get(place).end();
      charts.delete(place);
    }, MOMENT);
  }

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
})();
