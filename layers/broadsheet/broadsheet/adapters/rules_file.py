"""The operator's own rules as a file beside a function's code, for what they say of addresses."""

from pathlib import Path

from aws_lambda_powertools import Logger

from broadsheet.identity import DEFAULT_SITES, Sites, load_sites


def sites_of(rules_file: str, logger: Logger) -> Sites:
    """Return what is known of hosts, with what the operator's rules say of them.

    Parameters
    ----------
    rules_file
        The file; empty for none. One that was not built in beside the function is warned of: without it,
        addresses are looked up by the built-in rules.
    logger
        The function's.

    Raises
    ------
    InvalidRulesError
        The file holds no rules.
    """
    if not rules_file:
        return DEFAULT_SITES
    path = Path(rules_file)
    if not path.exists():
        logger.warning("no rules beside the function: `url` finds by the built-in ones", file=rules_file)
        return DEFAULT_SITES
    return load_sites(path.read_text("utf-8"))
