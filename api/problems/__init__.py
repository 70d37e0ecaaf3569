"""What went wrong, in one shape (RFC 9457), for programs, terminals and browsers."""
