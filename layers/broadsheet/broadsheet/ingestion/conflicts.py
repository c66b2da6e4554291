"""How long to go on where other workers write the same at the same time."""

LOOKS_BEFORE_GIVING_UP = 20
"""How often it is looked anew at what another was faster to change; then the document is delivered again."""
