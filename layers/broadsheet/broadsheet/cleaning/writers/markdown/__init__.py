"""The document as Markdown: CommonMark, with the tables and the struck text of GitHub's.

Which marks a reader takes as such is CommonMark 0.31.2's to say, https://spec.commonmark.org/0.31.2/; its
text reads the same when rendered. What has no marks there, such as raised letters, has none.
"""

from broadsheet.cleaning.writers.markdown.document import Markdown, to_markdown

__all__ = ["Markdown", "to_markdown"]
