"""Results of many cities as one open data set: tables, their description, and metadata for a DOI."""

from resilience.exchange.dataset.describe import DatasetFacts
from resilience.exchange.dataset.tables import CityEntry
from resilience.exchange.dataset.write import write_dataset

__all__ = ["CityEntry", "DatasetFacts", "write_dataset"]
