"""The steps that judge the document's lines: by its text and place, what is no part of the article goes."""
