"""The register (台账): its accounts, taking lists in and giving them out, and the life of each."""
