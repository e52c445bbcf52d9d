"""Users, sign-in, roles and consent."""
