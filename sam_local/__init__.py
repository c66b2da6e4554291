"""The functions as they are deployed, run in Lambda's own runtime on this machine."""
