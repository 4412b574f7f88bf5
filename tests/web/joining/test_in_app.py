"""The browsers of chat apps: the return link comes first, and only downloads need another browser."""

import pytest

from tests.services.held import Held
from tests.web import phone_steps as page
from tests.web.client import Browser

AGENTS = {
    "WeChat": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49",
    "LINE": "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 Line/14.9.0/IAB",
    "KakaoTalk": "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/126.0 Mobile KAKAOTALK 10.8.0",
}


@pytest.mark.parametrize("app", AGENTS)
def test_a_chat_app_is_told_to_keep_the_link_and_offered_no_download(
    phone: Browser, voting: Held, app: str
) -> None:
    page.joined(phone, voting)
    joined = phone.get("/joined", user_agent=AGENTS[app])
    assert f"You are in {app}'s built-in browser" in page.words(joined)
    assert 'id="return-link"' in joined.body
    mine = phone.get("/my-data", user_agent=AGENTS[app])
    assert f"Downloads might not work in {app}" in page.words(mine)
    assert "/my-data/file" not in mine.body


def test_another_browser_is_told_nothing_of_that(phone: Browser, voting: Held) -> None:
    page.joined(phone, voting)
    assert "built-in browser" not in phone.get("/joined").body
    assert "/my-data/file" in phone.get("/my-data").body
