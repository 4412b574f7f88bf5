"""The frameworks on which the benchmarks run, so that figures of different days can be compared."""

from resilience.settings import ROOT

#: the 45 indicators of docs/performance.md, in all languages
URBAN = ROOT / "indicators" / "urban-resilience-1.0.0"
UNDRR = ROOT / "indicators" / "undrr-preliminary-1.0.0"
#: the demo speaks of the newest version
NEWEST = ROOT / "indicators" / "urban-resilience"
