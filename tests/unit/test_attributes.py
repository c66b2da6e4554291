"""Values in DynamoDB's typed form, against the form that boto3 gives them."""

from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adapters.dynamodb.attributes import from_attribute, to_attribute

# Numbers have up to 38 digits in DynamoDB.
SCALARS = st.none() | st.booleans() | st.text() | st.integers(-(10**38) + 1, 10**38 - 1) | st.binary()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_a_value_has_the_form_that_boto3_gives_it(value: Any) -> None:
    assert to_attribute(value) == TypeSerializer().serialize(value)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert from_attribute(to_attribute(value)) == value


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        to_attribute({"score": 0.5})
