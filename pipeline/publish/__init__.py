"""Publishing: the flat records, the export tables, their codebook and the checks on them."""
