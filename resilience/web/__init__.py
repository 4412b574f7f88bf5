"""Plain pages in the same server: joining, return links, the poster, health."""
