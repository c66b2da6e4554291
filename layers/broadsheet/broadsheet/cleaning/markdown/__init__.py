"""The article's HTML as Markdown: CommonMark, with the tables of GitHub's.

Which marks a reader takes as such is CommonMark 0.31.2's to say, https://spec.commonmark.org/0.31.2/; its
text reads the same when rendered. What CommonMark has no marks for, such as struck letters, has none.
"""

from broadsheet.cleaning.markdown.document import to_markdown

__all__ = ["to_markdown"]
