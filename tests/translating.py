"""The template as SAM makes it plain CloudFormation, by the translator that `sam validate` uses.

The translator stands with the SAM CLI in an environment of its own, whose Python runs this file as a program:
`python tests/translating.py template.yaml Name=value …` prints the translated template.
"""

import json
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PYTHON_OF_SAM = ROOT / ".local" / "tools" / "sam" / "bin" / "python"


@cache
def translated(*parameters: str, template: str = "template.yaml") -> dict[str, Any]:
    """Return the translated template under some parameters, each `Name=value`, and the defaults of others."""
    command = [str(PYTHON_OF_SAM), __file__, template, *parameters]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def main(template: str, *parameters: str) -> None:
    transform = import_module("samtranslator.translator.transform").transform  # in SAM's environment only
    yaml_parse = import_module("samtranslator.yaml_helper").yaml_parse

    class NoManagedPolicies:
        def load(self) -> dict[str, str]:
            return {}

    made = yaml_parse(Path(template).read_text("utf-8"))
    for resource in made["Resources"].values():
        properties = resource.get("Properties", {})
        for code in ("CodeUri", "ContentUri"):
            if code in properties:  # as `sam package` leaves it
                properties[code] = f"s3://built/{properties[code]}"
    values = {name: each.get("Default", "") for name, each in made["Parameters"].items()}
    values |= dict(parameter.split("=", 1) for parameter in parameters)
    sys.stdout.write(json.dumps(transform(made, values, NoManagedPolicies())))


if __name__ == "__main__":
    os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"
    main(*sys.argv[1:])
