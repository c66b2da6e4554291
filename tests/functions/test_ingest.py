"""The ingest function, driven by Lambda's events, on moto."""

import json
from datetime import datetime
from typing import Any

import pytest

from broadsheet.article import Outcome, ParsedDocument, ParsedEntry
from broadsheet.identity import IDENTITY_VERSION, article_id, identify, load_sites
from broadsheet.ingestion import reading
from broadsheet.presenting.article_json import article_json
from broadsheet.retrieval.queries import RejectionQuery
from functions.ingest.app import IngestFunction, lambda_handler
from tests.aws import CONTENT_BUCKET, LARGEST_DOCUMENT, TABLE, Aws
from tests.builders import NOON, URL, feed_file, later, raw_document
from tests.events import lambda_context, read_event
from tests.fakes import FakeArticleStore, FakeRawStore, FakeRetries
from tests.functions.ingesting import HARBOUR, NOTHING_FAILED, receipt_of


def test_an_entry_without_an_address_becomes_an_article_without_one(
    function: IngestFunction, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = ParsedEntry(
        source="harbour",
        raw_title="The lamp",
        raw_url=None,
        published_at=NOON,
        html="<p>Lit.</p>",
        entry_id="17",
    )
    parsed = ParsedDocument(shape="of none", entries=(entry,))
    monkeypatch.setattr(reading, "parse", lambda document: parsed)
    aws.put_raw(HARBOUR, feed_file())
    assert function.handle(read_event("s3-put"), lambda_context()) == NOTHING_FAILED
    article = aws.catalogue.article(identify(entry).id).article
    assert (article.url, article.raw_url, article.content.text) == (None, None, "Lit.")
    assert article.identity_version == IDENTITY_VERSION
    printed = article_json(article)
    assert (printed["url"], printed["raw_url"]) == (None, None)


def test_documents_are_identified_by_what_the_operator_knows_of_their_hosts(aws: Aws) -> None:
    sites = load_sites("[[identity]]\nwhy = 'its name'\nhosts = ['news.example']\nhost = 'new.example'\n")
    function = IngestFunction(aws.raw_store, aws.article_store, FakeRetries(), sites=sites)
    aws.put_raw(HARBOUR, feed_file())
    function.handle(read_event("s3-put"), lambda_context())
    assert aws.catalogue.article(article_id(URL, sites)).article.url == URL
    assert article_id(URL, sites) != article_id(URL)


@pytest.mark.parametrize(
    "event",
    [
        "s3-put",
        "sqs-s3-put",
        "sns-s3-put",
        "sqs-sns-s3-put",
        "sqs-sns-raw-s3-put",
        "eventbridge-s3-put",
        "sqs-eventbridge-s3-put",
        "sqs-sns-eventbridge-s3-put",
    ],
)
def test_a_put_becomes_an_article_and_a_receipt(event: str, function: IngestFunction, aws: Aws) -> None:
    version_id = aws.put_raw(HARBOUR, feed_file())
    assert function.handle(read_event(event), lambda_context()) == NOTHING_FAILED
    stored = aws.catalogue.article(article_id(URL))
    assert stored.article.content.text == "The old lighthouse opens its doors again on Saturday."
    assert stored.article.source == "harbour"
    assert stored.article.raw.version_id == version_id
    receipt = receipt_of(aws, HARBOUR, version_id)
    assert receipt is not None
    assert (receipt.outcome, receipt.article_ids) == (Outcome.CREATED, (article_id(URL),))


def test_an_encoded_key_is_decoded(function: IngestFunction, aws: Aws) -> None:
    key = "articles/港口 新闻/1048573_灯塔 | 50% off？🗼.md"
    version_id = aws.put_raw(key, feed_file())
    function.handle(read_event("s3-put-encoded-key"), lambda_context())
    assert aws.catalogue.article(article_id(URL)).article.source == "港口 新闻"
    assert receipt_of(aws, key, version_id) is not None


def test_a_document_that_can_never_be_an_article_is_rejected_and_not_tried_again(
    function: IngestFunction, aws: Aws
) -> None:
    aws.put_raw(HARBOUR, feed_file())
    aws.put_raw("articles/港口 新闻/1048573_灯塔 | 50% off？🗼.md", feed_file(url="https://news.example/2"))
    bad = "articles/harbour/not-a-feed-file.md"
    version_id = aws.put_raw(bad, b"Dear reader,\n")
    assert function.handle(read_event("sqs-s3-batch"), lambda_context()) == NOTHING_FAILED
    receipt = receipt_of(aws, bad, version_id)
    assert receipt is not None
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, "no_header")
    assert bad in receipt.message


def test_a_document_that_is_gone_is_rejected(function: IngestFunction, aws: Aws) -> None:
    event = read_event("s3-put")
    event["Records"][0]["s3"]["object"]["versionId"] = "3HL4kqtJvjVBH40Nrjfkd"
    function.handle(event, lambda_context())
    receipt = receipt_of(aws, HARBOUR, "3HL4kqtJvjVBH40Nrjfkd")
    assert receipt is not None
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, "missing")


def test_a_document_over_the_limit_is_rejected_without_being_read(function: IngestFunction, aws: Aws) -> None:
    version_id = aws.put_raw(HARBOUR, b" " * (LARGEST_DOCUMENT + 1))
    event = read_event("s3-put")
    event["Records"][0]["s3"]["object"]["versionId"] = version_id
    function.handle(event, lambda_context())
    receipt = receipt_of(aws, HARBOUR, version_id)
    assert receipt is not None
    assert (receipt.outcome, receipt.code) == (Outcome.REJECTED, "too_large")


@pytest.mark.parametrize("event", ["sqs-s3-test", "sqs-sns-s3-test", "s3-delete", "eventbridge-s3-delete"])
def test_notifications_of_no_new_document_do_nothing(event: str, function: IngestFunction, aws: Aws) -> None:
    aws.put_raw(HARBOUR, feed_file())
    assert function.handle(read_event(event), lambda_context()) == NOTHING_FAILED
    assert aws.dynamodb.scan(TableName=TABLE)["Count"] == 0


def test_a_folder_is_passed_over_and_counted(
    environment: None, aws: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.put_raw("articles/harbour/", b"")
    assert lambda_handler(read_event("s3-folder"), lambda_context()) == NOTHING_FAILED
    assert aws.dynamodb.scan(TableName=TABLE)["Count"] == 0
    assert metrics_in(capsys.readouterr().out)["ObjectsPassedOver"] == [1.0]


def test_a_later_good_version_of_a_key_clears_its_rejection_whatever_arrives_first(aws: Aws) -> None:
    versions = [(aws.put_raw(HARBOUR, content), content) for content in (b"Dear reader,", feed_file())]
    for order in (versions, versions[::-1]):
        store = FakeArticleStore()
        documents = [
            raw_document(content, HARBOUR, version_id, put_at=later(number))
            for number, (version_id, content) in enumerate(versions)
        ]
        function = IngestFunction(FakeRawStore(documents), store, FakeRetries())
        for version_id, _ in order:
            event = read_event("s3-put")
            event["Records"][0]["s3"]["object"]["versionId"] = version_id
            function.handle(event, lambda_context())
        assert store.rejections(RejectionQuery()).receipts == ()
        assert len(store.receipts) == 2


def test_a_log_line_tells_what_became_of_a_document_but_not_what_it_says(
    environment: None, aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    aws.put_raw(HARBOUR, feed_file())
    with caplog.at_level("INFO"):
        lambda_handler(read_event("sqs-s3-put"), lambda_context())
    (line,) = [record for record in caplog.records if record.message == "document ingested"]
    told = vars(line)
    assert (told["key"], told["outcome"], told["sources"]) == (HARBOUR, "created", ["harbour"])
    assert "lighthouse" not in str(told)


def test_two_files_of_one_address_are_one_article(function: IngestFunction, aws: Aws) -> None:
    for number, url in enumerate([URL, URL.replace("https:", "http:") + "?utm_source=feed"]):
        key = f"articles/harbour/{number}.md"
        aws.put_raw(key, feed_file(url=url))
        event = json.loads(json.dumps(read_event("s3-put")).replace(HARBOUR, key))
        event["Records"][0]["s3"]["object"]["sequencer"] = f"0{number}"
        function.handle(event, lambda_context())
    stored = aws.catalogue.article(article_id(URL))
    assert (stored.article.raw.key, stored.revision) == ("articles/harbour/0.md", 1)


@pytest.fixture
def environment(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TABLE_NAME": TABLE,
        "CONTENT_BUCKET": CONTENT_BUCKET,
        "QUEUE_URL": "https://queue.example/raw",
        "LARGEST_DOCUMENT_MB": "20",
    }.items():
        monkeypatch.setenv(name, value)


def metrics_in(output: str) -> dict[str, Any]:
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return {key: value for line in lines if "_aws" in line for key, value in line.items()}


def test_the_handler_reads_its_environment_and_counts_outcomes(
    environment: None, aws: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.put_raw(HARBOUR, feed_file())
    assert lambda_handler(read_event("sqs-s3-put"), lambda_context()) == NOTHING_FAILED
    assert aws.catalogue.article(article_id(URL)).first_seen_at > datetime(2024, 1, 1, tzinfo=NOON.tzinfo)
    metrics = metrics_in(capsys.readouterr().out)
    assert metrics["DocumentsCreated"] == [1.0]
    assert metrics["CleaningRemovals"] == [0.0]
    assert metrics["DocumentAge"][0] >= 0
    assert {"FetchTime", "CleanTime", "StoreTime"} <= set(metrics)
