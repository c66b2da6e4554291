"""Where things lie in a checkout of the project, and in the folder that the local system keeps in it."""

import os
from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import BroadsheetError

TOOLS = ".local/tools"
HOME = "BROADSHEET_HOME"


class ToolMissingError(BroadsheetError):
    """A program that the local system needs has not been installed into the checkout."""

    code = "tool_missing"


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """A checkout at `root`; what the local system keeps is under `home`, and may be deleted when it is down.

    `home` holds `state` (the articles), `build` (what `sam build` made) and `logs`.
    """

    root: Path
    home: Path

    @property
    def state(self) -> Path:
        """What the local engine stores: all that must survive a restart."""
        return self.home / "state"

    @property
    def up(self) -> Path:
        """The file that has the engine's address while the system is up; a crash may leave it behind."""
        return self.state / "up"

    @property
    def build(self) -> Path:
        """What `sam build` made for this machine."""
        return self.home / "build"

    @property
    def logs(self) -> Path:
        """What the engine, its functions and the SAM CLI said."""
        return self.home / "logs"

    def tool(self, environment: str, program: str) -> Path:
        """Return the path of a program of one of the checkout's tool environments.

        Raises
        ------
        ToolMissingError
            It is not installed.
        """
        path = self.root / TOOLS / environment / "bin" / program
        if not path.exists():
            raise ToolMissingError(
                f"{program} is not installed in {self.root / TOOLS}: run `make install` there"
            )
        return path


def this_checkout(home: Path | None = None) -> Checkout:
    """Return the checkout that this code runs from.

    Its `home` is the folder given, else the one that BROADSHEET_HOME names, else `.local` in the checkout.
    """
    root = Path(__file__).resolve().parents[3]
    return Checkout(root=root, home=(home or Path(os.environ.get(HOME) or root / ".local")).resolve())
