"""A maker, and the cookie of her phone. Prints the cookie.

Run as `python -m tests.faults.photographer` in a server's environment."""

import os

from flask.sessions import SecureCookieSessionInterface


def main() -> None:
    """Build her through the domain."""
    from marketplace import create_app
    from marketplace.kernel.db import session
    from marketplace.people.models import User
    from marketplace.settings import Settings
    from tests.support import factories as make

    app = create_app(Settings.from_environ(os.environ))
    with app.app_context():
        user = session.get_one(User, make.a_maker().members[0].user_id)
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer
        print(serializer.dumps({"_user_id": f"{user.id}.{user.session_version}", "_fresh": True}))


if __name__ == "__main__":
    main()
