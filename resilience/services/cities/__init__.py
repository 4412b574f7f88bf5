"""Peer cities, the network, and what is published for them."""
