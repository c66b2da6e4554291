"""`broadsheet` itself: its version, and its help."""

from importlib import metadata

from click.testing import CliRunner

from broadsheet_cli.main import main


def test_the_version_is_the_package_s() -> None:
    assert (
        CliRunner().invoke(main, ["--version"]).output
        == f"broadsheet, version {metadata.version('broadsheet')}\n"
    )


def test_help_names_every_command() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(name in output for name in main.commands)


def test_every_command_has_a_summary_that_fits_its_line() -> None:
    lines = CliRunner().invoke(main, ["--help"], terminal_width=80).output.splitlines()

    listed = lines[lines.index("Commands:") + 1 :]
    assert len(listed) == len(main.commands)
    assert not [line for line in listed if line.endswith("...")]
