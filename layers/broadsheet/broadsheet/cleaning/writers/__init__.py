"""The three writers over the document: text, HTML (sanitised last), Markdown."""
