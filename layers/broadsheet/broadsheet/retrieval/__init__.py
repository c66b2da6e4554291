"""What clients ask: queries and their limits, cursors from page to page, diffs of two revisions."""
