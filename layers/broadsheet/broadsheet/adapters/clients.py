"""How the functions speak to AWS: soon giving up on an answer, and asking again a few times."""

from botocore.config import Config

CLIENT_CONFIG = Config(
    connect_timeout=2,  # seconds
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 4},  # with back-off and jitter
)
