"""Data frames of Spark: `normalize.spark` is the door.

Batches go through `mapInArrow`, the twin of `mapInPandas` that changes no value on its way: pandas knows no null
string and no whole number that may be missing, and a frame's other columns must come out as they went in.
"""
