"""The commands with which an operator sees and repairs everything, on moto."""

import json
from pathlib import Path

import pytest

from broadsheet import PARSER_VERSION
from broadsheet.article import Outcome, RawLocation
from broadsheet.errors import ArticleWithdrawnError
from broadsheet.identity import article_id
from broadsheet.retrieval.queries import ListingQuery
from broadsheet_cli.commands.replay import resume_option
from tests.aws import RAW_BUCKET, TABLE
from tests.builders import URL, feed_file, later, location
from tests.cli.deployed import BAD, GOOD, OTHER, SPELLINGS, Deployed


def test_without_a_stack_every_command_says_so_in_a_sentence(deployed: Deployed) -> None:
    result = deployed.run("audit", "--stack", "nowhere")
    assert result.exit_code == 1
    assert "no stack named 'nowhere'" in result.stderr


def test_rejections_are_listed_with_their_reasons(archive: Deployed) -> None:
    lines = archive.run("rejections").output.splitlines()
    assert len(lines) == 1
    assert "no_header" in lines[0]
    assert BAD in lines[0]


def test_rejections_can_be_read_by_programs(archive: Deployed) -> None:
    (line,) = archive.run("rejections", "--json").output.splitlines()
    assert (json.loads(line)["key"], json.loads(line)["code"]) == (BAD, "no_header")


def test_a_repaired_document_is_no_rejection_any_more(archive: Deployed) -> None:
    archive.drop(BAD, feed_file(url="https://news.example/3"))
    archive.ingest()
    assert archive.run("rejections").output == "no rejections\n"


def test_a_dismissed_rejection_is_off_the_list_for_good(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = archive.run("rejections", "--dismiss", BAD)
    assert (result.exit_code, result.output) == (0, f"dismissed: {BAD}\n")
    assert archive.run("rejections").output == "no rejections\n"
    for version in (PARSER_VERSION, PARSER_VERSION + 1):
        monkeypatch.setattr("broadsheet.ingestion.ingest.PARSER_VERSION", version)
        archive.run("replay", "--rate", "10000")
        archive.ingest()
        assert archive.run("rejections").output == "no rejections\n"
    assert archive.run("audit").exit_code == 0


def test_a_later_bad_version_of_a_dismissed_key_is_a_rejection_of_its_own(archive: Deployed) -> None:
    archive.run("rejections", "--dismiss", BAD)
    archive.drop(BAD, b"")
    archive.ingest()
    assert "empty_file" in archive.run("rejections").output


def test_a_key_without_a_rejection_cannot_be_dismissed(archive: Deployed) -> None:
    for key in (GOOD, "nothing.md"):
        result = archive.run("rejections", "--dismiss", key)
        assert (result.exit_code, f"no rejection stands of {key}" in result.stderr) == (1, True)


def test_replay_sends_every_version_through_the_queue_again(archive: Deployed) -> None:
    archive.drop(GOOD, feed_file(title="Revised"))
    archive.ingest()
    result = archive.run("replay", "--rate", "10000")
    assert "4 documents" in result.output
    assert sorted(archive.queued()) == sorted([GOOD, GOOD, OTHER, BAD])


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (["--prefix", "articles/港口/"], [OTHER]),
        (["--outcome", "rejected"], [BAD]),
        (["--outcome", "created"], [GOOD, OTHER]),
        (["--parser-older-than", "1"], []),
        (["--parser-older-than", "1000"], [GOOD, BAD, OTHER]),
        (["--without-receipt"], []),
        (["--since", "2999-01-01"], []),
        (["--since", "2001-01-01T00:00:00"], [GOOD, BAD, OTHER]),
        (["--start-after", GOOD], [BAD, OTHER]),
    ],
)
def test_replay_takes_a_choice(options: list[str], keys: list[str], archive: Deployed) -> None:
    archive.run("replay", "--rate", "10000", *options)
    assert archive.queued() == keys


MENDING = [("replay", "--rate", "10000"), ("replay", "--without-receipt"), ("audit", "--repair")]


@pytest.mark.parametrize("is_notified", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 0)])
@pytest.mark.parametrize("command", MENDING, ids=lambda command: command[0])
def test_versions_of_one_second_are_in_the_order_of_s3s_list_whatever_notifications_were_lost(
    is_notified: tuple[int, ...],
    command: tuple[str, ...],
    deployed: Deployed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number, notified in enumerate(is_notified):
        content = feed_file(title=f"{number}", published_at=later(-number))
        if notified:
            deployed.drop(GOOD, content)
        else:
            next(deployed.puts)
            deployed.aws.put_raw(GOOD, content)
    for module in ("broadsheet.adapters.s3", "broadsheet_cli.raw_versions"):
        monkeypatch.setattr(f"{module}.whole_milliseconds", lambda _: later(1))
    deployed.ingest()
    deployed.run(*command)
    deployed.ingest()
    catalogue, id_ = deployed.aws.catalogue, article_id(URL)
    revisions = [catalogue.article(id_, number + 1).article.content.title for number in range(3)]
    assert revisions == ["0", "1", "2"]


def test_replay_can_find_documents_whose_notification_was_lost(archive: Deployed) -> None:
    archive.aws.put_raw("articles/harbour/lost.md", feed_file(url="https://news.example/4"))
    archive.run("replay", "--without-receipt")
    assert archive.queued() == ["articles/harbour/lost.md"]


def test_a_replayed_archive_is_as_it_was(archive: Deployed) -> None:
    before = archive.aws.dynamodb.scan(TableName=TABLE)["Items"]
    archive.run("replay", "--rate", "10000")
    archive.ingest()
    assert archive.aws.dynamodb.scan(TableName=TABLE)["Items"] == before


@pytest.mark.parametrize(
    ("sent", "option"),
    [
        (0, "no --start-after"),
        (1, "no --start-after"),
        (2, "--start-after a"),
        (3, """--start-after 'it'"'"'s "b".md'"""),
    ],
)
def test_a_stopped_replay_says_where_to_go_on_without_leaving_a_version_out(sent: int, option: str) -> None:
    chosen = [location("a", "v2"), location("a", "v1"), location('it\'s "b".md'), location("z")]
    assert resume_option(chosen, sent) == option


def test_redrive_moves_the_dead_letters_back(archive: Deployed) -> None:
    for number in range(12):
        archive.aws.sqs.send_message(QueueUrl=archive.dead_letter_queue_url, MessageBody=f"{number}")
    result = archive.run("redrive")
    assert "12 moved" in result.output
    assert sorted(archive.take(), key=int) == [f"{number}" for number in range(12)]
    assert "Messages" not in archive.aws.sqs.receive_message(QueueUrl=archive.dead_letter_queue_url)


@pytest.mark.parametrize("named", SPELLINGS)
def test_an_article_is_withdrawn_by_id_or_any_spelling_of_its_address_and_restored(
    named: str, archive: Deployed
) -> None:
    assert archive.run("withdraw", "--reason", "court", named).exit_code == 0
    with pytest.raises(ArticleWithdrawnError, match="court"):
        archive.aws.catalogue.article(article_id(URL))
    assert archive.run("restore", named).exit_code == 0
    assert archive.aws.catalogue.article(article_id(URL)).withdrawal is None


def test_an_address_is_read_by_the_operators_own_rules(archive: Deployed, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[[identity]]\nwhy = 'its old name'\nhosts = ['old.example']\nhost = 'news.example'\n")
    old = URL.replace("news.example", "old.example")
    assert "which has not arrived yet" in archive.run("withdraw", "--reason", "court", old).stdout
    assert archive.run("withdraw", "--reason", "court", "--rules", str(rules), old).exit_code == 0
    with pytest.raises(ArticleWithdrawnError, match="court"):
        archive.aws.catalogue.article(article_id(URL))


@pytest.mark.parametrize(("named", "dropped"), list(zip(SPELLINGS, SPELLINGS[:0:-1], strict=False)))
def test_an_article_withdrawn_before_it_arrives_is_withdrawn_when_it_does_under_any_spelling(
    named: str, dropped: str, deployed: Deployed
) -> None:
    assert "has not arrived yet" in deployed.run("withdraw", "--reason", "court", named).stdout
    deployed.drop(GOOD, feed_file(url=dropped))
    deployed.ingest()
    with pytest.raises(ArticleWithdrawnError, match="court"):
        deployed.aws.catalogue.article(article_id(URL))
    assert deployed.aws.catalogue.articles(ListingQuery()).articles == ()
    (tombstone,) = deployed.aws.catalogue.articles(ListingQuery(order="changed")).articles
    assert (tombstone.id, tombstone.source) == (article_id(URL), "harbour")


@pytest.mark.parametrize("dropped", SPELLINGS[1:])
def test_a_withdrawn_article_stays_so_when_it_arrives_again_under_any_spelling(
    dropped: str, archive: Deployed
) -> None:
    archive.run("withdraw", "--reason", "court", URL)
    archive.drop("articles/harbour/2.md", feed_file(url=dropped, title="Again", published_at=later()))
    archive.ingest()
    with pytest.raises(ArticleWithdrawnError, match="court"):
        archive.aws.catalogue.article(article_id(URL))
    assert len(archive.aws.catalogue.articles(ListingQuery()).articles) == 1


def test_what_is_neither_an_address_nor_an_id_is_withdrawn_by_nobody(archive: Deployed) -> None:
    result = archive.run("withdraw", "--reason", "court", "nope")
    assert (result.exit_code, "neither an address nor an id" in result.stderr) == (2, True)


def test_deleting_a_raw_file_deletes_no_article(archive: Deployed) -> None:
    archive.aws.s3.delete_object(Bucket=RAW_BUCKET, Key=GOOD)
    archive.run("replay", "--rate", "10000")
    archive.ingest()
    assert archive.aws.catalogue.article(article_id(URL)).article.raw.key == GOOD
    assert archive.run("audit").exit_code == 0


def test_a_receipt_outlives_a_replay(archive: Deployed) -> None:
    (version,) = archive.aws.s3.list_object_versions(Bucket=RAW_BUCKET, Prefix=BAD)["Versions"]
    document = RawLocation(bucket=RAW_BUCKET, key=BAD, version_id=version["VersionId"])
    archive.run("replay", "--outcome", "rejected")
    archive.ingest()
    assert archive.aws.receipts.find([document])[document].outcome is Outcome.REJECTED
