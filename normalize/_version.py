"""The version of the distribution, read by hatchling."""

__version__ = "0.1.0"
