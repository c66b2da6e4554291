"""The article as a document: blocks of lines of inline runs, and figures, in the order of reading."""
