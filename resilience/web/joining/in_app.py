"""Browsers inside chat apps, by what they call themselves.

WeChat empties cookies and storage when its user signs out
(developers.weixin.qq.com, iOS WKWebView); the browsers of LINE and KakaoTalk are web views without downloads.
LINE opens an address with `openExternalBrowser=1` outside (developers.line.biz, LINE URL scheme).
"""

from starlette.requests import Request

#: the app by a part of its User-Agent
APPS = {"MicroMessenger": "WeChat", "Line/": "LINE", "KAKAOTALK": "KakaoTalk"}


def app_of(request: Request) -> str:
    """The chat app in whose browser the page is shown; "" for any other browser."""
    agent = request.headers.get("user-agent", "")
    return next((app for part, app in APPS.items() if part in agent), "")
