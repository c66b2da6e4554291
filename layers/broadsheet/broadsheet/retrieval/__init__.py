"""What clients ask: queries and their limits, cursors from page to page, differences of two revisions."""
