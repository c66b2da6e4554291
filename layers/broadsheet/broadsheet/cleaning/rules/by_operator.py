"""The rules that an operator adds without touching the code: a TOML file with the tables' own columns.

[[rule]]
name = "events"
why = "the box of coming events is no part of an article"
hosts = ["example.org"]
selector = "div.events"
"""

import re
import tomllib
from collections.abc import Mapping

import soupsieve

from broadsheet.cleaning.rules.everywhere import DEFAULT_RULES
from broadsheet.cleaning.rules.rule import (
    OF_ELEMENTS,
    OF_LINES,
    Action,
    Rule,
    Rules,
    compile_selector,
    compile_text,
)
from broadsheet.errors import InvalidRulesError

_TEXT_COLUMNS = ("name", "why", "selector", "marked", "link", "text", "action")


def load_rules(toml: str) -> Rules:
    """Return the rules of a TOML text, tried first, with the built-in rules behind them.

    Parameters
    ----------
    toml
        The text of a rules file: `[[rule]]` tables with the columns that docs/cleaning.md lists.

    Returns
    -------
    Rules
        In the order in which they are tried.

    Raises
    ------
    InvalidRulesError
        The text is not TOML, or one of its rules cannot be used; the message says which and why.

    Examples
    --------
    >>> rules = load_rules('''
    ... [[rule]]
    ... name = "motto"
    ... why = "the paper's motto stands under every article"
    ... text = "Light for all[.]?"
    ... ''')
    >>> rules[0].name, len(rules) - len(DEFAULT_RULES)
    ('motto', 1)
    """
    try:
        document = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise InvalidRulesError(f"not TOML: {error}") from error
    tables = document.pop("rule", [])
    document.pop("identity", None)  # what is known of hosts' addresses: the identity reads it
    if document:
        raise InvalidRulesError(f"unknown table {next(iter(document))!r}; rules stand in [[rule]] tables")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InvalidRulesError("rules stand in [[rule]] tables")
    return tuple(_rule(number, table) for number, table in enumerate(tables, 1)) + DEFAULT_RULES


def _rule(number: int, columns: Mapping[str, object]) -> Rule:
    where = f"rule {number} ({columns.get('name', 'no name')})"
    unknown = set(columns) - {*_TEXT_COLUMNS, "hosts"}
    if unknown:
        raise InvalidRulesError(f"{where}: unknown column {min(unknown)!r}")
    texts = {name: columns.get(name, "") for name in _TEXT_COLUMNS}
    hosts = columns.get("hosts", [])
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(hosts, list):
        raise InvalidRulesError(f"{where}: every column is a string, `hosts` is a list of strings")
    if not texts["name"] or not texts["why"]:
        raise InvalidRulesError(f"{where}: `name` and `why` are required")
    rule = Rule(
        name=str(texts["name"]),
        why=str(texts["why"]),
        selector=str(texts["selector"]),
        marked=str(texts["marked"]),
        link=str(texts["link"]),
        text=str(texts["text"]),
        action=_action(where, str(texts["action"] or "drop")),
        hosts=tuple(map(str, hosts)),
    )
    _check_patterns(where, rule)
    return rule


def _action(where: str, name: str) -> Action:
    try:
        return Action(name)
    except ValueError:
        raise InvalidRulesError(f"{where}: `action` is one of {', '.join(Action)}") from None


def _check_patterns(where: str, rule: Rule) -> None:
    if not (rule.selector or rule.marked or rule.link or rule.text):
        raise InvalidRulesError(f"{where}: one of `selector`, `marked`, `link`, `text` is required")
    about, possible = ("lines", OF_LINES) if rule.is_about_lines else ("elements", OF_ELEMENTS)
    if rule.action not in possible:
        raise InvalidRulesError(
            f"{where}: a rule about {about} can {', '.join(sorted(possible))}, but not {rule.action}"
        )
    try:
        if rule.selector:
            compile_selector(rule.selector)
        for pattern in (rule.marked, rule.link, rule.text):
            compile_text(pattern)
    except (soupsieve.SelectorSyntaxError, re.error) as error:
        raise InvalidRulesError(f"{where}: {error}") from error
