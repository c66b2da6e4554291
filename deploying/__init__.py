"""What `make deploy` looks at before and after it deploys."""
