"""An archive whose items were changed by hand, or that has a past to be spoilt."""

from typing import Any

from broadsheet.identity import article_id
from tests.aws import TABLE
from tests.builders import URL, feed_file, later
from tests.cli.deployed import Deployed


def head_key(url: str = URL) -> dict[str, Any]:
    return {"subject": {"S": f"article#{article_id(url)}"}, "record": {"S": "current"}}


def change_head(archive: Deployed, **attributes: Any) -> dict[str, Any]:
    """Change attributes of the head as a hand would that knows no better, None to take one out."""
    whole = archive.aws.dynamodb.get_item(TableName=TABLE, Key=head_key())["Item"]
    item = {name: value for name, value in {**whole, **attributes}.items() if value is not None}
    archive.aws.dynamodb.put_item(TableName=TABLE, Item=item)
    return whole


def revised(archive: Deployed) -> None:
    """Give the article a second revision, from another document."""
    archive.drop("articles/harbour/2.md", feed_file(body="<p>Later words.</p>", published_at=later(1)))
    archive.ingest()
