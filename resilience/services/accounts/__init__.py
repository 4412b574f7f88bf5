"""Accounts of the staff: sign-in, second factor, identity provider and granted roles."""
