"""Text of strangers as a terminal may show it."""


def printable(text: str) -> str:
    """Return the text on one line, with nothing in it that a terminal could take for a command."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
