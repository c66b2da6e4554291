"""`broadsheet reader-url`: links to the pages, against a stack on moto."""

import pytest

from broadsheet.adapters.dynamodb.signing_keys import DynamoDbPassKeys
from broadsheet_pages.access import Openness
from tests.aws import TABLE, read_template
from tests.cli.deployed import Deployed
from tests.functions.visiting import site_on, visit

API = "https://api.example"


def cookie(archive: Deployed, link: str) -> str:
    """Return the cookie that a link is good for; empty where it is good for none."""
    assert link.startswith(f"{API}/enter?pass=")
    seen = visit(site_on(archive.aws, Openness.PRIVATE), link.strip().removeprefix(API))
    return seen.fields.get("Set-Cookie", "").partition(";")[0]


def test_a_link_lets_in_until_it_is_revoked(archive: Deployed) -> None:
    done = archive.run("reader-url", "--name", "ada", "--days", "400")
    assert done.exit_code == 0, done.output
    opened = cookie(archive, done.output)
    assert visit(site_on(archive.aws, Openness.PRIVATE), "/", Cookie=opened).status == 200
    assert archive.run("reader-url", "--list").output == "ada\n"
    assert archive.run("reader-url", "--name", "ada", "--revoke").output == "revoked: ada\n"
    assert visit(site_on(archive.aws, Openness.PRIVATE), "/", Cookie=opened).status == 403
    assert "nothing to revoke" in archive.run("reader-url", "--name", "ada", "--revoke").output


def test_a_link_for_operators_is_one_of_its_own(archive: Deployed) -> None:
    assert cookie(archive, archive.run("reader-url", "--operator").output).startswith("broadsheet_operator=")
    assert cookie(archive, archive.run("reader-url").output).startswith("broadsheet_reader=")
    assert archive.run("reader-url", "--list").output == "operator\nreader\n"


def test_operators_may_make_and_take_back_links_by_the_policy_that_the_stack_offers(
    archive: Deployed,
) -> None:
    calls: set[str] = set()
    archive.aws.dynamodb.meta.events.register(
        "before-call.dynamodb", lambda model, **_: calls.add(f"dynamodb:{model.name}")
    )
    keys = DynamoDbPassKeys(archive.aws.dynamodb, TABLE)
    assert keys.find_or_make("ada") == keys.find_or_make("ada") == keys.find("ada")
    assert (keys.names(), keys.remove("ada"), keys.find("ada")) == (("ada",), True, None)
    policy = read_template()["Resources"]["OperatorPolicy"]["Properties"]["PolicyDocument"]
    allowed = {action for each in policy["Statement"] for action in each["Action"]}
    assert calls <= allowed


def test_a_name_that_no_key_can_have_is_refused(archive: Deployed) -> None:
    assert archive.run("reader-url", "--name", "No Such Name").exit_code == 2


def test_where_the_pages_are_off_it_says_how_to_open_them(
    archive: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet_cli.commands.reader_url.parameter_of", lambda *_: "off")
    done = archive.run("reader-url")
    assert done.exit_code == 1
    assert "PublicReader=private" in done.output
