"""The document as plain text."""

from broadsheet.cleaning.document.document import Document


def to_text(document: Document) -> str:
    """Return the prose, one line a paragraph; captions, players and addresses of embeds are not in it."""
    return "\n".join([line.text for line in document.lines()])
