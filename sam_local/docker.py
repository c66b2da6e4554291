"""Docker, as far as it is needed here: Lambda's image, and the address that containers reach us at."""

import json
import subprocess
import sys
from ipaddress import ip_network

from broadsheet.errors import BroadsheetError

LOOPBACK = "127.0.0.1"


class DockerError(BroadsheetError):
    """Docker does not run, or could not do what it was told. The message ends with what it said."""

    code = "docker"


def docker(*arguments: str) -> str:
    """Run a docker command and return its output.

    Raises
    ------
    DockerError
        There is no docker, or it failed.
    """
    try:
        done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True)  # noqa: S607  # the one on PATH
    except FileNotFoundError:
        raise DockerError("docker is not installed") from None
    except subprocess.CalledProcessError as failed:
        raise DockerError(f"docker {arguments[0]} failed: {failed.stderr.strip()}") from failed
    return done.stdout.strip()


def pull_unless_here(image: str) -> None:
    """Have an image on this machine.

    Raises
    ------
    DockerError
        It is neither here nor to be had.
    """
    if not docker("image", "ls", "--quiet", image):
        docker("pull", "--quiet", image)


def address_for_containers() -> str:
    """Return the address to listen at for containers to reach it as host.docker.internal.

    On Linux this is the address of Docker's bridge. Elsewhere Docker passes connections on to loopback.
    """
    if sys.platform != "linux":
        return LOOPBACK
    network = json.loads(docker("network", "inspect", "bridge"))[0]["IPAM"]["Config"][0]
    # Before the first container runs, Docker names the network only: the bridge is its first address.
    return str(network.get("Gateway") or next(ip_network(network["Subnet"]).hosts()))
