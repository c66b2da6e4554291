"""The whole system on this machine: a checkout, the engine that plays AWS, the deployment, the inbox."""
