"""What went wrong with a copy, in a sentence for the operator."""

NO_DATABASE = "The database does not answer as it should ({}). Nothing was changed."

NO_BUCKET = "the bucket that MEDIA_URL names does not answer."


class BackupError(Exception):
    """Nothing was changed, unless the sentence says otherwise."""
