"""What the API says of itself: a description for programs, and a page with it for people."""

from pathlib import Path

from broadsheet.answering.request import JSON
from broadsheet.retrieval.answers import Answer

PUBLIC = {"Cache-Control": "public, max-age=3600"}
SCRIPT, STYLE = "swagger-ui-bundle.min.js", "swagger-ui.min.css"
# It may ask this API and nobody else.
SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)


def description_answer(openapi: Path) -> Answer:
    """Return the description of the API, OpenAPI 3.1."""
    return Answer(body=openapi.read_text("utf-8"), media_type=JSON, headers=PUBLIC)


def docs_answer(swagger_ui: Path) -> Answer:
    """Return a page of Swagger UI, from the folder that it lies in, on the description beside the page."""
    style, script = ((swagger_ui / name).read_text("utf-8") for name in (STYLE, SCRIPT))
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Broadsheet</title>\n'
        f'<style>{style}</style>\n</head>\n<body>\n<div id="docs"></div>\n<script>{script}</script>\n'
        '<script>SwaggerUIBundle({url: "openapi.json", dom_id: "#docs"})</script>\n</body>\n</html>\n'
    )
    return Answer(
        body=page, media_type="text/html", headers={**PUBLIC, "Content-Security-Policy": SECURITY_POLICY}
    )
