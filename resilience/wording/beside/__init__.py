"""Departments beside one another: how far apart, in which colours, and which pair, in words."""
