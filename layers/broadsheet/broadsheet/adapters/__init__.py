"""AWS behind the ports: the only modules that import botocore."""
