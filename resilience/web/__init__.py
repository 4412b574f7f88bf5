"""Plain pages in the same server: joining, links, the light page for phones, print, health."""
