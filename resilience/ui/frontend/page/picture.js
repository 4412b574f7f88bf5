/* Files of charts, made in the browser: what a button of the menu of downloads gives. */
(() => {
  const BREAK = "<br>";
  const LINE = 24, GAP = 12; // pixels of a line above or below a chart, and from the last one above to the chart
  const WIDTH = 1000, SCALE = 2; // pixels across of a file, whatever screen it is taken from, and how fine a PNG is
  const SMALL = "font-size:14px;color:#51606d";
  const FONT = "Resilience Sans", OF_SVG = "http://www.w3.org/2000/svg", OF_XML = "http://www.w3.org/XML/1998/namespace";
  let face; // a promise of the rule that has the font itself in it: a file cannot ask for one

  /* the rule of the page's styles that names the font */
  function named() {
    const own = [...document.styleSheets].filter(sheet => sheet.href?.startsWith(location.origin));
    return own.flatMap(sheet => [...sheet.cssRules]).find(rule => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes(FONT));
  }

  async function embedded() {
    const rule = named(), address = /url\("?([^")]+)/.exec(rule?.style.getPropertyValue("src"))?.[1];
    if (!address) return "";
    const file = await (await fetch(new URL(address, rule.parentStyleSheet.href))).blob();
    const read = await new Promise((done, failed) => {
      const reader = Object.assign(new FileReader(), { onload: () => done(reader.result), onerror: failed });
      reader.readAsDataURL(file);
    });
    return `@font-face{font-family:"${FONT}";font-weight:400 700;src:url(${read}) format("woff2")}`;
  }

  /* a font that cannot be had now is asked for again at the next press */
  function font() {
    face ??= embedded().catch(() => { face = undefined; return ""; });
    return face;
  }

  /* a copy of a chart, which Plotly has just drawn and is about to make a file of: with its font; with the width of all
     words, which programs keep that draw them in another font; and with its language, by which signs are drawn */
  function complete(copy, rule) {
    const drawing = copy.querySelector(".main-svg"), style = document.createElementNS(OF_SVG, "style");
    copy.style.textRendering = "geometricPrecision";
    for (const words of copy.querySelectorAll("text, tspan")) {
      if (words.childElementCount || !words.textContent) continue;
      words.setAttribute("textLength", words.getComputedTextLength().toFixed(1));
      words.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    style.textContent = `text{text-rendering:geometricPrecision}${rule}`;
    drawing.prepend(style);
    style.sheet.disabled = true; // for this page, not for the file
    drawing.setAttributeNS(OF_XML, "xml:lang", document.documentElement.lang);
  }

  /* what a picture says above its chart: the finding, and smaller what is shown and where the figures come from */
  function title({ finding, about }) {
    const bold = finding ? finding.split(BREAK).map(line => `<b>${line}</b>`) : [];
    return [...bold, ...about.split(BREAK).map(line => `<span style="${SMALL}">${line}</span>`)];
  }

  /* a button of the menu makes a file of its kind of a chart, with the layout as it is at the press */
  async function take(event) {
    const button = event.target.closest?.(".take [data-format]");
    if (!button) return;
    const rule = await font(), { chart: key, file, ...above } = button.parentElement.dataset;
    const chart = document.querySelector(`.st-key-picture-${CSS.escape(key)} .chart`);
    if (!chart || !window.Plotly) return;
    const { data, layout } = structuredClone(chart.data ? { data: chart.data, layout: chart.layout } : chart.figure);
    const lines = title(above), high = LINE * lines.length + GAP, { t } = layout.margin;
    const explained = document.querySelector(`.st-key-picture-${CSS.escape(key)} .legend`) ? 2 : 0;
    const foot = LINE * (layout.meta.key ?? explained), height = layout.height + high + foot;
    layout.title = { // ends so far from the top, and pushes what Plotly draws above the plot at the width of the file
      text: lines.join(BREAK), font: { size: 17 }, x: 0, xanchor: "left", yref: "container", yanchor: "bottom",
      y: 1 - (high - GAP) / height, pad: { t: t + GAP, l: 10 }, automargin: true,
    };
    layout.margin.b += foot;
    layout.showlegend ||= Boolean(foot);
    const { format } = button.dataset, size = { width: WIDTH, height, scale: SCALE };
    window.Plotly.downloadImage({ data, layout }, { format, filename: file, ...size });
    const copy = [...document.querySelectorAll("body > .js-plotly-plot")].at(-1);
    if (copy) complete(copy, rule);
  }

  document.addEventListener("click", take);
})();
