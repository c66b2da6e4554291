"""The pages for people: from a visit, through the catalogue, to HTML. Only the reader function loads this."""
