"""Values as sentences and tables, for pages, reports and the command line."""
