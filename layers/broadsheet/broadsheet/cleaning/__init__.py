"""Cleaning: the HTML of an entry in, the content of an article out."""
