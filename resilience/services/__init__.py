"""One function per thing a user does: authorise, one transaction, a frozen result."""
