"""The order of work, and what a raw document does to the store: ingest, store, receipts, withdrawals."""
