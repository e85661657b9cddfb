"""What this room states in the ledger, one module per part."""
