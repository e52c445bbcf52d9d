"""Papers that leave a printer: numbered without a gap, sealed, the same whenever printed again."""
