"""A hall on one server: joining, answering, the reveal, and the phone page on a slow network.

Run as `python -m benchmarks.hall` in the folder of the project: prints figures, asserts nothing.
The aims are that all phones of a hall show the reveal within 3 s, and that the page can be used
1.5 s after it was opened on slow 3G. The phones run on the same machine as the server and take a good
part of it; the server's processor time is what does not depend on that. Slow 3G is that of the
browser's own tools: a wait for each request, none for opening the connection.
"""

import asyncio
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.phones import Phone
from benchmarks.scorecards import URBAN
from benchmarks.served import served
from resilience.framework import Levels, load_framework
from resilience.services.counting import rounds
from tests.live import Server, launched
from tests.services.held import Held, set_up

PHONES = 200
#: indicators that everybody answers one after the other, and mean seconds between two of them:
#: less than people take
ANSWERS, PAUSE = 15, 2.0
#: one answer of so many comes with a comment
COMMENTED = 10
#: seconds within which requests are counted together, and in which phones settle after a move
WINDOW, SETTLED = 0.1, 7.0
AIM_REVEAL, AIM_PAGE = 3.0, 1500
#: bit/s both ways, and milliseconds that every request waits
SLOW, LATENCY = 400_000, 400
#: records when the first level can be seen, and pressed as a button of a plain form
WATCH = """
const look = () => {
  const button = document.querySelector("section.screen:not([hidden]) button.level");
  if (button && button.getBoundingClientRect().height && button.form) {
    requestAnimationFrame(() => setTimeout(() => { window.pressable = performance.now(); }));
  } else { requestAnimationFrame(look); }
};
requestAnimationFrame(look);
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [script] = performance.getEntriesByType("resource").filter((r) => r.name.includes("sheet.js"));
  return {
    plain: window.pressable,
    scripted: Math.max(window.pressable, page.domContentLoadedEventStart),
    waterfall: [page, script].filter(Boolean).map((r) =>
      [r.name.replace(location.origin, ""), r.startTime, r.responseStart, r.responseEnd]),
  };
}"""


def spread(seconds: Sequence[float]) -> str:
    """Median, 95 % and longest, in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return (
        f"median {statistics.median(ordered):.0f} ms, 95 % {late:.0f} ms, max {ordered[-1]:.0f} ms"
    )


def busiest(asked: Sequence[float], since: float) -> int:
    """The most requests within any `WINDOW` from some time on."""
    times = sorted(one for one in asked if one >= since)
    most, first = 0, 0
    for last, now in enumerate(times):
        while now - times[first] > WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


def worked(server: Server) -> float:
    """Seconds of processor time that the server has taken; not a number where that is not told."""
    try:
        told = Path(f"/proc/{server.process.pid if server.process else 0}/stat").read_text()
    except OSError:
        return float("nan")
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def join_all(held: Held, server: Server, phones: Sequence[Phone]) -> None:
    """Everybody scans the code at the same moment."""
    departments = [d.id for d in held.view.departments if d.name in ("Water", "Power", "Roads")]
    start, before = time.perf_counter(), worked(server)
    took = await asyncio.gather(
        *(phone.join(held.code, departments[n % 3]) for n, phone in enumerate(phones))
    )
    seconds, work = time.perf_counter() - start, 1000 * (worked(server) - before)
    forms, ways = zip(*took, strict=True)
    print(f"{len(phones)} phones join at once: {len(phones) / seconds:.0f} joins per second,")
    print(f"  {work / len(phones):.0f} ms of the server's processor time for each")
    print(f"  the form alone: {spread(forms)}")
    print(f"  form, return link and first page: {spread(ways)}")


async def answer_all(held: Held, server: Server, phones: Sequence[Phone], pause: float) -> None:
    """Everybody answers one indicator after the other, with pauses of about so many seconds."""
    framework = held.view.framework
    scales = {i.code: i.scale for i in framework.asked("full")}
    levels = {
        code: len(scale.values) for code, scale in scales.items() if isinstance(scale, Levels)
    }

    async def somebody(phone: Phone) -> None:
        for code in list(levels)[:ANSWERS]:
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            said = random.choice([*range(levels[code]), "dk"])
            comment = "The drains were measured." * (random.random() < 1 / COMMENTED)
            await phone.answer(code, said, comment)

    for phone in phones:
        phone.posts.clear()
    start, before = time.perf_counter(), worked(server)
    await asyncio.gather(*(somebody(phone) for phone in phones))
    seconds, work = time.perf_counter() - start, 1000 * (worked(server) - before)
    posts = [one for phone in phones for one in phone.posts]
    how = f"with pauses of {pause:.0f} s" if pause else "without pause"
    print(f"{len(phones)} phones answer {how}: {len(posts) / seconds:.0f} answers per second,")
    print(f"  {work / len(posts):.1f} ms of the server's processor time for each, looks included")
    print(f"  a post: {spread(posts)}")


async def follow(held: Held, phones: Sequence[Phone], move: Callable[..., None]) -> None:
    """The facilitator makes a move; prints how long after the press the phones show it."""
    asked = phones[0].asked
    for phone in phones:
        phone.loaded.clear()
    quiet = busiest(asked, time.perf_counter() - SETTLED / 2)
    start = time.perf_counter()
    await asyncio.to_thread(held.move, move)
    moved = time.perf_counter()
    await asyncio.sleep(SETTLED)
    seen = [at - start for phone in phones for at in phone.loaded.values()]
    over = " OVER THE AIM" if len(seen) < len(phones) or max(seen) > AIM_REVEAL else ""
    print(f"{move.__name__}: {len(seen)} of {len(phones)} phones show it, {spread(seen)}{over}")
    print(
        f"  the move itself {1000 * (moved - start):.0f} ms; at most {busiest(asked, start)} requests"
    )
    print(f"  in any 100 ms, {quiet} in the seconds before the move")


async def hall(held: Held, server: Server) -> None:
    """Join, answer, close the vote, reveal."""
    asked: list[float] = []
    phones = [Phone(server.port, asked) for _ in range(PHONES)]
    await join_all(held, server, phones)
    over = asyncio.Event()
    looking = [asyncio.create_task(phone.look_on(over)) for phone in phones]
    for pause in (PAUSE, 0):
        await answer_all(held, server, phones, pause)
    await asyncio.sleep(SETTLED)
    for move in (rounds.close_vote, rounds.reveal):
        await follow(held, phones, move)
    over.set()
    await asyncio.gather(*looking)
    for phone in phones:
        phone.close()
    print(f"refused or not understood: {sum(phone.refused for phone in phones)}")


async def somebody(held: Held, port: int) -> dict[str, str]:
    """The cookies of somebody who joined a workshop whose vote is open."""
    phone = Phone(port, [])
    await phone.join(held.code, held.department("Water"))
    phone.close()
    return phone.cookies


def open_slowly(browser: Browser, url: str, cookies: dict[str, str], language: str) -> None:
    """Open the page on slow 3G with nothing kept from before."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    kept = cookies | {"language": language}
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in kept.items()])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    bytes_of: Counter[str] = Counter()
    wire.on("Network.loadingFinished", lambda e: bytes_of.update(all=int(e["encodedDataLength"])))
    wire.send("Network.enable")
    slow = {"latency": LATENCY, "downloadThroughput": SLOW / 8, "uploadThroughput": SLOW / 8}
    wire.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    page.add_init_script(WATCH)
    page.goto(f"{url}/m")
    page.wait_for_function("window.pressable")
    seen = page.evaluate(TIMES)
    over = " OVER THE AIM" if seen["scripted"] > AIM_PAGE else ""
    print(
        f"/m in {language}: {bytes_of['all']} bytes on the wire, first level pressable as a plain"
    )
    print(f"  form after {seen['plain']:.0f} ms, with the script {seen['scripted']:.0f} ms{over}")
    for name, start, first, last in seen["waterfall"]:
        print(f"  {name}: asked at {start:.0f} ms, first byte {first:.0f} ms, last {last:.0f} ms")
    context.close()


def main() -> None:
    """Print all figures."""
    framework = load_framework(URBAN)
    with served() as (server, store):
        held = set_up(store, framework)
        held.move(rounds.open_vote)
        print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f}")
        asyncio.run(hall(held, server))
        for tier in ("quick", "full"):
            slow = set_up(store, framework, tier=tier)
            slow.move(rounds.open_vote)
            cookies = asyncio.run(somebody(slow, server.port))
            print(f"slow 3G, {len(framework.asked(tier))} indicators:")
            with sync_playwright() as here:
                browser = launched(here)
                for language in ("en", "ja"):
                    open_slowly(browser, server.url, cookies, language)
                browser.close()


if __name__ == "__main__":
    main()
