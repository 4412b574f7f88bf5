"""The printed report on the network of cities."""

from resilience.outputs.network.report import network_report

__all__ = ["network_report"]
