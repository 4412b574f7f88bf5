/* What Streamlit leaves out for keyboards and screen readers, put right whenever its page changes. */
(() => {
  const sizes = new ResizeObserver(soon), watched = new WeakSet();
  let due = 0, open = false, spoken;

  /* the language of the page, for screen readers; one that was chosen is kept for the next visit */
  function speak() {
    const said = [...document.querySelectorAll("[data-language]")].at(-1);
    if (!said || said === spoken) return;
    spoken = said;
    const { language, kept } = said.dataset;
    document.documentElement.lang = language;
    if (kept) document.cookie = kept;
  }

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
    for (const place of document.querySelectorAll("[class*=st-key-wide-], [data-testid=stTable] > div, .figures")) {
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

  function mend() {
    due = 0;
    speak();
    menu();
    follow();
    wide();
  }

  function soon() {
    due ||= requestAnimationFrame(mend);
  }

  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  soon();
})();
