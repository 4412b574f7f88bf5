"""The coordinator's desk: files of many cities, open data of those who agreed, and a report on the network."""
