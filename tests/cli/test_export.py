"""The articles out of the store, into files, on moto."""

import json
from pathlib import Path

import pytest

from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.identity import article_id
from broadsheet.retrieval.queries import ListingQuery, Page
from tests.builders import URL, feed_file
from tests.cli.deployed import BAD, GOOD, OTHER, Deployed

LAMP = '<p>The lamp is lit.</p><p><img src="https://news.example/lamp.jpg" alt="A lamp"></p>'


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def export(deployed: Deployed, *words: str) -> str:
    result = deployed.run("export", *words)
    assert result.exit_code == 0, result.output
    return result.output


def test_standard_output_gets_json_lines_of_what_the_api_serves(archive: Deployed) -> None:
    lines = [json.loads(line) for line in export(archive, "-").splitlines()]

    assert {line["raw"]["key"] for line in lines} == {GOOD, OTHER}
    stored = archive.aws.catalogue.article(article_id(URL))
    exported = next(line for line in lines if line["id"] == article_id(URL))
    assert exported["html"] == stored.article.content.html
    assert exported["revision"] == stored.revision


def test_a_folder_gets_a_file_each_in_folders_by_source(archive: Deployed, tmp_path: Path) -> None:
    assert "2 written" in export(archive, str(tmp_path / "out"))

    written = files(tmp_path / "out")
    assert sorted(name.partition("/")[0] for name in written) == ["harbour", "港口"]
    assert {json.loads(text)["raw"]["key"] for text in written.values()} == {GOOD, OTHER}


def test_markdown_has_front_matter_and_keeps_the_images_addresses(archive: Deployed, tmp_path: Path) -> None:
    archive.drop("articles/harbour/lamp.md", feed_file('A "lamp"', "https://news.example/lamp", LAMP))
    archive.ingest()

    export(archive, "--format", "markdown", str(tmp_path / "out"))

    (text,) = [text for text in files(tmp_path / "out").values() if "lamp.jpg" in text]
    assert text.startswith("---\nid: ")
    assert 'title: "A \\"lamp\\""' in text
    assert "https://news.example/lamp.jpg" in text


def test_text_is_the_title_and_the_text(archive: Deployed, tmp_path: Path) -> None:
    export(archive, "--format", "text", str(tmp_path / "out"))

    content = archive.aws.catalogue.article(article_id(URL)).article.content
    assert f"{content.title}\n\n{content.text}\n" in files(tmp_path / "out").values()


def test_a_second_export_writes_only_what_has_changed(archive: Deployed, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"))
    archive.drop(GOOD, feed_file(title="Another title"))
    archive.ingest()

    assert "1 written, 1 were there already, 0 removed" in export(archive, str(tmp_path / "out"))

    texts = files(tmp_path / "out").values()
    assert len(texts) == 2
    assert any("Another title" in text for text in texts)
    assert "0 written, 2 were" in export(archive, str(tmp_path / "out"))


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return in which orders the articles are listed."""
    orders: list[str] = []
    articles = DynamoDbCatalogue.articles

    def noted(catalogue: DynamoDbCatalogue, query: ListingQuery) -> Page:
        orders.append(query.order)
        return articles(catalogue, query)

    monkeypatch.setattr(DynamoDbCatalogue, "articles", noted)
    return orders


def test_a_later_export_follows_the_order_of_change(
    archive: Deployed, tmp_path: Path, listed: list[str]
) -> None:
    out = str(tmp_path / "out")
    export(archive, out)
    archive.drop("harbour/new.md", feed_file("New", "https://news.example/new"))
    archive.drop(OTHER, feed_file("Other words", "https://news.example/2"))
    archive.ingest()
    archive.run("withdraw", "--reason", "court", URL)
    listed.clear()

    export(archive, out)

    assert set(listed) == {"changed"}
    followed = files(tmp_path / "out")
    export(archive, str(tmp_path / "anew"))
    assert followed == files(tmp_path / "anew")
    assert "0 written" in export(archive, out)

    archive.run("restore", URL)
    assert "1 written" in export(archive, out)


def test_an_article_that_is_chosen_no_longer_leaves_the_folder(archive: Deployed, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    export(archive, "--language", "en", out)
    zh = "<p>港口的灯塔每天晚上都亮着，照着海上的船。" * 5 + "</p>"
    archive.drop(GOOD, feed_file("灯塔", body=zh))
    archive.ingest()

    assert "1 removed" in export(archive, "--language", "en", out)


def test_an_export_that_was_stopped_lists_everything_again(
    archive: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: list[str]
) -> None:
    out = str(tmp_path / "out")
    with monkeypatch.context() as stopped:
        stopped.setattr("broadsheet_cli.commands.export.FolderExport.remove", _interrupt)
        archive.run("export", out)
    listed.clear()

    assert "0 written, 2 were there already" in export(archive, out)
    assert listed == ["published"]


def _interrupt(*_: object) -> int:
    raise KeyboardInterrupt


def test_what_is_withdrawn_leaves_the_folder(archive: Deployed, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"))
    archive.run("withdraw", "--reason", "court", URL)

    assert "1 removed" in export(archive, str(tmp_path / "out"))
    assert len(files(tmp_path / "out")) == 1


def test_a_file_that_was_lost_is_written_again(archive: Deployed, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"))
    next(path for path in (tmp_path / "out" / "harbour").iterdir()).unlink()

    assert "1 written, 1 were" in export(archive, str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (["--source", "harbour"], {GOOD}),
        (["--source", "nobody"], set()),
        (["--from", "2999-01-01"], set()),
        (["--to", "2999-01-01"], {GOOD, OTHER}),
        (["--language", "xx"], set()),
    ],
)
def test_a_part_can_be_chosen(options: list[str], keys: set[str], archive: Deployed) -> None:
    exported = [json.loads(line) for line in export(archive, *options, "-").splitlines()]

    assert {line["raw"]["key"] for line in exported} == keys


def test_a_language_chooses_its_scripts_and_no_other(archive: Deployed) -> None:
    zh = "<p>港口的灯塔每天晚上都亮着，照着海上的船。" * 5 + "</p>"
    archive.drop(BAD, feed_file("灯塔", "https://news.example/zh", zh))
    archive.ingest()

    exported = [json.loads(line) for line in export(archive, "--language", "zh", "-").splitlines()]

    assert [line["title"] for line in exported] == ["灯塔"]


def test_a_folder_of_another_export_is_refused_and_stays(archive: Deployed, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"))

    for options in (["--format", "text"], ["--source", "harbour"]):
        result = archive.run("export", *options, str(tmp_path / "out"))
        assert result.exit_code == 1
        assert "other options" in result.stderr
    assert len(files(tmp_path / "out")) == 2


def test_a_title_of_any_letters_is_a_name_of_a_file(archive: Deployed, tmp_path: Path) -> None:
    title = "../../港口 " * 60 + "?"
    archive.drop(BAD, feed_file(title, "https://news.example/long"))
    archive.ingest()

    export(archive, str(tmp_path / "out"))

    assert len(files(tmp_path / "out")) == 3
    assert all(len(Path(name).name.encode()) < 200 for name in files(tmp_path / "out"))
