"""The order of work of the API: from a request, through the catalogue, to an answer."""
