"""The event log as people read it: who did what, to which thing, on whose behalf, old and new."""
