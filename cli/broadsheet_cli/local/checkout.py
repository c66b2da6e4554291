"""Where things lie in a checkout of the project, and in the folder that the local system keeps in it."""

from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import BroadsheetError

TOOLS = ".local/tools"


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
    """Return the checkout that this code runs from."""
    root = Path(__file__).resolve().parents[2]
    return Checkout(root=root, home=(home or root / ".local").resolve())
