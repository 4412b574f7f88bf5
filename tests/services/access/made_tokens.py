"""A token for programs in an installation that a server runs."""

from resilience.services.access.api_tokens import make_token
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from tests.services.held import HOST, KEY


def token_for_all(store: Store) -> str:
    """A token of the host for all workshops; the key of the server is not needed to read with it."""
    return make_token(store, KEY, HOST, workshops_of(store, HOST)[0].code, every=True)
