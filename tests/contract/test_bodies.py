"""What every store of bodies promises."""

import pytest

from broadsheet.ports import BodyStore
from tests.aws import Aws
from tests.fakes import FakeBodyStore

KEY = "bodies/neaf6gphn4llyp23kd5vtcjbmu/1.json.zlib"


@pytest.fixture(params=["fake", "s3"])
def bodies(request: pytest.FixtureRequest) -> BodyStore:
    if request.param == "fake":
        return FakeBodyStore()
    aws: Aws = request.getfixturevalue("aws")
    return aws.bodies


def test_a_body_comes_back_as_it_was_put_however_often(bodies: BodyStore) -> None:
    for _ in range(2):
        bodies.put(KEY, b"\x00The lamp")
        assert bodies.get(KEY) == b"\x00The lamp"
