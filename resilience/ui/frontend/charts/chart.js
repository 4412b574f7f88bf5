// Draws one chart of a page with Plotly, from what resilience/ui/shared/plot.py sends: the figure, its words for
// screen readers, and the sentence that is shown where Plotly cannot be loaded. It is drawn when it has a width, so one
// in a closed tab waits until the tab opens, and follows the width of its place.

const CONFIG = { displayModeBar: false, showTips: false };
const NARROWEST = 150, AGAIN = 5000;
const CHARTS = new WeakMap();
let script; // a promise of Plotly, which all charts of the page share

// Streamlit calls this again whenever it gets the page's message again; gives what ends the chart
export default function chart({ parentElement, data }) {
  const held = CHARTS.get(parentElement) ?? opened(parentElement.querySelector(".chart"));
  CHARTS.set(parentElement, held);
  held.update(new TextDecoder().decode(data));
  return () => {
    CHARTS.delete(parentElement);
    held.end();
  };
}

// Plotly, from our server; the name of the script has its version
function plotly(name) {
  script ??= new Promise((done, failed) => {
    const src = new URL(`../../../static/js/${name}`, import.meta.url);
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
  let told = "", words, drawn, width = 0, ended = false, waiting = Promise.resolve();
  const sizes = new ResizeObserver(draw);
  sizes.observe(place);

  function update(news) {
    if (news === told) return;
    told = news;
    const { figure, ...others } = JSON.parse(news);
    words = others;
    place.figure = figure; // picture.js makes files of it
    place.setAttribute("aria-label", words.alt);
    place.style.height = `${figure.layout.height}px`;
    draw();
  }

  // one drawing after another, the last one with what is true then
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
    place.textContent = words.missing;
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
