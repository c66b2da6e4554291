"""What went, by which rule and why: every removal of every golden article can say so."""

from pathlib import Path

import pytest

from broadsheet.cleaning import clean, explain
from broadsheet.parsing import parse
from tests.builders import raw_document
from tests.unit.cleaning.entries import PROSE, entry

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "cleaning").glob("*.md"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_removal_says_why(path: Path) -> None:
    for one in parse(raw_document(path.read_bytes(), key=f"articles/golden/{path.name}")).entries:
        content, notes = explain(one)
        assert content == clean(one)
        assert all(note.rule and note.why for note in notes)
        assert {note.rule for note in notes} == {removal.rule for removal in content.removed}


def test_a_tag_is_named_as_a_selector_names_it() -> None:
    made = entry(f"<p>{PROSE}</p><div id=box class='share-row wide'>Tell your friends</div>")
    (note,) = explain(made)[1]
    assert note.tag == "div#box.share-row.wide"
    assert note.text == "Tell your friends"
