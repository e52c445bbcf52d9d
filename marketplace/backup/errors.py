"""What went wrong with a copy, in a sentence for the operator."""

from sqlalchemy.exc import SQLAlchemyError

from marketplace.kernel.errors import cause

NO_DATABASE = "The database does not answer as it should ({}). Nothing was changed."

NO_BUCKET = "the bucket that MEDIA_URL names does not answer."


def no_database(error: SQLAlchemyError) -> str:
    """What the database said, in its first line."""
    return NO_DATABASE.format(cause(error))


class BackupError(Exception):
    """Nothing was changed, unless the sentence says otherwise."""
