"""`broadsheet erase`: what is left of an article in the table and the buckets, on moto."""

from pathlib import Path

import pytest

from broadsheet.errors import ArticleErasedError
from broadsheet.identity import article_id
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE
from tests.builders import URL, feed_file, later
from tests.cli.deployed import GOOD, OTHER, SPELLINGS, Deployed

SECRET = "Jonathan Quillfeather"
LARGE = "<p>" + "".join(map(chr, range(0x4E00, 0x9FFF))) * 6 + f"</p><p>{SECRET}</p>"
ID = article_id(URL)
NAMED = "articles/harbour/9_Quillfeather.md"
FEED = "articles/harbour/feed.xml"


def feed(*urls: str) -> bytes:
    items = "".join(
        f"<item><title>{SECRET} {n}</title><link>{url}</link><description>Of {url}.</description></item>"
        for n, url in enumerate(urls)
    )
    return f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()


@pytest.fixture
def told(archive: Deployed) -> Deployed:
    """An archive in which one article has a past, large bodies, and a raw document that was deleted."""
    archive.drop(GOOD, feed_file(title=SECRET, body=LARGE, published_at=later(1)))
    archive.drop(NAMED, feed_file(title=f"{SECRET} again", published_at=later(2)))
    archive.drop(NAMED, f"[{SECRET}]".encode())
    archive.ingest()
    archive.aws.s3.delete_object(Bucket=RAW_BUCKET, Key=NAMED)
    return archive


def everything(archive: Deployed) -> str:
    """Return all that the table and the buckets hold, in all versions, with the keys."""
    said = [repr(item) for item in archive.aws.dynamodb.scan(TableName=TABLE)["Items"]]
    for bucket in (RAW_BUCKET, CONTENT_BUCKET):
        listed = archive.aws.s3.list_object_versions(Bucket=bucket)
        said += [marker["Key"] for marker in listed.get("DeleteMarkers", [])]
        for version in listed.get("Versions", []):
            said.append(version["Key"])
            named = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
            said.append(archive.aws.s3.get_object(**named)["Body"].read().decode("utf-8", "replace"))  # type: ignore[arg-type]
    return "\n".join(said)


def erase(archive: Deployed, *options: str, named: str = URL) -> None:
    result = archive.run("erase", "--reason", "by law", "--yes", *options, named)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("named", SPELLINGS)
def test_no_byte_of_an_erased_article_is_left_but_a_tombstone(named: str, told: Deployed) -> None:
    assert everything(told).count("Quillfeather") > 3
    erase(told, named=named)
    left = everything(told)
    assert "Quillfeather" not in left
    assert URL not in left
    assert left.count(ID) == 1
    with pytest.raises(ArticleErasedError, match="by law"):
        told.aws.catalogue.article(ID)


def test_neither_a_replay_nor_the_audit_brings_an_erased_article_back_or_complains(told: Deployed) -> None:
    erase(told)
    for _ in range(2):
        told.run("replay", "--rate", "10000")
        told.ingest()
        result = told.run("audit", "--repair")
        assert result.exit_code == 0, result.output
    assert told.aws.catalogue.article(article_id("https://news.example/2")).article.raw.key == OTHER
    assert "Quillfeather" not in everything(told)


def test_what_is_dropped_of_an_erased_article_is_not_stored_and_goes_when_it_is_erased_again(
    told: Deployed,
) -> None:
    erase(told)
    told.drop(GOOD, feed_file(title=SECRET, url=URL + "?utm_source=x"))
    told.ingest()
    with pytest.raises(ArticleErasedError):
        told.aws.catalogue.article(ID)
    audit = told.run("audit")
    assert (audit.exit_code, "1 raw documents of erased articles" in audit.output) == (0, True)
    erase(told)
    assert "Quillfeather" not in everything(told)


def test_an_article_is_erased_before_it_arrives(archive: Deployed) -> None:
    erase(archive, named="https://news.example/9")
    archive.drop(GOOD, feed_file(url="https://www.news.example/9/", title=SECRET))
    archive.ingest()
    with pytest.raises(ArticleErasedError):
        archive.aws.catalogue.article(article_id("https://news.example/9"))
    assert archive.run("audit", "--repair").exit_code == 0


def test_it_asks_and_does_nothing_without_a_yes(told: Deployed) -> None:
    before = everything(told)
    result = told.run("erase", "--reason", "by law", URL)
    assert result.exit_code == 1
    assert "3 editions in the table" in result.output
    assert "3 raw documents that hold nothing else" in result.output
    assert "1 rejected versions of the same raw documents" in result.output
    assert everything(told) == before


def test_a_raw_document_of_several_articles_is_left_until_somebody_says_what_to_do_with_it(
    archive: Deployed,
) -> None:
    archive.drop(FEED, feed(URL, "https://news.example/3"))
    archive.ingest()
    result = archive.run("erase", "--reason", "by law", "--yes", URL)
    assert result.exit_code == 1
    assert "1 raw documents that hold other articles, too" in result.output
    assert "--shared keep" in result.output
    assert archive.aws.catalogue.article(ID).revision == 2


@pytest.mark.parametrize(("fate", "versions"), [("keep", 1), ("remove", 0)])
def test_a_raw_document_of_several_articles_is_kept_or_removed_and_the_others_stay(
    fate: str, versions: int, archive: Deployed
) -> None:
    archive.drop(FEED, feed(URL, "https://news.example/3"))
    archive.ingest()
    erase(archive, "--shared", fate)
    listed = archive.aws.s3.list_object_versions(Bucket=RAW_BUCKET, Prefix=FEED).get("Versions", [])
    assert len(listed) == versions
    archive.run("replay", "--rate", "10000")
    archive.ingest()
    assert archive.aws.catalogue.article(article_id("https://news.example/3")).revision == 1
    assert archive.run("audit", "--repair").exit_code == 0
    with pytest.raises(ArticleErasedError):
        archive.aws.catalogue.article(ID)


def test_an_erasure_that_stopped_half_way_is_done_again(
    told: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("broadsheet_cli.erasing.remove_versions", lambda *_: 1 / 0)
        told.run("erase", "--reason", "by law", "--yes", URL)
    assert "Quillfeather" in everything(told)
    erase(told)
    assert "Quillfeather" not in everything(told)


def test_what_is_neither_an_address_nor_an_id_is_erased_by_nobody(archive: Deployed) -> None:
    assert archive.run("erase", "--reason", "by law", "--yes", "nope").exit_code == 2


def test_an_address_is_read_by_the_operators_own_rules(archive: Deployed, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[[identity]]\nwhy = 'its old name'\nhosts = ['old.example']\nhost = 'news.example'\n")
    erase(archive, "--rules", str(rules), named=URL.replace("news.example", "old.example"))
    with pytest.raises(ArticleErasedError):
        archive.aws.catalogue.article(ID)
