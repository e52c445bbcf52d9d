"""What the shop has under one mobile number: found, handed out, and erased on her wish."""
